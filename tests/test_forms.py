"""One article as Markdown, as a page and as flattened text: the same parts, the same words, nearly the same score."""

import numpy as np
import pytest

from slopcheck.check import check
from slopcheck.detect import view
from slopcheck.segment import segment
from slopcheck.types import Document, Report
from slopcheck.views import Views

TITLE = "Harbour bridge opens after eleven months"
LEDE = (
    "The harbour council voted on Monday to reopen the bridge after eleven months of repairs. "
    "Ann Alder, who chairs the works committee, said the last steel had been painted on Friday and that two lanes "
    "would carry traffic by the end of the week."
)
MORE = (
    "The work cost 4.1 million, a tenth more than planned, because the northern pier had rusted below the water "
    "line. Divers found the damage in March and the council added the money in April. Nobody on the committee voted "
    "against it, and the minutes were published the next day."
)
SAID = (
    "We closed it when the ferry could still run, and we kept our word about the date, which people in this town "
    "had every reason to doubt after the last two winters"
)
HOW = (
    "Each span was lifted, carried to the yard on a barge and laid on trestles, where crews cut out the worst of it "
    "before the painters came. The barge made forty trips, and on nine of them the wind sent it back."
)

MARKDOWN = f"""# {TITLE}

{LEDE}

{{{{< picture src="bridge.png" alt="The bridge at dawn" >}}}}

## What it took

### The money

{MORE}

> {SAID}.

## The week ahead

- One lane opens on Monday.
- The footpath [opens
in June](https://harbour.example/path).

| Lane | Opens |
|------|-------|
| North | May |
| South | June |

```
ferry --stop
```

### 1. Lift the spans

{HOW}

<p>{MORE}</p>
"""

TEXT = f"""{TITLE}

{LEDE}

What it took

The money

{MORE}

{SAID}.

The week ahead

- One lane opens on Monday.
- The footpath opens in June.

Lane | Opens

North | May South | June

1. Lift the spans

{HOW}

{MORE}
"""


@pytest.fixture(scope="module")
def documents() -> tuple[Document, Document]:
    return segment(MARKDOWN, format="markdown"), segment(TEXT, format="text")


@pytest.fixture(scope="module")
def reports() -> tuple[Report, Report]:
    return check(MARKDOWN, format="markdown"), check(TEXT, format="text")


def test_the_parts_are_the_same(documents: tuple[Document, Document]) -> None:
    marked, flat = ([b.kind for b in document.blocks] for document in documents)
    marked = ["paragraph" if kind == "quote" else kind for kind in marked if kind not in ("code", "table")]
    assert marked == [kind for kind in flat if kind != "table"]
    assert flat.count("heading") == 4
    assert flat.count("table") == 2


def test_the_wording_is_the_same_but_for_the_marks_of_items(documents: tuple[Document, Document]) -> None:
    views: list[Views] = [view(document) for document in documents]
    marked, flat = (set(np.concatenate([h for _, h in v.style.grams()]).tolist()) for v in views)
    assert marked == flat
    numbered = 1  # the number of the heading, which both forms show
    assert views[0].words == views[1].words
    assert views[0].text.count("1.") == views[1].text.count("1.") == numbered


def test_the_score_is_nearly_the_same(reports: tuple[Report, Report]) -> None:
    marked, flat = (r.verdict.quality_base + r.verdict.quality_slope * r.verdict.log_odds for r in reports)
    assert abs(marked - flat) <= 3.0


def test_code_counts_no_words_and_dilutes_no_rate() -> None:
    code = "```\n" + "ferry --stop --all now\n" * 80 + "```\n"
    with_code = check(MARKDOWN + code, format="markdown")
    without = check(MARKDOWN, format="markdown")
    assert with_code.words == without.words
    assert with_code.verdict.log_odds == pytest.approx(without.verdict.log_odds)


def test_a_listing_with_a_little_prose_is_still_no_prose() -> None:
    code = "```\n" + "ferry --stop --all now\n" * 300 + "```\n"
    report = check(f"{LEDE}\n\n{MORE}\n\n{HOW}\n\n{code}", format="markdown")
    assert report.verdict.abstain_reason is not None
    assert report.verdict.abstain_reason.startswith("not prose")


def test_a_page_that_marks_headings_by_bold_type_alone() -> None:
    page = f"<article><h1>{TITLE}</h1><p>{LEDE}</p><p><b>What it took</b></p><p>{MORE}</p><p>1. The crew closes both gates before the tide turns.</p><p>2. The pumps run until the chamber is empty.</p><p>{HOW}</p></article>"  # noqa: E501
    document = segment(page, format="html")
    assert [b.kind for b in document.blocks] == [
        "headline", "paragraph", "heading", "paragraph", "item", "item", "paragraph",
    ]  # fmt: skip


