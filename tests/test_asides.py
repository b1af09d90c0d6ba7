"""Lines set between the paragraphs do not thin out what the text is marked for."""

import numpy as np
import pytest

from slopcheck.asides import LONGEST_LINE
from slopcheck.check import check
from slopcheck.detect import view
from slopcheck.listing import is_listing
from slopcheck.segment import segment
from slopcheck.views import Views

PARAGRAPHS = [
    "The ferry board met on Tuesday and voted to keep the morning boat, which carries forty people a day.",
    "\u201cWe heard from the bakery and from the school,\u201d said Ines Calder, who chairs the board of the port.",
    "A boat that leaves at six has to be paid for by somebody, and the town had set nothing aside for it.",
    "The harbor fund will cover the fuel until May, and the board looks at the ferry tickets again in April.",
]
PLUG = "Don\u2019t miss our new video about ferries!"
SEARCHES = "morning ferry board, harbor ferry fuel, ferry tickets town"
TITLE = "What The Harbor Fund Pays"
FOREIGN = (
    "best electric scooters 2026, electric scooter deals near me, folding electric scooter review, "
    "electric scooter batteries."
)


def views(*lines: str) -> Views:
    text = "\n\n".join([*PARAGRAPHS[:2], *lines, *PARAGRAPHS[2:]])
    return view(segment(text, name="ferry", format="text", headline=None))


@pytest.mark.parametrize("line", [PLUG, SEARCHES, TITLE, FOREIGN])
def test_a_line_set_in_is_no_text_of_the_article(line: str) -> None:
    plain, changed = views(), views(line)
    assert changed.words > plain.words
    assert changed.text_words == plain.text_words
    np.testing.assert_array_equal(changed.style.symbols, plain.style.symbols)


@pytest.mark.parametrize(
    ("line", "listing"),
    [
        (FOREIGN, True),
        ("ferry timetable | island ferry tickets | ferry price 2026", True),
        ("Ines Calder, Port Ansel, Harbor Board", True),
        ("ferry timetable, the ferry tickets, ferry price", False),  # an article
        ("ferry timetable, ferry tickets", False),  # two phrases
        ("bread, milk, butter, eggs, coffee", False),  # words, no phrases
        ("ferries leave Port Ansel at dawn most working days, returning late, every single evening", False),
        ("ferry timetable,, ferry tickets online, ferry prices", False),
        ("", False),
    ],
)
def test_what_is_a_listing(line: str, listing: bool) -> None:
    assert is_listing(line.lower()) is listing


@pytest.mark.parametrize(
    "line", [FOREIGN, "Subscribe to our newsletter for daily updates.", "Read more: Ten quays to see by boat"]
)
def test_a_line_under_a_heading_does_not_take_it_away(line: str) -> None:
    parts = [*PARAGRAPHS[:2], "What the fund pays", *PARAGRAPHS[2:]]
    plain = view(segment("\n\n".join(parts), format="text"))
    changed = view(segment("\n\n".join([*parts[:3], line, *parts[3:]]), format="text"))
    assert "What the fund pays" in [changed.block_text(b) for b in changed.blocks if b.kind == "heading"]
    assert changed.text_words == plain.text_words


def test_a_long_block_is_text_whatever_it_promotes() -> None:
    plug = (
        "Watch our other video, which we filmed from the pier on a windy day in March. " + "It is long. " * 15
    )
    plain, changed = views(), views(plug)
    assert any(changed.asides.values())
    assert changed.text_words > plain.text_words


def test_a_paragraph_without_a_stop_is_text_unless_it_is_a_line() -> None:
    line = "the boat " * 30
    assert len(line) > LONGEST_LINE
    assert views(line).text_words == views().text_words + 60


@pytest.mark.parametrize("line", [PLUG, SEARCHES, TITLE])
def test_a_line_set_in_never_raises_quality(line: str) -> None:
    texts = ["\n\n".join(PARAGRAPHS * 3), "\n\n".join([*PARAGRAPHS, line, *PARAGRAPHS * 2])]
    before, after = (check(text, format="text").verdict.log_odds for text in texts)
    assert after >= before - 1e-9
