"""The headline again, as a line of the text.

**Why.** A page that repeats its headline in two or three wordings is written for search engines, or glued
together from drafts. A reader learns nothing from the second one.

**What it finds.** A heading or short line that has most of its content words from the headline: the same
announcement lightly varied. A line that repeats the headline word for word directly below it is left alone,
since content systems print titles twice.

**Limits.** Needs a headline. Paragraphs of ordinary length are never compared; a lede may restate its
headline.

**Sources.** Line 5 and 9 of the farm article this project started from; rates in reports/signals.md.
"""

from collections.abc import Iterator

from slopcheck.headlines import content, headline_words
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Block, Views

LONGEST = 180  # characters; a longer block is a paragraph and has its own work to do
FEWEST = 4  # content words that both lines share
SHARE = 0.65  # of the line's content words: seven in ten words of the seen variations came from the headline
SENTENCE_SHARE = 0.85  # for a line that ends like a sentence: a short lede may have most words in common
_KINDS = frozenset({"heading", "paragraph", "item"})


def find(views: Views) -> Iterator[Span]:
    wanted = headline_words(views)
    if len(wanted) < FEWEST or views.headline is None:
        return
    title = content(views.lower[views.headline[0] : views.headline[1]])
    previous: Block | None = None
    for block in views.blocks:
        if block.kind in _KINDS and block.end - block.start <= LONGEST and block.start >= views.headline[1]:
            share = _share(views, block, wanted)
            if share and not (_follows(previous, views) and content(_lower(views, block)) == title):
                yield Span(
                    block.start,
                    block.end,
                    "headline-echo",
                    f"The headline again: {share:.0%} of this line's words are from it.",
                    min(1.0, share),
                    related=(views.headline,),
                )
        previous = block


def _lower(views: Views, block: Block) -> str:
    return views.lower[block.start : block.end]


def _follows(previous: Block | None, views: Views) -> bool:
    return previous is not None and views.headline is not None and previous.start <= views.headline[0]


def _share(views: Views, block: Block, wanted: frozenset[str]) -> float:
    words = set(content(_lower(views, block)))
    shared = len(words & wanted)
    if shared < FEWEST:
        return 0.0
    needed = SENTENCE_SHARE if views.text[block.end - 1] == "." else SHARE
    share = shared / len(words)
    return share if share >= needed else 0.0


SIGNALS = (
    Signal(
        id="headline-echo",
        version=1,
        family="headline",
        effect="fault",
        summary="The headline again, verbatim or lightly varied, as a line of the text",
        find=find,
    ),
)
