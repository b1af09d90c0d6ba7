"""Headlines and lines like them: their content words, and quotations that are only a headline in disguise."""

from __future__ import annotations

import re

from slopcheck.names import names
from slopcheck.once import once
from slopcheck.patterns import lazy
from slopcheck.speech import Speech, speech
from slopcheck.types import Range
from slopcheck.views import Views

_WORD = lazy(r"[^\W_]+(?:'[^\W_]+)?")
_STOP = frozenset(
    "a an and are as at be been but by can could did do does for from had has have he her his how i if in "
    "into is it its just may more most must my no not now of off on or our out over says she should so "
    "than that the their them then there these they this to up was we were what when where which who why "
    "will with would you your s after before about against amid new".split()
)
_FIRST_PERSON = lazy(r"\b(?:i|i'm|i've|we|we're|we've|my|our|me|us|you|your)\b")
_LABEL = lazy(
    r"(?:breaking(?: news)?|just in|watch|update|exclusive|alert)\s*[:!|\u2013\u2014-]", re.IGNORECASE
)
_SECOND_HAND = lazy(r"[,.]?\s*(?:\w+ ){0,2}(?:reported|reports|according to)\b")
_NEAR_START = 40  # characters: an announcement begins with its subject, title included
_SHORTEST = 5  # words of a quotation that can pose as speech; shorter ones are slogans and titles
_SAME = 0.85  # share of a quotation's content words in a headline at which it is that headline


def stem(word: str) -> str:
    """A word without its commonest endings; enough to match "demands" and "demanded"."""
    for ending in ("'s", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word.removesuffix("e") if len(word) > 4 else word


def content(lower: str) -> tuple[str, ...]:
    """Stemmed content words of a short stretch of lower-case text, in order."""
    return tuple(stem(word) for word in _WORD.findall(lower) if len(word) > 1 and word not in _STOP)


@once
def headline_words(views: Views) -> frozenset[str]:
    """Stemmed content words of the headline; empty without one."""
    if views.headline is None:
        return frozenset()
    return frozenset(content(views.lower[views.headline[0] : views.headline[1]]))


@once
def posing_quotes(views: Views) -> frozenset[Range]:
    """Quotations ascribed to a speaker that are announcements about the speaker, or the headline itself."""
    return frozenset(quote for one in speech(views) for quote in one.quotes if _poses(views, quote, one))


def _poses(views: Views, quote: Range, one: Speech) -> bool:
    start, end = quote
    first, last = views.tokens_in(start, end)
    if last - first < _SHORTEST or end - start > 300:
        return False
    inside = views.text[start + 1 : end - 1].strip()
    if _LABEL.match(inside):
        return True
    lower = views.lower[start + 1 : end - 1]
    if _FIRST_PERSON.search(lower):
        return False
    # Of a pronoun one cannot be sure whom it means; an organisation does name itself when it speaks.
    named = lower.find(one.speaker.lower())
    if one.form in ("name", "role") and _is_person(views, one.speaker) and 0 <= named <= _NEAR_START:
        return True
    if _SECOND_HAND.match(views.lower, end, min(len(views.lower), end + 60)):
        return False  # another paper had the quotation first
    return _is_headline(views, content(lower))


def _is_person(views: Views, speaker: str) -> bool:
    return " " in speaker and speaker[0].isupper() and speaker in _persons(views)


@once
def _persons(views: Views) -> frozenset[str]:
    return frozenset(name.full for name in names(views).mentions if name.kind == "person")


def _is_headline(views: Views, quoted: tuple[str, ...]) -> bool:
    words = headline_words(views)
    if len(quoted) < 4 or not words or views.headline is None:
        return False
    if _headline_quotes(views):
        return False  # a headline that quotes is taken from the speech, not the other way round
    shared = sum(word in words for word in quoted)
    return shared >= _SAME * len(quoted) and len(set(quoted)) >= _SAME * len(words)


@once
def _headline_quotes(views: Views) -> bool:
    first, last = views.headline or (0, 0)
    return any(start >= first and end <= last for start, end in views.quotes)
