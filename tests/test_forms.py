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
