"""A heading over every paragraph.

**Why.** Text filled into a template has as many headings as thoughts; in a report a heading parts longer
stretches.

**What it finds.** Runs of six or more consecutive headings that each stand over a single paragraph of fewer
than 120 words. The headings of the run are marked.

**Limits.** Lists, quotations and tables under a heading end the run, so glossaries and listings stay clean;
a run in which a heading recurs is a transcript with its speakers' names. Questions and answers are marked
like any other run.
"""

from collections.abc import Iterator
from itertools import zip_longest

from slopcheck.layout import Block
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Views

RUN = 6  # headings; a page with an introduction and five short sections is ordinary
LONGEST = 120  # words of the single paragraph; a longer one fills a section by itself


def find(views: Views) -> Iterator[Span]:
    run: list[Block] = []
    blocks = views.body_blocks
    for block, following in zip_longest(blocks, blocks[1:]):
        if block.kind == "heading" and _written(views, block):
            if following is not None and _single(views, following):
                run.append(block)
                continue
        elif block.kind == "paragraph" and (following is None or following.kind == "heading"):
            continue
        yield from _spans(views, run)
        run = []
    yield from _spans(views, run)


def _written(views: Views, block: Block) -> bool:
    """Begins like a heading, with a capital or a figure; comments of code do not."""
    first = views.text[block.start : block.start + 2].lstrip("\"\u201c\u2018'")[:1]
    return first.isupper() or first.isdigit()


def _single(views: Views, block: Block) -> bool:
    first, last = views.tokens_in(block.start, block.end)
    return block.kind == "paragraph" and last - first < LONGEST


def _spans(views: Views, run: list[Block]) -> Iterator[Span]:
    if len(run) >= RUN and len({views.lower[b.start : b.end] for b in run}) == len(run):
        for block in run:
            yield Span(
                block.start,
                block.end,
                "heading-per-paragraph",
                f"One of {len(run)} headings in a row that each stand over a single short paragraph.",
                strength=0.5,
            )


SIGNALS = (
    Signal(
        id="heading-per-paragraph",
        version=1,
        family="structure",
        effect="fault",
        summary="One of many headings in a row, each over a single short paragraph",
        find=find,
    ),
)
