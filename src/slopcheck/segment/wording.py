"""What the wording of one block says, whatever markup stands around it: a row of numbers per text."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from slopcheck.patterns import lazy
from slopcheck.segment.lexicon import kind_of
from slopcheck.types import ABOUT, FURNITURE, Ints

NAMES = (
    "log_words", "word_length", "ends_sentence", "ends_colon", "sentences", "commas", "capitalised", "shouting",
    "digits", "function_words", "finite_verb", "quoted", "first_person", "second_person", "imperative",
    "dated", "clocked",
    "bars", "address", "call", "name_like", "question", "interface", "about", "separator", "symbols", "repeats",
    "lower_start", "spoken", "uncapitalised",
)  # fmt: skip

WORD = lazy(r"[^\W_]+(?:['’][^\W_]+)*")
_DIGIT = lazy(r"\d")
_SPOKEN = 8  # words from which a line can be a transcript's
_SHORT = 400
_READ = 600  # characters of a block whose words are weighed
_SENTENCE = lazy(r"(?:[.!?]|…)(?:[\"')\]]|[’”])*(?=\s|$)")
_STOP = lazy(r"[.!?;:,]")
_ENDS = lazy(r"(?:[.!?]|…)(?:[\"')\]]|[’”])*\s*$")
_DATE = lazy(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}(?:st|nd|rd"
    r"|th)?,? (?:19|20)\d\d\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec)[a-z]{0,6}\.?,? (?:19|20)\d\d\b"
    r"|\b\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}\b",
    re.I,
)
_CLOCK = lazy(
    r"\b\d{1,2}:\d\d\b|\b\d{1,2} ?[ap]\.?m\b|\b\d+ (?:minute|hour|day|week|month|year)s? ago\b", re.I
)
# All but the letters and digits of words in lower case, and the apostrophes inside them, is space.
_SPACED = bytes(code if chr(code).isalnum() or chr(code) == "'" else 32 for code in range(256))
_LETTER, _APOSTROPHE = 1, 2
_CLASSES = np.array([chr(code).isalnum() * _LETTER for code in range(256)], dtype=np.uint8)
_CLASSES[ord("'")] = _APOSTROPHE
DIGITS = np.array([chr(code).isdigit() for code in range(256)], dtype=np.bool_)
_TYPOGRAPHY = "“”–—…‘"  # the commonest characters beyond Latin-1 that are no letters
_BARS = "|•·»«›‹→←▸▼▲■★✓×"
_BAR_MARKS = frozenset(_BARS)
_ADDRESS = lazy(r"https?://|www\.|@\w|\w@\w|\.com\b|\.org\b", re.I)
_NAME = lazy(r"(?:[A-Z][\w'’.-]*\s+){1,3}[A-Z][\w'’.-]*$")
_PLAIN = ".,'’\"“”-"
_ORDINARY = bytes(
    code for code in range(128) if chr(code).isalnum() or chr(code).isspace() or chr(code) in _PLAIN
)
_FUNCTION = frozenset(
    "the of to and a in that is was for on with it as be are by at from have has had not this he she"
    " they we i but or"
    " his her their its were been which who when there will would can could an one if than into so"
    " about what more up"
    " out no all said after also other over our my your you do did may some them us these those then"
    " such only being".split()
)
_FINITE = frozenset(
    "is was are were has have had will would can could may might must should said says say does did"
    " do it's that's isn't"
    " wasn't don't didn't doesn't can't won't he's she's they're we're i'm you're there's became"
    " become went came made took"
    " got told added began found gave knew left saw seemed thought wanted asked called used felt".split()
)
_FIRST = frozenset("i me my mine myself we us our ours i'm i've i'd i'll we're we've we'll".split())
_SECOND = frozenset("you your yours yourself you're you've you'll you'd".split())
_IMPERATIVE = frozenset(
    "click sign subscribe follow share read get watch join download visit check learn view see enter"
    " log tap listen support"
    " donate try shop buy please send email print tweet find register login submit post leave add"
    " save discover explore"
    " browse start create continue skip show hide close open search select choose receive stay like"
    " comment reply become"
    " contact call book order request don't be let here also more".split()
)
_CALLS = lazy(
    r"\b(?:subscrib\w*|newsletters?|sign(?:ing)? up|log(?:ged)? in|inbox|follow (?:us|me|@|on)"
    r"|click here|read more|cookies?"
    r"|all rights reserved|copyright|©|terms of (?:use|service)|privacy|advertis\w*|sponsor\w*"
    r"|affiliate|promo code|coupon"
    r"|comments? (?:below|section|policy)|leave a (?:comment|reply)|email address"
    r"|required fields|share this|on (?:facebook|twitter|instagram)"
    r"|our (?:app|podcast|newsletter|site|website|channel|community|team)|download|free trial"
    r"|donat\w+|membership|your inbox|sent to you"
    r"|watch (?:below|now|the video)|related (?:articles?|stories|posts?)|recommended|you (?:may"
    r"|might) also|continues? below)"
)

_five = itemgetter(slice(5))
_CALL_STARTS = frozenset(
    "subsc newsl sign signi log logge inbox follo click read cooki all copyr terms priva adver spons affil promo coupo"
    " comme leave email requi share on our downl free donat membe your sent watch relat recom you conti".split()
)


def numbers(text: str) -> tuple[float, ...]:
    """The row of ``NAMES`` for one text; those of short texts are remembered, since menus repeat themselves."""
    return _remembered(text) if len(text) <= _SHORT else _numbers(text)


@lru_cache(maxsize=8192)
def _remembered(text: str) -> tuple[float, ...]:
    return _numbers(text)


def _numbers(text: str) -> tuple[float, ...]:
    words = WORD.findall(text)
    count = len(words)
    size = max(count, 1)
    lower = _lower_words(text)
    kind = kind_of(text)
    inner = words[1:]
    capitals = sum([word[0].isupper() for word in inner])
    digits = _digits(text)
    ends = _ends_sentence(text)
    return (
        math.log1p(count),
        min(sum(map(len, words)) / size, 15.0),
        float(ends),
        float(text.rstrip().endswith(":")),
        min(len(_SENTENCE.findall(text)), 10) / 10,
        min(text.count(",") / size, 0.5),
        capitals / len(inner) if inner else float(bool(words) and words[0][0].isupper()),
        sum([word.isupper() and len(word) > 1 for word in words]) / size,
        digits / max(len(text), 1),
        sum(map(_FUNCTION.__contains__, lower)) / size,
        float(not _FINITE.isdisjoint(lower)),
        float(any(mark in text for mark in "“”\"")),
        min(sum(map(_FIRST.__contains__, lower)) / size, 0.3),
        min(sum(map(_SECOND.__contains__, lower)) / size, 0.3),
        float(bool(lower) and lower[0] in _IMPERATIVE),
        float(digits > 0 and bool(_DATE.search(text))),
        float(digits > 0 and bool(_CLOCK.search(text))),
        min(sum(map(text.count, _BARS)) / size, 1.0),
        float(("." in text or "@" in text or ":" in text) and bool(_ADDRESS.search(text))),
        min(len(_CALLS.findall(text.lower())) / math.sqrt(size), 2.0) if _may_call(text, lower) else 0.0,
        float(1 < count <= 5 and bool(_NAME.match(text.strip()))),
        float("?" in text[-4:]),
        float(kind in FURNITURE),
        float(kind in ABOUT and kind != "separator"),
        float(kind == "separator"),
        _symbols(text) / max(len(text), 1),
        1 - len(set(lower)) / size,
        float(bool(words) and words[0][0].islower()),
        float(count >= _SPOKEN and capitals <= 0.05 * count and len(_STOP.findall(text)) * 15 <= count and not ends),
        float(count >= _SPOKEN and text == text.lower()),
    )  # fmt: skip


def _may_call(text: str, lower: list[str]) -> bool:
    """Whether ``_CALLS`` could match: each of its phrases begins with one of these."""
    return "©" in text or not _CALL_STARTS.isdisjoint(map(_five, lower))


def _digits(text: str) -> int:
    if text.isascii():
        return len(text) - len(text.encode().translate(None, b"0123456789"))
    return sum(map(str.isdigit, text))


def _symbols(text: str) -> int:
    """Characters that are neither letters, digits, white space nor the common marks of prose."""
    if text.isalnum():
        return 0
    if text.isascii():
        return len(text.encode().translate(None, _ORDINARY))
    plain = sum(map(str.isalnum, text)) + sum(map(str.isspace, text)) + sum(map(text.count, _PLAIN))
    return len(text) - plain


def glance(text: str, words: list[str]) -> Iterator[tuple[str, float]]:
    """Those of ``numbers`` that are had cheaply, the cheapest first, of a text that begins with these words."""
    count, whole = len(words), len(text) <= _READ
    if whole:
        yield "log_words", math.log1p(count)
    ends = _ends_sentence(text)
    yield "ends_sentence", float(ends)
    if ends or count < _SPOKEN:
        yield "spoken", 0.0
    yield "uncapitalised", float(count >= _SPOKEN and text == text.lower())
    kind = kind_of(text)
    yield "interface", float(kind in FURNITURE)
    yield "about", float(kind in ABOUT and kind != "separator")
    if not _DIGIT.search(text):
        yield "clocked", 0.0
    if "|" not in text and (text.isascii() or _BAR_MARKS.isdisjoint(text)):
        yield "bars", 0.0
    if not _may_call(text, words if whole else _lower_words(text)):
        yield "call", 0.0


def _ends_sentence(text: str) -> bool:
    return bool(_ENDS.search(text[-12:]))


def _lower_words(text: str) -> list[str]:
    """The words of a text in lower case, with straight apostrophes."""
    if "\u0130" in text or "\u03a3" in text:
        # The only letters whose lower case depends on their neighbours, or is longer than one character.
        return [word.lower().replace("’", "'") for word in WORD.findall(text)]
    lower = without_typography(text.lower())
    try:
        return _latin_words(lower)
    except UnicodeEncodeError:
        return WORD.findall(lower)


def without_typography(text: str) -> str:
    """A text of the same length with straight apostrophes, and spaces for the common marks beyond Latin-1."""
    if not text.isascii():
        text = text.replace("’", "'")
        for mark in _TYPOGRAPHY:
            text = text.replace(mark, " ")
    return text


def word_ranges(codes: NDArray[np.uint8]) -> tuple[Ints, Ints]:
    """Starts and ends of the words of a text in Latin-1."""
    kinds = _CLASSES[codes]
    word = np.zeros(len(codes) + 2, dtype=np.bool_)
    np.equal(kinds, _LETTER, out=word[1:-1])
    marks = (kinds[1:-1] == _APOSTROPHE).nonzero()[0] + 1
    inside = (kinds[marks - 1] == _LETTER) & (kinds[marks + 1] == _LETTER)
    word[marks[inside] + 1] = True
    edges = (word[1:] != word[:-1]).nonzero()[0]
    return edges[0::2], edges[1::2]


def _latin_words(lower: str) -> list[str]:
    """What ``WORD`` finds in lower-case Latin-1, at a third of the price."""
    spaced = lower.encode("latin-1").translate(_SPACED).decode("latin-1")
    if "'" in spaced:
        # An apostrophe belongs to a word between two of its letters alone.
        spaced = f" {spaced} ".replace("''", " ").replace(" '", " ").replace("' ", " ")
    return spaced.split()


def first_words(text: str) -> list[str]:
    """The words that are weighed: those of a text's beginning in lower case, every number as 0."""
    return weighed_words(text[:_READ])


def weighed_words(text: str) -> list[str]:
    """All words of a text in lower case, every number as 0."""
    return ["0" if word.isdigit() else word for word in _lower_words(text)]


def among(words: list[str], pool: frozenset[str]) -> list[str]:
    """The words, pairs of neighbouring words and first word ("^word") that the pool holds, sorted."""
    found = {*pool.intersection(words), *pool.intersection(map(" ".join, pairwise(words)))}
    if words and (opening := "^" + words[0]) in pool:
        found.add(opening)
    return sorted(found)


def terms(text: str) -> tuple[set[str], int]:
    """All that ``among`` can find in a text, and its number of words."""
    words = first_words(text)
    opening = ["^" + word for word in words[:1]]
    return {*words, *map(" ".join, pairwise(words)), *opening}, len(words)
