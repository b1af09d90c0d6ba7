"""A sentence with a figure in it.

**Why.** "$14 million", "212 homes" or "a 5-4 vote" can be checked; "many" cannot.

**What it finds.** The first figure of a sentence: an amount of money, a percentage, a count with its unit,
a vote.

**Limits.** Bare numbers, years, clock times and list numbers are none. Figures are not verified.

**Sources.** Rates in reports/signals.md.
"""

from collections.abc import Iterator

from slopcheck.facts import figures
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Views


def find(views: Views) -> Iterator[Span]:
    last = -1
    for start, end in figures(views):
        if not views.blk_prose[views.block_at(start)]:
            continue
        sentence = views.sentence_at(start)
        if sentence != last:
            last = sentence
            yield Span(
                start,
                end,
                "counted-fact",
                "Says how many or how much.",
                facts={"figure": views.text[start:end]},
            )


SIGNALS = (
    Signal(
        id="counted-fact",
        version=1,
        family="sourcing",
        effect="credit",
        summary="A sentence that says how many or how much",
        find=find,
    ),
)
