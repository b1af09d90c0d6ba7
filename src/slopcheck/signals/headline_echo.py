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

import re
from collections.abc import Iterator

import numpy as np

from slopcheck.headlines import content, headline_words
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Block, Views

LONGEST = 140  # characters; a longer block is a paragraph and has its own work to do
FEWEST = 5  # content words that both lines share: fewer are the article's topic, not its headline
UNSTEMMED = 3  # words that a variation leaves as they are
SHARE = 0.7  # of the line's content words: seven in ten words of the seen variations came from the headline
SENTENCE_SHARE = 0.85  # for a line that ends like a sentence: a short lede may have most words in common
COVER = (
    0.7  # of the words of the headline's best-covered part; a heading takes up a few, an echo most of them
)
TOP = 8  # blocks from the top among which content systems print the title again
_KINDS = frozenset({"heading", "paragraph"})
_SITE = re.compile(r"\s[|\u2013\u2014-]\s|\u2014")
_PART = re.compile(r"\s[|\u2013\u2014-]\s|:\s|\u2014")


def find(views: Views) -> Iterator[Span]:
    wanted = headline_words(views)
    if len(wanted) < FEWEST or views.headline is None:
        return
    parts = _parts(views.lower[views.headline[0] : views.headline[1]])
    for i in _candidates(views, *views.headline):
        block = views.blocks[i]
        share = _share(views, block, wanted, parts)
        if share and not (i < TOP and _is_reprint(views, block, parts)):
            yield Span(
                block.start,
                block.end,
                "headline-echo",
                f"The headline again: {share:.0%} of this line's words are from it.",
                share,
                related=(views.headline,),
            )


def _candidates(views: Views, start: int, end: int) -> list[int]:
    """Short lines below the headline with enough of its words, unstemmed, to be worth a closer look."""
    first, last = views.tokens_in(start, end)
    shared = np.isin(views.tok_hash, views.tok_hash[first:last])
    often = np.bincount(views.tok_block[shared], minlength=len(views.blocks)) >= UNSTEMMED
    return [
        i
        for i in np.flatnonzero(often).tolist()
        if views.blocks[i].kind in _KINDS
        and views.blocks[i].end - views.blocks[i].start <= LONGEST
        and views.blocks[i].start >= end
    ]


def _parts(headline: str) -> list[frozenset[str]]:
    """Content words of the headline and of each part of it, whole first."""
    parts = [headline, *_SITE.split(headline), *_PART.split(headline)]
    return [words for part in parts if len(words := frozenset(content(part))) >= FEWEST - 1]


def _share(views: Views, block: Block, wanted: frozenset[str], parts: list[frozenset[str]]) -> float:
    words = set(content(views.lower[block.start : block.end]))
    shared = len(words & wanted)
    if shared < FEWEST or not any(len(words & part) >= COVER * len(part) for part in parts):
        return 0.0
    needed = SENTENCE_SHARE if views.text[block.end - 1] == "." else SHARE
    share = shared / len(words)
    return share if share >= needed else 0.0


def _is_reprint(views: Views, block: Block, parts: list[frozenset[str]]) -> bool:
    """Whether the line is the title once more, without change or without the site's name."""
    return frozenset(content(views.lower[block.start : block.end])) in parts


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
