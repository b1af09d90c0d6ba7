"""A headline that shouts.

**Why.** Outrage, shock and capitals sell a click before there is a fact. Reporting seldom needs them.

**What it finds.** Evidence adds up: phrases of ``lexicon/sensational.toml``, an exclamation mark, two
different words of four capitals or more. One alone is not enough.

**Limits.** Satire, tabloids and opinion shout too; the thresholds leave nearly all of their headlines
alone. A brand in capitals beside an acronym counts as shouting.

**Sources.** Thresholds from public headline sets: at most 2 % of AG News, AllSides, HuffPost and Onion
headlines may be marked as stuffed or sensational; see reports/headlines.md.
"""

from collections.abc import Iterator

from slopcheck.patterns import lazy
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Views

THRESHOLD = 1.0
_SHOUTED = lazy(r"\b[A-Z]{4,}\b")


def find(views: Views) -> Iterator[Span]:
    if views.headline is None:
        return
    start, end = views.headline
    reasons = dict(_evidence(views, start, end))
    total = sum(reasons.values())
    if total >= THRESHOLD:
        yield Span(
            start, end, "sensational-headline", f"Sensational: {', '.join(reasons)}.", min(1.0, total / 2)
        )


def _evidence(views: Views, start: int, end: int) -> Iterator[tuple[str, float]]:
    text = views.text[start:end]
    hits = [h for h in views.hits.get("sensational", ()) if start <= h.start < end]
    if hits:
        yield f"\u201c{text[hits[0].start - start : hits[0].end - start]}\u201d", 0.6 * len(hits)
    mark = text.find("!")
    if mark >= 0 and not views.quoted_chars[start + mark]:
        yield "an exclamation mark", 0.5
    shouted = set(_SHOUTED.findall(text))  # one word twice is a name as often
    if len(shouted) >= 2 and not text.isupper():
        yield "words in capitals", 0.6


SIGNALS = (
    Signal(
        id="sensational-headline",
        version=2,
        family="headline",
        effect="fault",
        summary="A headline that shouts",
        find=find,
        table="sensational",
        per="document",
    ),
)
