"""The matching view of a text: evasion undone, with an exact way back.

``fold`` removes characters a reader cannot see, composes and compatibility-folds the rest (NFKC), reads
look-alike letters as the Latin letters they imitate and turns odd spaces into plain ones. Each trick is
recorded where it stood, so that the evasion signals can report it.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

import numpy as np

from slopcheck.patterns import lazy
from slopcheck.types import Ints


def _between(first: str, last: str) -> str:
    """Every character of a range."""
    return "".join(map(chr, range(ord(first), ord(last) + 1)))


# Spaces and dashes that typography uses: one character each, so offsets do not move.
_ONE_TO_ONE = (("\u00a0", " "), ("\u202f", " "), ("\u2009", " "), ("\u2002", " "), ("\u2003", " "))
_SPACES = frozenset(space for space, _ in _ONE_TO_ONE)
_ODD_SPACES = frozenset("\u1680\u2000\u2001\u2004\u2005\u2006\u2007\u2008\u200a\u205f\u3000")
_INVISIBLE = frozenset("\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\ufeff").union(
    _between("\u180b", "\u180e"), _between("\u200b", "\u200f"), _between("\u202a", "\u202e"),
    _between("\u2060", "\u206f"), _between("\ufe00", "\ufe0f"), _between("\U000e0000", "\U000e007f"),
)  # fmt: skip
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Greek, Cyrillic, Armenian, Cherokee, Lisu: the scripts with letters that look Latin.
_SCRIPTS = ("\u0370-\u03ff", "\u0400-\u052f", "\u0531-\u058f", "\u13a0-\u13ff", "\ua4d0-\ua4ff")
_FOREIGN = lazy(f"[{''.join(_SCRIPTS)}]")
_FOREIGN_WORD = lazy(f"[A-Za-z{''.join(_SCRIPTS)}]+")
_NON_ASCII = lazy("[\x00-\x7f]?[^\x00-\x7f]+")
# What stands for itself whatever stands beside it: quotation marks, dashes, the ellipsis, letters with accents.
_TYPOGRAPHY = frozenset("\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022") | {
    char for char in map(chr, range(0xC0, 0x100)) if char.isalpha()
}
_TYPOGRAPHY_CODES = frozenset(map(ord, _TYPOGRAPHY))
_PLAIN = _TYPOGRAPHY | set(map(chr, range(0x80)))
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
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    odd = codes[codes >= 0x80].tolist()
    if _TYPOGRAPHY_CODES.issuperset(odd):
        return Folded(text, None, None, ())
    plain = text
    for old, new in _ONE_TO_ONE:
        plain = plain.replace(old, new)
    clean = plain.replace("\u2026", ".")
    used = set(map(chr, set(odd))).difference(_SPACES)
    if (
        used.isdisjoint(_INVISIBLE)
        and used.isdisjoint(_ODD_SPACES)
        and not any(script[0] <= char <= script[2] for char in used if char > "\u036f" for script in _SCRIPTS)
        and unicodedata.is_normalized("NFKC", clean)
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
            if char in _INVISIBLE:
                tricks.append(Trick("bidi" if char in _BIDI else "zero-width", size, size))
            elif at in alike:
                tricks.append(Trick("look-alike", size, size + 1))
                emit(_LOOKALIKE[char], at, stop, whole=True)
            else:
                while stop < run.end() and unicodedata.combining(text[stop]):
                    stop += 1
                cluster = text[at:stop]
                if char in _ODD_SPACES:
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
