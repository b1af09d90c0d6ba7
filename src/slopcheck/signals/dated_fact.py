"""A sentence with a date in it.

**Why.** "On Tuesday" and "on 4 March" can be checked; "in recent years" cannot.

**What it finds.** The first date of a sentence that names a weekday, a day, or a day of a month.

**Limits.** A weekday of anybody's week is none: in a sentence that speaks to the reader, gives an example
or tells a habit, or in the name of a thing ("Sunday roast"). A bare year is none (titles written for search
carry them); a month alone neither. Dates are not verified.

**Sources.** Rates in reports/signals.md.
"""

from collections.abc import Iterator

from slopcheck.facts import dates
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Views


def find(views: Views) -> Iterator[Span]:
    last = -1
    for date in dates(views):
        if not date.exact or not views.blk_prose[views.block_at(date.start)]:
            continue
        sentence = views.sentence_at(date.start)
        if sentence != last:
            last = sentence
            text = views.text[date.start : date.end]
            yield Span(date.start, date.end, "dated-fact", "Says when.", facts={"date": text})


SIGNALS = (
    Signal(
        id="dated-fact",
        version=2,
        family="sourcing",
        effect="credit",
        summary="A sentence that says on which day",
        find=find,
        table="date",
    ),
)
