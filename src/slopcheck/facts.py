"""Checkable particulars: dates and figures, each with its place in the text."""

from __future__ import annotations

from typing import NamedTuple

from slopcheck.once import once
from slopcheck.patterns import lazy
from slopcheck.phrases import Hit
from slopcheck.types import Range
from slopcheck.views import Views

_DAY_BEFORE = lazy(r"(?:\b\d{1,2}(?:st|nd|rd|th)?(?: of)? )$")
_DAY_AFTER = lazy(
    r" \d{1,2}(?:st|nd|rd|th)?(?![\d:%])(?:,? (?:19|20)\d\d\b)?| (?:19|20)\d\d\b|, (?:19|20)\d\d\b"
)
_MONTH_YEAR = lazy(r",? (?:19|20)\d\d\b")
_YEAR = lazy(r"(?:1[6-9]|20)\d\d$")
_MONEY = "$\u00a3\u20ac\u20b9\u00a5"
_AMOUNT = lazy(
    r"\s?(?:%|percent\b|per cent\b|pence\b|cents?\b|bn\b|dollars\b|pounds\b|euros\b|rupees\b)|"
    r"[ -](?:hundred|thousand|million|billion|trillion|lakh|crore)\b(?: (?:dollars|pounds|euros|rupees))?"
)
_SCALE = lazy(r"[ -]?(?:million|billion|trillion|thousand|bn|m|k|lakh|crore)\b")
_VOTE = lazy(r"[-\u2013]\d{1,3} (?:vote|decision|ruling|majority|win|victory|defeat|loss|lead|draw)\b")
_NUMBER_WORDS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred "
    "thousand million dozen".split()
)


_ANY_DAY = frozenset(
    "a an another any every each some black good cyber super ash holy easter palm like lazy casual".split()
)
_PLAIN_NUMBER = lazy(r"[\d.,]+$")
_GENERAL = frozenset(
    {"two people", "two nations", "two countries", "two homes", "two men", "two women", "two words"}
)


class Figure(NamedTuple):
    """One figure: a count of people, votes, places or scores, or an amount of money or a share."""

    start: int
    end: int
    is_count: bool


class Date(NamedTuple):
    """One date; ``exact`` if it names a day or a weekday, not only a month or a year."""

    start: int
    end: int
    exact: bool


@once
def dates(views: Views) -> tuple[Date, ...]:
    """All dates of the text, in order and disjoint."""
    found = [_dated(views, hit) for hit in views.hits.get("date", ())]
    ranges = [d for d in found if d is not None]
    ranges.extend(
        Date(start, end, False) for start, end in _numbers(views) if _YEAR.match(views.text, start, end)
    )
    ranges.sort()
    out: list[Date] = []
    for date in ranges:
        if not out or date.start >= out[-1].end:
            out.append(date)
    return tuple(out)


def _dated(views: Views, hit: Hit) -> Date | None:
    kind, start, end = hit.phrase.note, hit.start, hit.end
    if kind == "relative":
        return Date(start, end, False)
    if not views.text[start].isupper():
        return None
    if kind == "weekday" and _is_no_day(views, hit):
        return None
    if kind == "weekday":
        for word in ("last ", "next ", "this "):
            if views.lower.startswith(word, start - 5):
                start -= 5
        return Date(start, end, True)
    before = _DAY_BEFORE.search(views.lower, max(0, start - 9), start)
    after = _DAY_AFTER.match(views.lower, end)
    if before is None and after is None:
        # "March" and "May" are words and names too; the other months are dates by themselves.
        return None if views.lower[start:end] in ("march", "may") else Date(start, end, False)
    begin, stop = before.start() if before else start, after.end() if after else end
    # "July 2026" dates a page for search engines as often as an event.
    return Date(begin, stop, before is not None or not _MONTH_YEAR.match(views.lower, end))


def _is_no_day(views: Views, hit: Hit) -> bool:
    """A weekday in general, a name ("Black Friday", "monday.com"), or a label in a plan."""
    at = views.tokens_in(hit.start, hit.end)[0]
    before = views.token(at - 1) if at else ""
    after = views.lower[hit.end : hit.end + 4]
    return before in _ANY_DAY or after.startswith((".com", ":")) or after.startswith("s ")


@once
def figures(views: Views) -> tuple[Figure, ...]:
    """Counts and amounts, in order and disjoint."""
    found = [f for f in (_amount(views, *at) for at in _numbers(views)) if f is not None]
    found.extend(f for f in (_count(views, hit) for hit in views.hits.get("unit", ())) if f is not None)
    found.sort()
    out: list[Figure] = []
    for figure in found:
        if not out or figure.start >= out[-1].end:
            out.append(figure)
    return tuple(out)


def _numbers(views: Views) -> list[Range]:
    chosen = views.tok_digit.nonzero()[0]
    return list(zip(views.tok_start[chosen].tolist(), views.tok_end[chosen].tolist(), strict=True))


def _amount(views: Views, start: int, end: int) -> Figure | None:
    """An amount of money, a percentage, a large round number, or a vote."""
    text = views.text
    if start and text[start - 1] in _MONEY:
        scale = _SCALE.match(views.lower, end)
        return Figure(start - 1, scale.end() if scale else end, False)
    vote = _VOTE.match(views.lower, end)
    if vote and (start == 0 or text[start - 1] == " "):
        return Figure(start, vote.end(), True)
    unit = _AMOUNT.match(views.lower, end)
    return Figure(start, unit.end(), False) if unit else None


def _count(views: Views, hit: Hit) -> Figure | None:
    """A number right before a unit, with one word in between at most: "212 new homes", "two officers"."""
    at = views.tokens_in(hit.start, hit.end)[0]
    for before in (at - 1, at - 2):
        if before < 0 or "\n" in views.text[int(views.tok_end[before]) : hit.start]:
            return None
        if views.tok_digit[before] or views.token(before) in _NUMBER_WORDS:
            start, stop = int(views.tok_start[before]), int(views.tok_end[before])
            gap = views.text[stop : hit.start].strip(" -")
            is_year = _YEAR.match(views.text, start, stop) is not None
            plain = gap.replace("-", "").replace("\u2019", "").isalpha() or not gap
            alone = start == 0 or views.text[start - 1] in ' ("\u201c\u2018\n'
            number = not views.tok_digit[before] or _PLAIN_NUMBER.match(views.text, start, stop)
            general = views.lower[start : hit.end] in _GENERAL
            right = plain and alone and number and not is_year and not general
            return Figure(start, hit.end, True) if right else None
    return None
