"""The article's own sentence in quotation marks.

**Why.** A statement that stands in the writer's words in one place and as somebody's speech in another is
one of the two at most. Generated texts quote themselves; nobody else said it.

**What it finds.** A quotation of eight words or more, ascribed to a speaker, whose words stand, in the same
order, within a longer paragraph outside any quotation.

**Limits.** Posts, pull quotes and the answers of interviews are printed without marks, too, so only what can be
told from them is found: no twin that opens its paragraph or fills half of it, in a paragraph with
quotation marks or with a first or second person, and nothing in an article that speaks of posts. A quotation in
the first person is left alone. A headline or caption that uses a quotation's words without marks does not count.

**Weight.** Neutral. On the visible corpus all that was found at first were such posts and pull quotes of genuine
articles; hardly anything is left.

**Sources.** Seen in content farms read line by line; rates in reports/signals.md.
"""

from collections.abc import Iterator

import numpy as np

from slopcheck.layout import Bools
from slopcheck.patterns import lazy
from slopcheck.sets import member
from slopcheck.signals import Signal
from slopcheck.speech import speech
from slopcheck.style import ngram_hashes
from slopcheck.types import Ints, Span
from slopcheck.views import Views

FEWEST = 8  # words in a row: fewer can be a phrase both the writer and the speaker use
SHORTEST = 30  # characters that eight words take at least
MOST = 2000  # places with a quotation's words: beyond that the text is one sentence over and over
ROOM = 2  # times the quotation's words that the paragraph around its twin has
_MARK = lazy("[\"\u201c\u201d\u2018]|\\s'")  # a paragraph with marks may be speech whose end is not seen
_POSTS = lazy(r"\btweet|\bposted\b|instagram|facebook|twitter|@")
_POSTED = "tweet", "posted", "instagram", "facebook", "twitter", "@"  # one of these is in what matches it
_SAID = lazy(
    r"\b(?:i|i'm|i\u2019m|i've|we|we're|we\u2019re|my|our|me|us|you|your)\b|@|#|\bhttp"
)  # nobody's own words
SHARE = 0.9  # of the quotation's runs of eight words that also stand outside


def find(views: Views) -> Iterator[Span]:
    long = [quote for one in speech(views) for quote in one.quotes if quote[1] - quote[0] > SHORTEST]
    if not long or len(views.tok_hash) <= 2 * FEWEST or _speaks_of_posts(views.lower):
        return
    grams = ngram_hashes(views.tok_hash, FEWEST)
    runs = [views.tokens_in(start, end) for start, end in long]
    quoted = np.sort(np.concatenate([grams[a : max(a, b - FEWEST + 1)] for a, b in runs]))
    if not len(quoted):
        return
    own_at = np.flatnonzero(_own(views)[: len(grams)])
    own = grams[own_at]
    repeated = own[quoted[np.minimum(np.searchsorted(quoted, own), len(quoted) - 1)] == own]
    if not len(repeated):
        return
    for (start, end), (first, last) in zip(long, runs, strict=True):
        inside = grams[first : max(first, last - FEWEST + 1)]
        if (
            not len(inside)
            or member(inside, repeated).mean() < SHARE
            or _SAID.search(views.lower, start, end)
        ):
            continue
        at = own_at[member(own, inside)]
        if len(at) > MOST:
            continue
        twin = _twin(views, at, last - first)
        if twin is not None:
            message = "The same words stand in the article outside quotation marks."
            yield Span(start, end, "self-quote", message, related=(_bounds(views, twin),))


def _speaks_of_posts(lower: str) -> bool:
    # A string is found a hundred times as fast as one of several patterns.
    return any(word in lower for word in _POSTED) and _POSTS.search(lower) is not None


def _twin(views: Views, at: Ints, size: int) -> int | None:
    """The writer's block in which the same words stand without marks, behind another sentence. Where they open or
    fill it they are a pull quote, a post or an answer. ``at`` are the tokens where runs of them begin, ``size`` the
    quotation's tokens."""
    for token in at.tolist():
        index = int(views.tok_block[token])
        start, end = _bounds(views, index)
        if int(views.sent_start[views.sentence_at(int(views.tok_start[token]))]) <= start:
            continue
        first, last = views.tokens_in(start, end)
        spoken = (
            views.text[start] == "'"
            or _MARK.search(views.text, start, end)
            or _SAID.search(views.lower, start, end)
        )
        if last - first >= ROOM * size and not spoken:
            return index
    return None


def _bounds(views: Views, index: int) -> tuple[int, int]:
    return views.blocks[index].start, views.blocks[index].end


def _own(views: Views) -> Bools:
    """Per token: whether a run of words that begins there is the writer's, in one paragraph."""
    writer: Ints = np.concatenate([[0], np.cumsum(views.tok_prose)])
    count = max(0, len(views.tok_hash) - FEWEST + 1)
    whole: Bools = writer[FEWEST:] - writer[:count] == FEWEST
    same: Bools = views.tok_block[FEWEST - 1 :] == views.tok_block[:count]
    return whole & same


SIGNALS = (
    Signal(
        id="self-quote",
        version=4,
        family="sourcing",
        effect="neutral",
        summary="The article's own sentence in quotation marks",
        find=find,
    ),
)
