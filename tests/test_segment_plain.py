"""Plain text: lines, wrapping, headline and residue; the example articles, located by line number."""

import os
from pathlib import Path

import pytest

from slopcheck.read import read_path
from slopcheck.segment import segment
from slopcheck.types import BODY, Document

DATA = Path(os.environ.get("SLOPCHECK_DATA", Path(__file__).parents[2] / "shared"))

LONG = "The council voted on Monday to reopen the bridge after eleven months of repairs, the mayor said."


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def by_line(document: Document) -> dict[int, str]:
    """Kind of the block that begins on each (1-based) line of the source."""
    found = {}
    for block in document.blocks:
        place = document.origin.source_range(block.start, block.end)
        assert place
        found[document.source.count("\n", 0, place[0]) + 1] = block.kind
    return found


def seed(number: str) -> Document:
    files = sorted(DATA.glob(f"seeds/{number}_*.txt"))
    if not files:
        pytest.skip(f"the example articles are not there: {DATA}/seeds")
    return segment(read_path(files[0]).text, name=str(files[0]))


def test_farm_example():
    lines = by_line(seed("000"))
    assert lines[1] == "headline"
    assert lines[3] == "byline"
    assert lines[5] in BODY and lines[6] in BODY
    assert lines[7] == "separator"
    assert lines[21] in ("item", "paragraph")
    headings = [13, 17, 23, 27, 31, 35, 39, 43, 47, 57, 63, 69, 75, 81, 87, 93, 99]
    assert [lines[n] for n in headings] == ["heading"] * len(headings)
    prose = [
        11,
        15,
        19,
        25,
        29,
        33,
        37,
        41,
        45,
        49,
        51,
        55,
        59,
        61,
        65,
        67,
        71,
        73,
        77,
        79,
        83,
        85,
        89,
        91,
        95,
        97,
        101,
        103,
    ]
    assert [lines[n] for n in prose] == ["paragraph"] * len(prose)
    assert lines[53] in BODY
    assert (lines[105], lines[107]) == ("comment-form", "comment-form")
    assert len(lines) == 55


def test_newsroom_example():
    document = seed("002")
    lines = by_line(document)
    assert [lines[n] for n in (1, 3, 5, 6)] == ["caption", "headline", "byline", "read-time"]
    assert {lines[n] for n in range(8, 29, 2)} == {"paragraph"}
    assert [lines[n] for n in (31, 32, 34, 36)] == ["share", "comment-form", "comment-form", "comment-form"]
    assert len(lines) == 19


@pytest.mark.parametrize(("number", "keep"), [("000", 104), ("002", 33)])
def test_cutting_the_comment_form_changes_no_other_label(number, keep):
    whole = seed(number)
    cut = segment("".join(whole.source.splitlines(keepends=True)[:keep]), name=whole.name)
    shared = by_line(cut)
    assert shared == {line: kind for line, kind in by_line(whole).items() if line <= keep}
    assert len(shared) < len(by_line(whole))


def test_lines_that_stand_close_are_blocks_of_their_own():
    document = segment(
        f"The bridge is open again\nBy Ann Alder\nMay 4, 2031\n\n{LONG}\n{LONG}\n\n"
        "Share this article\nLeave a comment\n"
    )
    assert [kind for kind, _ in kinds(document)] == [
        "headline", "byline", "dateline", "paragraph", "paragraph", "share", "comment-form",
    ]  # fmt: skip


def wrapped(words: str) -> str:
    """The words in lines of at most seventy characters."""
    lines, line = [], ""
    for word in words.split():
        if len(line) + len(word) > 70:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def test_wrapped_lines_are_joined():
    words = (LONG + " ") * 4
    text = wrapped(words)
    document = segment(f"{text}\n\n- one item\n- another item\n\n{text}\n")
    assert kinds(document) == [
        ("paragraph", words.strip()), ("item", "- one item"), ("item", "- another item"), ("paragraph", words.strip()),
    ]  # fmt: skip


def test_windows_line_ends_give_the_same_blocks():
    text = f"The bridge is open again\n\n{LONG}\nBy the river, people waited.\n\n{LONG}\n"
    assert kinds(segment(text.replace("\n", "\r\n"))) == kinds(segment(text))


