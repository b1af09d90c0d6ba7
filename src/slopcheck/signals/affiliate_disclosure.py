"""A statement that the page earns from what it recommends.

**Why.** Honest and in many places required by law, but it tells the reader that the text is there to sell.

**What it finds.** Sentences with a phrase of ``lexicon/affiliate.toml``.

**Limits.** Neutral: a page that discloses is better than one that does not. An article about affiliate
business names the same words.

**Sources.** Wordings that shops ask their affiliates to print.
"""

from collections.abc import Iterator

from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Views


def find(views: Views) -> Iterator[Span]:
    last = 0
    for hit in views.prose_hits("affiliate"):
        at = views.sentence_at(hit.start)
        start, end = int(views.sent_start[at]), int(views.sent_end[at])
        if start >= last and hit.end <= end:
            last = end
            yield Span(start, end, "affiliate-disclosure", "Says that the page earns from its links.")


SIGNALS = (
    Signal(
        id="affiliate-disclosure",
        version=1,
        family="promo",
        effect="neutral",
        summary="A statement that the page earns from what it recommends",
        find=find,
        table="affiliate",
    ),
)
