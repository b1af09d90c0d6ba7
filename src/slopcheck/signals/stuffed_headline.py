"""A headline that carries search phrases.

**Why.** A headline tells what happened. Phrases appended for search engines (a list of keywords, the year,
"best ... for ...", "everything you need to know") tell only what people type.

**What it finds.** Evidence adds up: a tail of comma-separated key phrases after a separator, words that
come twice, the year as an appendage, catalogue phrases of ``lexicon/headline_search.toml``, and shapes of
search titles (one versus after another, a guide after the colon, an examination's paper with its year, an error
to look up, a rate of the day, a market report's parts). One alone is not enough unless it is a key-phrase tail.

**Limits.** A separator by itself is nothing: outlets put their names there. Only the headline is judged.

**Sources.** Thresholds from public headline sets: at most 2 % of AG News, AllSides, HuffPost and Onion
headlines may be marked as stuffed or sensational; see reports/headlines.md.
"""

from collections.abc import Iterator

from slopcheck.headlines import content
from slopcheck.listing import GRAMMAR
from slopcheck.patterns import lazy
from slopcheck.signals import Signal
from slopcheck.signals._titles import DAY, shapes
from slopcheck.types import Span
from slopcheck.views import Views

THRESHOLD = 1.0
# What each piece of evidence says; one piece alone reaches the threshold only as a list of key phrases.
_LIST, _YEAR_IN_BRACKETS, _YEAR_APPENDED, _YEAR_SOMEWHERE = 1.5, 0.8, 0.6, 0.25
_STRONG, _MEDIUM, _WEAK, _REPEATED = 0.6, 0.4, 0.3, 0.15
_COMMON = frozenset("trends solutions strategies benefits features".split())  # in agencies' titles too
_EVENT = lazy(r"\b[A-Z]{2,} 20[12]\d$")  # "at NRF 2026": the year is part of a name
_SEPARATOR = lazy(r"\s[|\u2013\u2014-]\s|:\s|\u2014")
_BRACKETS = lazy(r"[(\[][^)\]]{0,24}\b20[12]\d\b[^)\]]{0,24}[)\]]")
_APPENDED = lazy(r"\b(?:in|for) 20[12]\d\b|(?<!of )\b20[12]\d(?:$|\s(?:guide|edition|review|update|trends))")
_BARE_YEAR = lazy(r"\b20[12]\d\b")
_SPLIT = lazy(r"[,|]")


def find(views: Views) -> Iterator[Span]:
    if views.headline is None:
        return
    start, end = views.headline
    reasons = dict(_evidence(views, start, end))
    total = sum(reasons.values())
    if total >= THRESHOLD:
        message = f"Written for search: {', '.join(reasons)}."
        yield Span(start, end, "stuffed-headline", message, min(1.0, total / 2))


def _evidence(views: Views, start: int, end: int) -> Iterator[tuple[str, float]]:
    lower, title = views.lower[start:end], views.text[start:end]
    if _key_phrases(lower):
        yield "key phrases appended", _LIST
    if "20" in lower:  # a string is found faster than the patterns of a year
        yield from _year(lower, title)
    hits = (h for h in views.hits.get("headline_search", ()) if start <= h.start < end)
    phrases = {views.lower[h.start : h.end]: h.phrase.note for h in hits}
    if phrases:
        yield "catalogue phrases", min(sum(_says(*phrase) for phrase in phrases.items()), 0.9)
    yield from shapes(lower).items()
    words = [word for word in content(lower) if len(word) > 2 and word.isalpha()]
    if len(words) - len(set(words)) >= 2:
        yield "words repeated", _REPEATED


def _year(lower: str, title: str) -> Iterator[tuple[str, float]]:
    dated = DAY.search(lower) is not None  # a full date is not a year put there for search
    if not dated and _BRACKETS.search(lower):
        yield "the year in brackets", _YEAR_IN_BRACKETS
    elif not dated and _APPENDED.search(lower) and not _EVENT.search(title):
        yield "the year appended", _YEAR_APPENDED
    elif _BARE_YEAR.search(lower) and not _EVENT.search(title):
        yield "the year", _YEAR_SOMEWHERE


def _says(phrase: str, note: str) -> float:
    return _STRONG if note == "strong" else _WEAK if phrase in _COMMON else _MEDIUM


def _key_phrases(lower: str) -> bool:
    """Whether a headline ends in a list of bare phrases that say its own words again."""
    marks = list(_SEPARATOR.finditer(lower))
    if not marks:
        return False
    head, tail = lower[: marks[-1].start()], lower[marks[-1].end() :]
    parts = [part.split() for part in _SPLIT.split(tail)]
    if len(parts) < 3 or not all(2 <= len(part) <= 6 for part in parts) or GRAMMAR.search(tail):
        return False
    return len(set(content(tail)) & set(content(head))) >= 2


SIGNALS = (
    Signal(
        id="stuffed-headline",
        version=3,
        family="headline",
        effect="fault",
        summary="A headline that carries search phrases",
        find=find,
        table="headline_search",
        per="document",
    ),
)