def test_no_headline_is_made_up():
    assert segment(f"{LONG}\n\n{LONG}\n").headline is None
    assert segment("Only one short line").headline is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("4 min read", "read-time"),
        ("Reading time: 6 minutes", "read-time"),
        ("Follow us on Facebook", "share"),
        ("Your email address will not be published.", "comment-form"),
        ("12 Comments", "comment-form"),
        ("Advertisement", "advert"),
        ("STORY CONTINUES BELOW", "advert"),
        ("You may also like", "related"),
        ("We use cookies to improve your visit.", "cookie"),
        ("© 2031 The Alder Gazette. All rights reserved.", "legal"),
        ("Subscribe to our newsletter", "newsletter"),
        ("Photo: Ann Alder/The Gazette", "caption"),
        ("Skip to content", "navigation"),
        ("* * *", "separator"),
    ],
)
def test_residue_between_paragraphs(line, kind):
    document = segment(f"The bridge is open again\n\n{LONG}\n\n{line}\n\n{LONG}\n\n{LONG}\n")
    assert [found for found, _ in kinds(document)] == [
        "headline",
        "paragraph",
        kind,
        "paragraph",
        "paragraph",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "“We share this valley,” she said.",
        "By noon, the crowd had gone home and the square was empty.",
        "He left no comment.",
        "Facebook and Twitter declined to comment.",
        "Advertisement spending fell by a third.",
        "• Two lanes stay closed until June.",
    ],
)
def test_prose_that_mentions_such_things_stays_body(line):
    document = segment(f"The bridge is open again\n\n{LONG}\n\n{line}\n\n{LONG}\n\n{LONG}\n")
    assert kinds(document)[2][0] in BODY


def test_a_short_line_that_leads_on_is_a_heading():
    document = segment(f"The bridge is open again\n\n{LONG}\n\nWhat comes next\n\n{LONG}\n")
    assert kinds(document)[2] == ("heading", "What comes next")


def test_a_section_that_begins_with_a_subsection_has_two_headings():
    document = segment(f"The bridge is open again\n\n{LONG}\n\nThe repairs\n\nWhat they cost\n\n{LONG}\n")
    assert [kind for kind, _ in kinds(document)][2:4] == ["heading", "heading"]


def test_a_heading_may_lead_to_a_list_or_carry_a_number():
    document = segment(
        f"The bridge is open again\n\n{LONG}\n\nWhat stays closed\n\n- Two lanes until June.\n- The footpath.\n\n"
        f"1. Paint\n\n{LONG}\n\n2. Steel\n\n{LONG}\n\nTools {{#tools}}\n\n{LONG}\n"
    )
    assert [kind for kind, _ in kinds(document)] == [
        "headline", "paragraph", "heading", "item", "item", "heading", "paragraph", "heading", "paragraph",
        "heading", "paragraph",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        ["Alder 3-1 Birch", "Cedar 0-0 Dunmore", "Elm 2-2 Fairlea"],
        ["The mayor told the crowd that the work was done.\u00a0"],
        ["https://alder.example/bridge"],
        ["ferry_count = len(tides)"],
        ["and what is more"],
        ["10:30 Doors open"],
    ],
)
def test_what_is_no_heading(lines):
    document = segment(f"The bridge is open again\n\n{LONG}\n\n" + "\n\n".join(lines) + f"\n\n{LONG}\n")
    found = [text for kind, text in kinds(document) if kind == "heading"]
    assert found == lines[2:], "the last of a listing may be one"


def test_cells_parted_by_bars_are_rows_of_a_table():
    document = segment(
        f"The bridge is open again\n\n{LONG} {LONG}\n\nLane | Opens\n\nNorth | May 4 South | June 1\n\n{LONG}\n\n"
        f"Ann Alder | The Gazette\n\n{LONG} {LONG}\n"
    )
    assert [kind for kind, _ in kinds(document)][2:6] == ["table", "table", "paragraph", "paragraph"]


def test_a_wrapped_sentence_goes_on_where_a_line_is_not_full():
    text = wrapped((LONG + " ") * 3)
    document = segment(
        f"{text}\n\n{text}\n\nThe ferry\ntimetable changes\nin the week after the bridge is open to all again.\n"
    )
    assert kinds(document)[-1] == (
        "paragraph",
        "The ferry timetable changes in the week after the bridge is open to all again.",
    )


def test_an_item_is_judged_without_its_mark():
    lines = ["rope ladders", "tide tables", "harbour mysql", "ferry log", "pier notes"]
    shown = [segment(f"{LONG}\n\n" + "\n".join(f"{mark}{line}" for line in lines)) for mark in ("", "- ")]
    labels = [[b.is_furniture for b in document.blocks] for document in shown]
    assert labels[0] == labels[1]


def test_short_lines_that_end_no_sentence_lead_to_no_text():
    rows = [
        "Lane North South",
        "Opens in May, weather allowing in June at last",
        "Width Three metres",
        "Surface Still to be laid by the town's own crews",
    ]
    document = segment(f"The bridge is open again\n\n{LONG}\n\n" + "\n\n".join(rows) + f"\n\n{LONG}\n")
    assert "heading" not in [kind for kind, text in kinds(document) if text in rows[:3]]


@pytest.mark.parametrize("line", ["Price: $399", "Cast: Ann Alder, Ben Birch", "Toll: from $3 a crossing"])
def test_a_label_with_its_value_is_no_heading(line):
    document = segment(f"The bridge is open again\n\n{LONG}\n\n{line}\n\n{LONG}\n")
    assert kinds(document)[2] == ("paragraph", line)
