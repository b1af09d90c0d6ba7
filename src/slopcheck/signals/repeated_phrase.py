"""The same run of words again.

**Why.** Padding turns a handful of formulas over and over; reporting has something else to say next.

**What it finds.** A run of five or more words within a sentence, outside quotations, that stood in the
article before, when at least two of its words are lower-case content words. The first occurrence is left
alone.

**Limits.** Names, titles and addresses recur rightly, hence the two lower-case content words. A run inside
a sentence repeated whole is that sentence's fault and not counted again.
"""

from collections.abc import Iterator

from slopcheck.repeats import runs, sentences, weight
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Views

LEAST_WEIGHT = 2  # lower-case content words: with one, half the runs found in reporting are names


def find(views: Views) -> Iterator[Span]:
    whole = [(r.start, r.end) for r in sentences(views)]
    for r in runs(views):
        if weight(views, r.start, r.end) < LEAST_WEIGHT:
            continue
        if any(start <= r.start and r.end <= end for start, end in whole):
            continue
        yield Span(
            r.start,
            r.end,
            "repeated-phrase",
            "These words have stood in the article before, in this order.",
            related=((r.first_start, r.first_end),),
        )


SIGNALS = (
    Signal(
        id="repeated-phrase",
        version=1,
        family="repetition",
        effect="fault",
        summary="A run of words that stood in the article before",
        find=find,
    ),
)
