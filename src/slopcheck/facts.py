"""Checkable particulars: dates and figures, each with its place in the text."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from slopcheck.once import once
from slopcheck.phrases import Hit
from slopcheck.types import Range
from slopcheck.views import Views

_DAY_BEFORE = re.compile(r"(?:\b\d{1,2}(?:st|nd|rd|th)?(?: of)? )$")
_DAY_AFTER = re.compile(
    r" \d{1,2}(?:st|nd|rd|th)?(?![\d:%]),?(?: (?:19|20)\d\d\b)?| (?:19|20)\d\d\b|, (?:19|20)\d\d\b"
)
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d$")
_MONEY_BEFORE = "$\u00a3\u20ac\u20b9\u00a5"
_UNIT = re.compile(
    r"(?:\s?(?:%|percent\b|per cent\b|pence\b|cents?\b|bn\b|m\b|k\b|km\b|kg\b|mph\b)|"
    r"[ -](?:hundred|thousand|million|billion|trillion|lakh|crore)\b(?: (?:dollars|pounds|euros|people))?|"
    r" (?:dollars|pounds|euros|rupees|people|men|women|children|students|workers|employees|officers|"
    r"residents|voters|votes|seats|homes|houses|miles|metres|meters|feet|acres|hectares|points|goals|runs|wickets|deaths|"
    r"cases|patients|arrests|soldiers|troops|passengers|victims|shares|jobs|tonnes|tons|barrels|degrees|mm|"
    r"inches|megawatts|gallons|litres|liters|copies|members|countries|cities|schools|counts|charges)\b)"
)
_VOTE = re.compile(r"[-\u2013]\d{1,3}\b(?! ?(?:year|day|minute|hour|month|week|step|inch))")


class Date(NamedTuple):
    """One date; ``exact`` if it names a day, a month with a year, or a weekday (not only a year)."""

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
    return Date(before.start() if before else start, after.end() if after else end, True)


@once
def figures(views: Views) -> tuple[Range, ...]:
    """Amounts, percentages, counts with their unit and vote counts, in order and disjoint."""
    found: list[Range] = []
    for start, end in _numbers(views):
        if found and start < found[-1][1]:
            continue
        one = _figure(views, start, end)
        if one is not None:
            found.append(one)
    return tuple(found)


def _numbers(views: Views) -> list[Range]:
    chosen = np.flatnonzero(views.tok_digit)
    return list(zip(views.tok_start[chosen].tolist(), views.tok_end[chosen].tolist(), strict=True))


def _figure(views: Views, start: int, end: int) -> Range | None:
    text = views.text
    unit = _UNIT.match(views.lower, end)
    stop = unit.end() if unit else end
    if start and text[start - 1] in _MONEY_BEFORE:
        return start - 1, stop
    if unit and not _YEAR.match(text, start, end):
        return start, stop
    if end - start <= 3 and text[start:end].isdigit():
        vote = _VOTE.match(text, end)
        if vote and (start == 0 or text[start - 1] == " "):
            return start, vote.end()
    return None
