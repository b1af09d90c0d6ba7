"""The matching view of a text: evasion undone, with an exact way back.

``fold`` removes characters a reader cannot see, composes and compatibility-folds the rest (NFKC), reads
look-alike letters as the Latin letters they imitate and turns odd spaces into plain ones. Each trick is
recorded where it stood, so that the evasion signals can report it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

import numpy as np

from slopcheck.types import Ints

# Spaces and dashes that typography uses: one character each, so offsets do not move.
_ONE_TO_ONE = (("\u00a0", " "), ("\u202f", " "), ("\u2009", " "), ("\u2002", " "), ("\u2003", " "))
_ODD_SPACES = re.compile("[\u1680\u2000\u2001\u2004-\u2008\u200a\u205f\u3000]")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]"
)
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f\u0531-\u058f\u13a0-\u13ff\ua4d0-\ua4ff]")
_FOREIGN_WORD = re.compile("[A-Za-z\u0370-\u03ff\u0400-\u052f\u0531-\u058f\u13a0-\u13ff\ua4d0-\ua4ff]+")
_NON_ASCII = re.compile("[\x00-\x7f]?[^\x00-\x7f]+")
_ABOVE_ASCII = re.compile("[^\x00-\x7f]")
# What stands for itself whatever stands beside it: quotation marks, dashes, the ellipsis, letters with accents.
_TYPOGRAPHY = frozenset("\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022") | {
    char for char in map(chr, range(0xC0, 0x100)) if char.isalpha()
}
_PLAIN = _TYPOGRAPHY | set(map(chr, range(0x80)))
_DOUBLE_SPACE = re.compile("  +")
# Letters of other scripts that look like Latin ones (a small part of Unicode's confusables table).
_LOOKALIKE = {
    **dict(zip("АВЕКМНОРСТУХаеорсухіјѕԁԛԝһІЈЅ", "ABEKMHOPCTYXaeopcyxijsdqwhIJS", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυχ", "ABEZHIKMNOPTYXaiknopux", strict=True)),
    **dict(zip("օսցոհ", "ouqnh", strict=True)),
}


class Trick(NamedTuple):
    """One evasion: its kind (zero-width, bidi, look-alike, odd-space) and the folded range it touches."""

    kind: str
    start: int
    end: int


class Folded(NamedTuple):
    """``text`` for matching. ``starts``/``ends`` give, per folded character, its range in the original;
    both are None where the two coincide, which is the ordinary case."""

    text: str
    starts: Ints | None
    ends: Ints | None
    tricks: tuple[Trick, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The original range of folded ``[start, end)``."""
        if self.starts is None or self.ends is None:
            return start, end
        return int(self.starts[start]), int(self.ends[end - 1])

    def into(self, original: Ints) -> Ints:
        """Folded positions of original positions (a removed character maps to what follows it)."""
        if self.ends is None:
            return original
        return np.searchsorted(self.ends, original, side="right").astype(np.int64)


def fold(text: str) -> Folded:
    """Folds a text; cheap when there is nothing to undo."""
    if text.isascii():
        return Folded(text, None, None, ())
    if _TYPOGRAPHY.issuperset(_ABOVE_ASCII.findall(text)):
        return Folded(text, None, None, ())
    plain = text
    for old, new in _ONE_TO_ONE:
        plain = plain.replace(old, new)
    clean = plain.replace("\u2026", ".")
    if (
        unicodedata.is_normalized("NFKC", clean)
        and not _INVISIBLE.search(plain)
        and not _ODD_SPACES.search(plain)
        and not _FOREIGN.search(plain)
    ):
        return Folded(plain, None, None, ())
    return _fold_slowly(text)


def _fold_slowly(text: str) -> Folded:
    pieces: list[str] = []
    starts: list[np.ndarray] = []
    ends: list[np.ndarray] = []
    tricks: list[Trick] = []
    size = 0

    def emit(piece: str, start: int, end: int, whole: bool) -> None:
        nonlocal size
        if not piece:
            return
        pieces.append(piece)
        if whole:
            starts.append(np.full(len(piece), start, dtype=np.int64))
            ends.append(np.full(len(piece), end, dtype=np.int64))
        else:
            span = np.arange(start, end, dtype=np.int64)
            starts.append(span)
            ends.append(span + 1)
        size += len(piece)

    alike = _lookalike_positions(text)
    at = 0
    for run in _NON_ASCII.finditer(text):
        if _PLAIN.issuperset(run.group()):
            continue
        emit(text[at : run.start()], at, run.start(), whole=False)
        at = run.start()
        while at < run.end():
            stop = at + 1
            char = text[at]
            if _INVISIBLE.match(char):
                tricks.append(Trick("bidi" if char in _BIDI else "zero-width", size, size))
            elif at in alike:
                tricks.append(Trick("look-alike", size, size + 1))
                emit(_LOOKALIKE[char], at, stop, whole=True)
            else:
                while stop < run.end() and unicodedata.combining(text[stop]):
                    stop += 1
                cluster = text[at:stop]
                if _ODD_SPACES.match(char):
                    tricks.append(Trick("odd-space", size, size + 1))
                piece = cluster if cluster == "\u2026" else unicodedata.normalize("NFKC", cluster)
                emit(piece, at, stop, whole=True)
            at = stop
    emit(text[at:], at, len(text), whole=False)
    joined = "".join(pieces)
    begin = np.concatenate(starts) if starts else np.zeros(0, dtype=np.int64)
    finish = np.concatenate(ends) if ends else np.zeros(0, dtype=np.int64)
    return Folded(joined, begin, finish, tuple(_clamp(t, size) for t in tricks))


def _clamp(trick: Trick, size: int) -> Trick:
    """A removed character has no width of its own: it is reported on the character next to it."""
    if trick.end > trick.start or size == 0:
        return trick
    start = min(max(trick.start - 1, 0), size - 1)
    return Trick(trick.kind, start, start + 1)


def _lookalike_positions(text: str) -> frozenset[int]:
    """Positions of letters that imitate Latin ones: in words that mix scripts, or made of look-alikes alone.

    A word of another script (a name in Cyrillic, say) nearly always holds a letter with no Latin double
    and stays as it is; so does everything in a text that is mostly of that script.
    """
    foreign = len(_FOREIGN.findall(text))
    if foreign == 0 or foreign > 0.5 * sum(map(str.isalpha, text)):
        return frozenset()
    found: set[int] = set()
    for word in _FOREIGN_WORD.finditer(text):
        letters = word.group()
        if letters.isascii() or not all(c.isascii() or c in _LOOKALIKE for c in letters):
            continue
        if any(c.isascii() for c in letters) or len(letters) > 2:
            found.update(word.start() + i for i, c in enumerate(letters) if not c.isascii())
    return frozenset(found)
