"""A headline that carries search phrases.

**Why.** A headline tells what happened. Phrases appended for search engines (a list of keywords, the year,
"best ... for ...", "everything you need to know") tell only what people type.

**What it finds.** Evidence adds up: a tail of comma-separated key phrases after a separator, words that
come twice, the year as an appendage, catalogue phrases of ``lexicon/headline_search.toml``. One alone is
not enough unless it is a key-phrase tail.

**Limits.** A separator by itself is nothing: outlets put their names there. Only the headline is judged.

**Sources.** Thresholds from public headline sets: at most 2 % of AG News, AllSides, HuffPost and Onion
headlines may be marked as stuffed or sensational; see reports/headlines.md.
"""

import re
from collections.abc import Iterator

from slopcheck.headlines import content
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Views

THRESHOLD = 1.0
_TAIL = re.compile(r"\s[|\u2013\u2014-]\s|:\s|\s\u2014|\u2014")
_YEAR = re.compile(
    r"[(\[][^)\]]{0,20}\b20[12]\d\b[^)\]]{0,20}[)\]]|\bin 20[23]\d\b|"
    r"\b20[23]\d (?:guide|edition|review|update)s?\b"
)
_BARE_YEAR = re.compile(r"\b20[23]\d\b")
_FUNCTION = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|the|a|an|he|she|they|it|his|her|"
    r"their|its|who|which|that|as|after|but|says|said|not)\b"
)


def find(views: Views) -> Iterator[Span]:
    if views.headline is None:
        return
    start, end = views.headline
    reasons = dict(_evidence(views, start, end))
    total = sum(reasons.values())
    if total >= THRESHOLD:
        yield Span(
            start,
            end,
            "stuffed-headline",
            f"Written for search: {', '.join(reasons)}.",
            min(1.0, total / 2),
        )


def _evidence(views: Views, start: int, end: int) -> Iterator[tuple[str, float]]:
    lower = views.lower[start:end]
    if key_phrases(lower):
        yield "key phrases appended", 1.5
    words = content(lower)
    twice = len(words) - len(set(words))
    if twice >= 2:
        yield "words repeated", 0.5 if twice == 2 else 1.0
    if _YEAR.search(lower):
        yield "the year appended", 0.6
    elif _BARE_YEAR.search(lower):
        yield "the year", 0.3
    hits = [h for h in views.hits.get("headline_search", ()) if start <= h.start < end]
    if hits:
        yield "catalogue phrases", 0.6 if len(hits) == 1 else 1.0


def key_phrases(lower: str) -> bool:
    """Whether a headline ends in a list of bare phrases: after a separator, or the whole line."""
    tail = lower
    for mark in _TAIL.finditer(lower):
        tail = lower[mark.end() :]
    parts = [part.strip() for part in re.split(r"[,|]", tail)]
    if len(parts) < 3 or tail == lower or _FUNCTION.search(tail):
        return False
    return all(2 <= len(part.split()) <= 6 for part in parts)


SIGNALS = (
    Signal(
        id="stuffed-headline",
        version=1,
        family="headline",
        effect="fault",
        summary="A headline that carries search phrases",
        find=find,
        table="headline_search",
    ),
)