def kinds(text: str, format: str = "text") -> list[tuple[str, str]]:
    document = segment(text, format=format)
    return [(b.kind, document.text[b.start : b.end]) for b in document.blocks]


def kind_of(line: str, text: str, format: str = "text") -> str:
    return next(kind for kind, shown in kinds(text, format) if shown == line)


def grams(text: str, format: str = "text") -> list[int]:
    """What the style stream of a text holds."""
    return sorted(np.concatenate([h for _, h in view(segment(text, format=format)).style.grams()]).tolist())


STEPS = [
    "Close both gates before the tide turns.",
    "Run the pumps until the chamber is empty, and lock them.",
]


@pytest.mark.parametrize("marks", [("1. ", "2. "), ("- ", "- "), ("(1) ", "(2) "), ("\u2022 ", "\u2022 ")])
def test_the_marks_of_items_are_no_wording(marks: tuple[str, str]) -> None:
    flat = "\n".join(
        [f"{LEDE}\n", *(mark + step for mark, step in zip(marks, STEPS, strict=True)), f"\n{MORE}"]
    )
    bare = "\n\n".join([LEDE, *STEPS, MORE])
    marked, plain = view(segment(flat, format="text")), view(segment(bare, format="text"))
    assert [b.kind for b in marked.blocks].count("item") == 2
    assert marked.words == plain.words
    assert marked.text.count(marks[0]) >= 1  # they are shown, and belong to a block of the document
    assert grams(flat) == grams(bare)
    assert [marked.block_text(b) for b in marked.blocks if b.kind == "item"] == STEPS


def test_careless_markup_shows_the_mark_of_an_item_twice() -> None:
    views = view(segment(f"{LEDE}\n\n\\- {STEPS[0]}\n\n{MORE}", format="markdown"))
    assert [views.block_text(b) for b in views.blocks if b.kind == "item"] == [STEPS[0]]


def test_a_mark_on_a_line_of_its_own_is_the_mark_of_what_stands_below() -> None:
    found = kinds(f"{LEDE}\n\n1.\n\n{STEPS[0]}\n\n2.\n\n{STEPS[1]}\n\n{MORE}")
    assert [kind for kind, _ in found] == ["paragraph", "separator", "item", "separator", "item", "paragraph"]
    assert view(segment(f"{LEDE}\n\n1.\n\n{STEPS[0]}\n\n{MORE}", format="text")).words == len(
        f"{LEDE} {STEPS[0]} {MORE}".replace(".1", "").split()
    )


@pytest.mark.parametrize(
    "address", ["https://harbour.example/minutes/2031?page=2", "www.harbour.example/minutes"]
)
def test_addresses_are_no_wording(address: str) -> None:
    shown = f"{LEDE} The minutes are at {address}. {MORE}"
    without = f"{LEDE} The minutes are at . {MORE}"
    assert grams(shown) == grams(without)
    assert view(segment(shown, format="text")).words == view(segment(without, format="text")).words


def test_a_word_that_is_an_address_is_no_paragraph() -> None:
    left = ":no_upscale()/cdn.harbour.example/uploads/2031/05/bridge_at_dawn.jpg)"
    assert kind_of(left, f"{LEDE}\n\n{left}\n\n{MORE}") == "code"
    assert kind_of("Rust!", f"{LEDE}\n\nRust!\n\n{MORE}") == "paragraph"


def test_a_table_counts_no_words_in_any_rate() -> None:
    table = "| Lane | Opens | Toll |\n|---|---|---|\n" + "| North lane | in May | none |\n" * 6
    whole, without = (
        check(f"{LEDE}\n\n{t}\n{MORE}\n\n{HOW}\n\n{SAID}.", format="markdown") for t in (table, "")
    )
    assert whole.verdict.log_odds == pytest.approx(without.verdict.log_odds)
    assert whole.words > without.words


ROWS = [
    "Lane Opens Toll for lorries Remarks",
    "North lane Mid May None before June Open to lorries under seven tonnes, buses and all cars until midnight",
    "South lane Early June Two crowns Closed every Sunday until August for painting, inspection and deck repairs",
    "Footpath Late June None Open day and night, bicycles must be pushed, no entry during gales above force nine",
]


def test_rows_whose_cells_nothing_parts() -> None:
    text = "\n\n".join([LEDE, "What opens when", *ROWS, MORE, HOW])
    assert [kind_of(row, text) for row in ROWS[1:]] == ["table"] * 3
    assert kind_of("What opens when", text) == "heading"
    assert kind_of(MORE, text) == "paragraph"


