"""An announcement or headline put into somebody's mouth.

**Why.** Nobody speaks in headlines. A quotation that announces its own speaker in the third person, or that
begins with "BREAKING:", was made from a headline by somebody who had no quotation.

**What it finds.** A quotation ascribed to a speaker that starts with a news label, names that speaker in
full without a word in the first person, or equals the article's own headline.

**Limits.** Politicians do speak of themselves in the third person; with "I" or "we" beside it nothing is
marked. A headline that is itself a quotation is taken from the speech and marks nothing.

**Sources.** Line 59 of the farm article this project started from.
"""

from collections.abc import Iterator

from slopcheck.headlines import posing_quotes
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Views


def find(views: Views) -> Iterator[Span]:
    for start, end in sorted(posing_quotes(views)):
        yield Span(
            start, end, "pseudo-quote", "Quoted as speech, but it reads as an announcement or headline."
        )


SIGNALS = (
    Signal(
        id="pseudo-quote",
        version=3,
        family="headline",
        effect="fault",
        summary="A headline or announcement quoted as somebody's speech",
        find=find,
    ),
)
