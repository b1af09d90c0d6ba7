"""Shapes of titles written for search: each a piece of evidence with what it says, matched on lower-case text.

No piece alone reaches stuffed-headline's threshold of 1. Weights were set on the visible headline sets.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from slopcheck.patterns import lazy

LONGEST = 400  # characters of a title that are looked at
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? 20[12]\d"
_PAPERS = (
    "results?|answer key|admit card|hall ticket|merit list|date sheet|time table|syllabus|recruitment|"
    "notification"
)
_GOODS = "tools?|apps?|picks|tips|brands?|stocks|tutorials?|games|deals|platforms|software"
_WORKS = r"\bhow it (?:works|spreads)\b"
_FREE = "workflow|template|pdf|download|printable|course|tool|trial|guide"
_GUIDE = "guide|playbook|checklist|handbook|roadmap|cheat sheet"


DAY = lazy(rf"\b{_DAY}\b")
_DATED = lazy(rf"(?:\bon |[(\[]){_DAY}\b")


class Shape(NamedTuple):
    """What a match says, how much, strings one of which is in whatever matches, and how many matches it takes.

    Strings are sought faster than patterns, most of which never have to be compiled.
    """

    reason: str
    weight: float
    needs: tuple[str, ...]
    pattern: re.Pattern[str]
    least: int = 1


SHAPES = (
    Shape(
        "a guide after the colon",
        0.4,
        (":",),
        lazy(rf":\s(?!(?:an? |the |your )?(?:{_GUIDE})\b)(?:[\w\u2019'-]+\s){{1,3}}(?:{_GUIDE})\b"),
    ),
    Shape("one versus after another", 0.6, ("vs", "versus"), lazy(r"\S (?:vs\.?|versus)\s(?!code\b)"), 2),
    Shape("the date appended", 0.5, ("20",), _DATED),
    Shape("the month appended", 0.35, ("20",), lazy(rf"\b(?:in|for) {_MONTH} 20[12]\d\b")),
    Shape(
        "a rate of the day",
        0.5,
        (" today", " updated", " live"),
        lazy(r"\b(?:prices?|rates?|markets?|horoscopes?) (?:today|updated|live)\b"),
    ),
    Shape("an examination's paper with its year", 0.8, ("20",), lazy(rf"\b(?:{_PAPERS}) 20[12]\d\b")),
    Shape("details promised", 0.6, (" here",), lazy(r"\b(?:details|direct link|download link|list) here\b")),
    Shape("an error to look up", 0.6, ("how to ",), lazy(r"\bhow to (?:fix|resolve|solve)\b.*\berror\b")),
    Shape("colon after colon", 0.4, (":",), lazy(r":\s"), 2),
    Shape(
        "a site's address",
        0.4,
        (".",),
        lazy(r"\s[|\u2013\u2014-]\s[\w-]+(?:\.[\w-]+){0,2}\.(?:com|net|org|info|co\.\w\w|\w\w)$"),
    ),
    Shape("a tag in brackets", 0.4, ("[", "(#"), lazy(r"\[[^\]]{3,30}\]$|\(#\d{1,4}\)")),
    Shape("something free", 0.6, ("free ",), lazy(rf"\bfree (?:{_FREE})s?\b")),
    Shape("prices in brackets", 0.6, ("(",), lazy(r"\([$\u00a3\u20ac\u20b9][\d.,]+k?(?:/\w+)?\)"), 2),
    Shape("a pick of the day", 0.4, ("of the ",), lazy(r"\bof the (?:day|week|month)\b")),
    Shape("\u201ctop\u201d", 0.4, ("top",), lazy(rf"^top\s(?!\d)(?:[\w&-]+\s){{0,2}}(?:{_GOODS})\b")),
    Shape("\u201cand more\u201d", 0.3, ("more",), lazy(r"(?:,|and|&) more$")),
    Shape("what works", 0.4, ("what ",), lazy(r"\bwhat (?:actually|really) works\b")),
    Shape("a test told", 0.3, ("i ",), lazy(r"\bi (?:ran|tested|tried|compared)\b")),
    Shape(
        "an aside in brackets",
        0.4,
        ("(and", "(but", "(plus"),
        lazy(r"\((?:and|but|plus) (?:how|what|why|where)\b"),
    ),
    Shape("a share of people", 0.6, ("why ",), lazy(r"\bwhy \d{1,2}% of\b")),
    Shape(
        "an explainer's parts",
        0.25,
        ("explained",),
        lazy(rf"\bexplained\b.*{_WORKS}|{_WORKS}.*\bexplained\b"),
    ),
    Shape("symptoms", 0.2, ("symptoms", "causes", "treatment"), lazy(r"\b(?:symptoms|causes|treatment)\b")),
    Shape("what to do", 0.25, ("what to do if",), lazy(r"\bwhat to do if\b")),
    Shape("a price announced", 0.4, ("price",), lazy(r"\bpriced? (?:at|from|in)\b")),
    Shape(
        "an offer to book",
        0.4,
        ("booking", " now"),
        lazy(r"\bbookings? (?:open|taken|now|start)\b|\b(?:download|order|book) now\b"),
    ),
    Shape(
        "a market report",
        0.5,
        ("market ",),
        lazy(r"\bmarket (?:size|share|opportunit\w+|outlook|analysis|report|forecasts?)\b"),
    ),
    Shape(
        "parts of a market report",
        0.5,
        ("landscape", "forecast", "cagr"),
        lazy(r"\bcompetitive landscape\b|\bforecasts?,? (?:to )?20[123]\d\b|\bcagr\b"),
    ),
    Shape("more than a headline's length", 0.3, ("",), lazy(r"^(?:\S+\s+){24}\S")),
    Shape("player ratings", 0.4, ("player ratings",), lazy(r"\bplayer ratings\b")),
    Shape("\u201cdefinitive\u201d", 0.4, ("definitive",), lazy(r"\bdefinitive\b")),
    Shape("\u201cwhat's new\u201d", 0.3, ("s new",), lazy(r"\bwhat[\u2019']s new\b")),
    Shape(
        "\u201cjust dropped\u201d",
        0.4,
        ("just ",),
        lazy(r"\bjust (?:dropped|got (?:better|cheaper|easier))\b"),
    ),
)


def shapes(lower: str) -> dict[str, float]:
    """The shapes of a title in lower case: what each says, and how much."""
    lower = lower[:LONGEST]
    found: dict[str, float] = {}
    for shape in SHAPES:
        if not any(need in lower for need in shape.needs):
            continue
        if shape.least == 1:
            hit = shape.pattern.search(lower) is not None
        else:
            hit = sum(1 for _ in shape.pattern.finditer(lower)) >= shape.least
        if hit:
            found[shape.reason] = shape.weight
    return found