def test_captions_and_broken_sentences_are_no_rows() -> None:
    captions = [
        "The bridge is seen from the old quay on the morning it was closed, with the last ferry that left that day",
        "A diver who found the rust in March is helped out of his suit by the crew of the barge that carried him",
        "She said that the last steel had been painted on Friday, and the crowd that had come to watch it was small",
    ]
    text = "\n\n".join([LEDE, *captions, MORE, HOW])
    assert [kind_of(line, text) for line in captions] == ["paragraph"] * 3


@pytest.mark.parametrize("line", ["Key findings:", "Benefits of Lifting Spans by Barge:", "Next steps:"])
def test_a_label_over_a_section_is_a_heading_in_every_form(line: str) -> None:
    assert kind_of(line, f"{LEDE}\n\n{line}\n\n{MORE}") == "heading"
    assert kind_of(line, f"{LEDE}\n\n## {line}\n\n{MORE}", "markdown") == "heading"


@pytest.mark.parametrize(
    "line",
    [
        "She said:",
        "The council has three reasons to be careful:",
        "Here is why:",
        "Ann Alder, the clerk, wrote:",
    ],
)
def test_what_a_sentence_says_before_a_colon_is_no_heading(line: str) -> None:
    assert kind_of(line, f"{LEDE}\n\n{line}\n\n{MORE}") == "paragraph"
    assert kind_of(line, f"{LEDE}\n\n### {line}\n\n{MORE}", "markdown") == "paragraph"


def test_a_heading_that_is_a_sentence_is_one_in_every_form() -> None:
    said = "The works committee closed the bridge for eleven months because the northern pier had rusted below the line"
    for line in (said, "The last lane opens on Monday."):
        assert kind_of(line, f"{LEDE}\n\n## {line}\n\n{MORE}", "markdown") == "paragraph"
        assert kind_of(line, f"{LEDE}\n\n{line}\n\n{MORE}") == "paragraph"
    assert kind_of("Conclusion.", f"{LEDE}\n\n## Conclusion.\n\n{MORE}", "markdown") == "heading"
    asked = "What do they mean by \u201clast steel?\u201d"
    assert kind_of(asked, f"{LEDE}\n\n{asked}\n\n{MORE}") == "heading"
    listed = "The week ahead: lanes, footpaths, and the ferry"
    assert kind_of(listed, f"{LEDE}\n\n{listed}\n\n{MORE}") == "heading"
    assert (
        kind_of("Needed: steel, paint, rope", f"{LEDE}\n\nNeeded: steel, paint, rope\n\n{MORE}")
        == "paragraph"
    )


def test_what_leads_to_code_leads_on_to_what_follows() -> None:
    marked = f"{LEDE}\n\nLift the spans\n\n```\nferry --stop\n```\n\n---\n\n{MORE}\n"
    assert kind_of("Lift the spans", marked, "markdown") == "heading"
    assert kind_of("Lift the spans", f"{LEDE}\n\nLift the spans\n\n{MORE}") == "heading"


def test_a_block_quotation_is_taken_apart_like_the_text_around_it() -> None:
    marked = f"{LEDE}\n\n> **What it took**\n>\n> {MORE}\n>\n> * {STEPS[0]}\n> * {STEPS[1]}\n\n{HOW}\n"
    flat = f"{LEDE}\n\nWhat it took\n\n{MORE}\n\n- {STEPS[0]}\n- {STEPS[1]}\n\n{HOW}\n"
    assert [kind for kind, _ in kinds(marked, "markdown")] == [
        "paragraph", "heading", "quote", "item", "item", "paragraph",
    ]  # fmt: skip
    assert [kind for kind, _ in kinds(flat)] == [
        "paragraph",
        "heading",
        "paragraph",
        "item",
        "item",
        "paragraph",
    ]
    assert grams(marked, "markdown") == grams(flat)


def test_the_rhythm_of_prose_is_measured_on_block_quotations_too() -> None:
    quoted, flat = (
        check(f"{LEDE}\n\n{mark}{SAID}.\n\n{MORE}\n\n{HOW}", format="markdown").features
        for mark in ("> ", "")
    )
    for name in ("sentence-words", "word-letters", "content-share", "quoted-share", "different-words"):
        assert quoted[name] == flat[name]


def test_a_line_break_parts_lines_unless_a_sentence_runs_on() -> None:
    marked = f"{LEDE}\n\n**What did it take?**  \n{MORE}\n\nThe barge made  \nforty trips.\n"
    assert kinds(marked, "markdown")[1:] == [
        ("paragraph", "What did it take?"), ("paragraph", MORE), ("paragraph", "The barge made forty trips."),
    ]  # fmt: skip


