"""Whether two articles report one event, and what says so.

The confidence is a stated rule, not a fitted probability: each kind of name the two share speaks for one
event, more so the larger the share and the more names it rests on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from slopcheck.days import parse_date
from slopcheck.types import Document

# How far complete agreement in one kind goes by itself. People and headlines are about this event, places
# and organisations often about the beat.
WEIGHTS = {"headline": 0.6, "person": 0.6, "organisation": 0.4, "place": 0.25, "date": 0.3, "other": 0.15}
_LABELS = {
    "headline": "headline words", "person": "people", "organisation": "organisations", "place": "places",
    "date": "dates", "other": "other names",
}  # fmt: skip
_NAMED = 5  # shared names that a reason lists
SAME_DAY = 2  # days between two publication dates that need no warning

_COMMON = frozenset(
    "a an and are as at be but by for from has have he her his how in into is it its new not now of on or "
    "over says she that the their they this to up was what when who why will with after before about".split()
)
_DAY = re.compile(
    r"[^\W\d_]\D*\b\d{1,2}\b|\b\d{1,2}\b\D*[^\W\d_]|\d-\d"
)  # a weekday or a year alone fits any story
_MONTHS = "january february march april may june july august september october november december".split()
_ABOUT = frozenset({"byline", "dateline", "read-time"})


@dataclass(frozen=True, slots=True)
class Event:
    """What an article offers for recognising its event: names by kind, the day it was published, and all it
    says about time, in lower case."""

    names: Mapping[str, frozenset[str]]
    published: date | None
    times: frozenset[str] = frozenset()


def event(document: Document, entities: Mapping[str, Iterable[str]]) -> Event:
    """The event data of one article, from the names it holds by kind."""
    names = {kind: frozenset(found) for kind, found in entities.items()}
    times = frozenset(time.lower() for time in names.get("date", ()))
    names["date"] = frozenset(day for day in names.get("date", ()) if _DAY.search(day))
    names["headline"] = _headline_words(document)
    return Event(names, published(document), times)


def match(a: Event, b: Event) -> tuple[float, tuple[str, ...]]:
    """Confidence 0..1 that two articles report one event, and the reasons in words."""
    doubt = 1.0
    reasons: list[str] = []
    for kind, weight in WEIGHTS.items():
        ours, theirs = a.names.get(kind, frozenset()), b.names.get(kind, frozenset())
        shared = sorted(ours & theirs)
        if shared:
            share = len(shared) / min(len(ours), len(theirs))
            doubt *= 1.0 - weight * share * (1.0 - 0.5 ** len(shared))
            reasons.append(f"shared {_LABELS[kind]}: {_list(shared)}")
        elif ours and theirs and kind in {"person", "organisation"}:
            reasons.append(f"no {_LABELS[kind]} in common")
    return 1.0 - doubt, (*reasons, _days_apart(a, b))


def _list(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _days_apart(first: Event, second: Event) -> str:
    a, b = first.published, second.published
    if a is None and b is None:
        return "no publication date is known, so the days cannot be compared"
    if a is None or b is None:
        return _one_dated(a or b or date.min, second if b is None else first)
    days = abs((a - b).days)
    if days > SAME_DAY:
        return f"warning: published {days} days apart ({min(a, b)} and {max(a, b)})"
    return "published on the same day" if not days else f"published {days} day{'s' if days > 1 else ''} apart"


def _one_dated(day: date, other: Event) -> str:
    """An undated article that looks back on "last month" and names the month in which the other one was
    published was in all likelihood written later."""
    month = _MONTHS[day.month - 1]
    if "last month" in other.times and any(month in time.split() for time in other.times):
        return (
            f"warning: one is dated {day}; the undated one speaks of {month.capitalize()} and of last month"
        )
    return f"only one publication date is known ({day}), so the days cannot be compared"


def published(document: Document) -> date | None:
    """The day of publication: from the metadata, else from a byline or dateline."""
    texts = [document.metadata.get("date", "")]
    texts += [document.text[b.start : b.end] for b in document.blocks if b.kind in _ABOUT]
    return next((found for found in map(parse_date, texts) if found), None)


def _headline_words(document: Document) -> frozenset[str]:
    place = document.headline
    if place is None:
        return frozenset()
    words = re.findall(r"[^\W_]+(?:['\u2019][^\W_]+)?", document.text[place[0] : place[1]].lower())
    return frozenset(re.sub(r"['\u2019]s$", "", w) for w in words if w not in _COMMON and len(w) > 2)
