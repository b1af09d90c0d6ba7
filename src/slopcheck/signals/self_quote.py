"""The article's own sentence in quotation marks.

**Why.** A statement that stands in the writer's words in one place and as somebody's speech in another is
one of the two at most. Generated texts quote themselves; nobody else said it.

**What it finds.** A quotation of eight words or more, ascribed to a speaker, whose words stand, in the same
order, in a paragraph outside any quotation.

**Limits.** A pull quote repeats a quotation, not the writer, and is left alone as long as its original is
quoted. A headline or caption that uses a quotation's words without marks does not count.

**Weight.** Neutral. On the visible corpus it is commoner in genuine articles (pull quotes printed among the
paragraphs) than in farms, so it is shown and tells nothing apart.

**Sources.** Seen in content farms read line by line; rates in reports/signals.md.
"""

from collections.abc import Iterator

import numpy as np

from slopcheck.sets import member
from slopcheck.signals import Signal
from slopcheck.speech import speech
from slopcheck.style import ngram_hashes
from slopcheck.types import Ints, Span
from slopcheck.views import Bools, Views

FEWEST = 8  # words in a row: fewer can be a phrase both the writer and the speaker use
SHORTEST = 30  # characters that eight words take at least
SHARE = 0.9  # of the quotation's runs of eight words that also stand outside


def find(views: Views) -> Iterator[Span]:
    long = [quote for one in speech(views) for quote in one.quotes if quote[1] - quote[0] > SHORTEST]
    if not long or len(views.tok_hash) <= 2 * FEWEST:
        return
    grams = ngram_hashes(views.tok_hash, FEWEST)
    runs = [views.tokens_in(start, end) for start, end in long]
    quoted = np.sort(np.concatenate([grams[a : max(a, b - FEWEST + 1)] for a, b in runs]))
    if not len(quoted):
        return
    own = grams[_own(views)[: len(grams)]]
    repeated = own[quoted[np.minimum(np.searchsorted(quoted, own), len(quoted) - 1)] == own]
    if not len(repeated):
        return
    for (start, end), (first, last) in zip(long, runs, strict=True):
        inside = grams[first : max(first, last - FEWEST + 1)]
        if len(inside) and member(inside, repeated).mean() >= SHARE:
            message = "The article says the same in its own words elsewhere: nobody is quoted here."
            yield Span(start, end, "self-quote", message)


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
        version=2,
        family="sourcing",
        effect="neutral",
        summary="The article's own sentence in quotation marks",
        find=find,
    ),
)