def test_a_line_that_runs_on_below_is_joined() -> None:
    first, second = LEDE[: LEDE.index(" chairs")], LEDE[LEDE.index("chairs") :]
    assert kinds(f"{first}\n{second}\n\n{MORE}\n\n{HOW}")[0] == ("paragraph", LEDE)
    verse = "The river keeps\nno count of us\nand carries on"
    assert [text for _, text in kinds(f"{LEDE}\n\n{verse}\n\n{MORE}")][1:4] == verse.split("\n")


def test_a_paragraph_that_many_line_breaks_were_left_in_is_one() -> None:
    first, second = LEDE[: LEDE.index(" chairs")], LEDE[LEDE.index("chairs") :]
    assert kinds(f"{first}\n{second}\n{HOW}\n\n{MORE}") == [
        ("paragraph", f"{LEDE} {HOW}"),
        ("paragraph", MORE),
    ]
    apart = f"{HOW}\n{MORE}\n{SAID}.\n{first}\n{second}\n{HOW}\n{MORE}"
    assert [text for _, text in kinds(apart)] == [HOW, MORE, f"{SAID}.", LEDE, HOW, MORE]


def test_a_line_of_those_around_an_article_is_not_joined() -> None:
    line = "By clicking here readers agree to receive the newsletter of the harbour council every morning and"
    below = "to receive whatever else the council may send them later in the day."
    assert len(kinds(f"{LEDE}\n\n{MORE}\n\n{line}\n{below}\n\n{HOW}")) == 5


def test_rows_with_bars_below_the_article_and_what_heads_them() -> None:
    table = [
        "Lane or path | When it opens | What it costs",
        "North | in May | none South | in June | two crowns",
    ]
    text = "\n\n".join([LEDE, MORE, "What opens when", *table])
    assert [kind for kind, _ in kinds(text)][2:] == ["heading", "table", "table"]
    alone = "harbour bridge news | harbour bridge toll | night ferry order"
    assert kind_of(alone, "\n\n".join([LEDE, MORE, alone])) != "table"
    assert kind_of(alone, "\n\n".join([alone, LEDE, MORE])) != "table"


def test_a_question_over_its_answer_is_a_heading_on_a_page_too() -> None:
    parts = [LEDE, "Who pays for it?", MORE, HOW]
    page = f"<article><h1>{TITLE}</h1>{''.join(f'<p>{part}</p>' for part in parts)}</article>"
    assert [kind for kind, _ in kinds(page, "html")] == [
        "headline", "paragraph", "heading", "paragraph", "paragraph",
    ]  # fmt: skip


def test_elements_of_html_in_markdown_stand_by_themselves() -> None:
    marked = f"<p>{LEDE}</p>\n<p><strong>What it took</strong></p>\n<p>{MORE}</p>\n"
    assert [kind for kind, _ in kinds(marked, "markdown")] == ["paragraph", "heading", "paragraph"]


def test_a_heading_that_shows_an_address_is_a_line() -> None:
    line = "Watch the opening at harbour.city/live"
    assert kind_of(line, f"{LEDE}\n\n## {line}\n\n{MORE}", "markdown") == "paragraph"
    flat = "Watch the opening at (https://harbour.city/live)"
    assert kind_of(flat, f"{LEDE}\n\n{flat}\n\n{MORE}") == "paragraph"


def test_white_space_that_no_one_sees_makes_no_aside() -> None:
    line = "The council will send a reminder before the footpath opens in June."
    views = view(segment(f"{LEDE}\n\n{line}\u00a0\n\n{MORE}", format="markdown"))
    assert views.blk_aside.tolist() == [False, False, False]


def test_tables_that_lay_out_a_page_are_told_one_by_one() -> None:
    prices = "<tr><td>The north lane</td><td>two crowns a lorry</td><td>not before May</td></tr>" * 30
    cells = "".join(f"<p>{text}</p>" for text in (LEDE, MORE, HOW, f"{SAID}. Ann Alder, works committee"))
    page = f"<body><table><tr><td>{cells}</td></tr></table><table>{prices}</table></body>"
    found = kinds(page, "html")
    assert [kind for kind, text in found if len(text) > 100] == ["paragraph"] * 4


def test_markup_around_template_tags_and_addresses_with_brackets_is_not_shown() -> None:
    marked = (
        f'{LEDE}\n\nThe <a title="Minutes" href="{{{{< link "minutes" >}}}}">minutes</a> were published. '
        "![](https://harbour.example/fit(10x20:30x40):plain()/dawn.jpg) {{% note %}}\n\n" + MORE
    )
    assert kinds(marked, "markdown")[1] == ("paragraph", "The minutes were published.")
