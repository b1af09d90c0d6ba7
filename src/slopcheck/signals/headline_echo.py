"""The headline again, as a line of the text.

**Why.** A page that repeats its headline in two or three wordings is written for search engines, or glued
together from drafts. A reader learns nothing from the second one.

**What it finds.** A heading or short line that has most of its content words from the headline: the same
announcement lightly varied. At least two of the shared words are rare in the article, so that headings
which only name its topic stay unmarked. A line that repeats the headline word for word near the top or the
end is left alone, since content systems print titles again there.

**Limits.** Needs a headline. Sentences and lines written like them, quotations and questions are never
compared; a lede may restate its headline.

**Weight.** None, it is neutral: on the visible corpus it is too rare to weigh, in one of 200 farm articles and one
of 1,000 genuine ones, whose pages print teasers of their own titles.

**Sources.** The farm article this project started from has two; rates in reports/signals.md.
"""

from collections.abc import Iterator

import numpy as np

from slopcheck.headlines import content, headline_words
from slopcheck.layout import Block
from slopcheck.patterns import lazy
from slopcheck.sets import among
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Views

LONGEST = 140  # characters; a longer block is a paragraph and has its own work to do
FEWEST = 5  # content words that both lines share: fewer are the article's topic, not its headline
UNSTEMMED = 3  # words that a variation leaves as they are
SHARE = 0.76  # of the line's content words; at seven in ten other stories' titles and captions came in
SHARE_WHOLE = 0.7  # of a line that takes up a whole part of the headline: what follows it was added
COVER = (
    0.7  # of the words of the headline's best-covered part; a heading takes up a few, an echo most of them
)
TITLE_CASE = 0.6  # share of capitalised words; small words stay small in most titles
SPECIFIC = 2  # shared words that the article hardly uses otherwise: names and topics stand in many headings
OFTEN = 4, 250  # such a word stands at most so many times, or once in so many words
EDGE = 12  # blocks from the top or the end among which content systems print the title again
_KINDS = frozenset({"heading", "paragraph"})
_SITE = lazy(r"\s[|\\\u2013\u2014-]{1,2}\s|\u2014")
_PART = lazy(r"\s[|\\\u2013\u2014-]{1,2}\s|:\s|\u2014")
_VERB = lazy(r"\b(?:is|are|was|were|has|have|had|will|pictured)\b")
_LABEL = lazy(r"([^:]{2,30}):\s")


def find(views: Views) -> Iterator[Span]:
    wanted = headline_words(views)
    if len(wanted) < FEWEST or views.headline is None:
        return
    candidates = _candidates(views, *views.headline)
    parts = _parts(views.lower[views.headline[0] : views.headline[1]]) if candidates else []
    for i in candidates:
        block = views.blocks[i]
        share = _share(views, block, wanted, parts)
        edge = i < EDGE or i >= len(views.blocks) - EDGE
        if share and not (edge and _is_reprint(views, block, parts)):
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
    shared = among(views.tok_hash, views.tok_hash[first:last])
    often = np.bincount(views.tok_block[shared], minlength=len(views.blocks)) >= UNSTEMMED
    return [
        i
        for i in often.nonzero()[0].tolist()
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
    shared = words & wanted
    if len(shared) < FEWEST or not any(len(words & part) >= COVER * len(part) for part in parts):
        return 0.0
    share = len(shared) / len(words)
    least = SHARE_WHOLE if any(part <= words for part in parts) else SHARE
    if share < least or _is_sentence(views, block, wanted) or _specific(views, shared) < SPECIFIC:
        return 0.0
    return share


def _is_sentence(views: Views, block: Block, wanted: frozenset[str]) -> bool:
    """A lede, a quotation, a caption with its label in front, or a question that the headline does not ask."""
    label = _LABEL.match(views.lower, block.start, block.end)
    labelled = label is not None and wanted.isdisjoint(content(label.group(1)))
    last = views.text[block.start : block.end].rstrip()[-1:]
    asks = last == "?" and "?" not in views.text[slice(*(views.headline or (0, 0)))]
    titled = _in_title_case(views, block)
    running = not titled and last != "!" and (block.kind == "paragraph" or _has_own_verb(views, block))
    return running or labelled or asks or last in (".", ")") or views.is_quoted(block.start, block.end)


def _has_own_verb(views: Views, block: Block) -> bool:
    """Whether the line makes a sentence of the headline's words, or points at a picture, as captions do."""
    line, headline = views.lower[block.start : block.end], views.lower[slice(*(views.headline or (0, 0)))]
    return bool(set(_VERB.findall(line)) - set(_VERB.findall(headline)))


def _in_title_case(views: Views, block: Block) -> bool:
    """Most words capitalised; captions and teasers of newspapers are sentences without a full stop."""
    first, last = views.tokens_in(block.start, block.end)
    return int(views.tok_capital[first:last].sum()) >= TITLE_CASE * (last - first)


def _specific(views: Views, words: set[str]) -> int:
    often = max(OFTEN[0], views.words // OFTEN[1])
    return sum(views.lower.count(word) <= often for word in words)


def _is_reprint(views: Views, block: Block, parts: list[frozenset[str]]) -> bool:
    """Whether the line is the title once more, without change or without the site's name."""
    return frozenset(content(views.lower[block.start : block.end])) in parts


SIGNALS = (
    Signal(
        id="headline-echo",
        version=3,
        family="headline",
        effect="neutral",
        summary="The headline again, verbatim or lightly varied, as a line of the text",
        find=find,
    ),
)
