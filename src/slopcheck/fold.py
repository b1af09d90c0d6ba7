"""The matching view of a text: evasion undone, with an exact way back.

``fold`` removes characters a reader cannot see, composes and compatibility-folds the rest (NFKC), reads
look-alike letters as the Latin letters they imitate and turns odd spaces into plain ones. Each trick is
recorded where it stood, so that the evasion signals can report it.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

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
_LATIN_OR_FOREIGN = lazy(f"[A-Za-z{''.join(_SCRIPTS)}]+")
_ASCII = lazy("[\x00-\x7f]+")
_ASCII_LETTERS = bytes(code for code in range(0x80) if chr(code).isalpha())
# What stands for itself whatever stands beside it: quotation marks, dashes, the ellipsis, letters with accents.
_TYPOGRAPHY = frozenset("\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022") | {
    char for char in map(chr, range(0xC0, 0x100)) if char.isalpha()
}
_TYPOGRAPHY_CODES = frozenset(map(ord, _TYPOGRAPHY))
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


class Way(NamedTuple):
    """The way from a folded text back to its original, as the changes that were made, in order.

    From the folded place ``since[i]`` to ``until[i]``, the original is ``further[i]`` characters further on; it
    goes on from there at ``resumed[i]``. ``whole`` has the original ranges of the folded places that stand for
    other than one character.
    """

    since: list[int]
    until: Ints
    further: Ints
    resumed: Ints
    whole: dict[int, tuple[int, int]]


class Folded(NamedTuple):
    """``text`` for matching, and the ``way`` back; None where the two coincide, which is the ordinary case."""

    text: str
    way: Way | None
    tricks: tuple[Trick, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The original range of folded ``[start, end)``."""
        if self.way is None:
            return start, end
        return self._range(self.way, start)[0], self._range(self.way, end - 1)[1]

    def _range(self, way: Way, place: int) -> tuple[int, int]:
        """The original range of one folded character."""
        if place in way.whole:
            return way.whole[place]
        original = place + int(way.further[bisect_right(way.since, place) - 1])
        return original, original + 1

    def into(self, original: Ints) -> Ints:
        """Folded positions of original positions (a removed character maps to what follows it)."""
        if self.way is None:
            return original
        at = self.way.resumed.searchsorted(original, "right") - 1
        found: Ints = np.minimum(original - self.way.further[at], self.way.until[at])
        return found


def fold(text: str) -> Folded:
    """Folds a text; cheap when there is nothing to undo."""
    if text.isascii():
        return Folded(text, None, ())
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    odd = codes[codes >= 0x80].tolist()
    if _TYPOGRAPHY_CODES.issuperset(odd):
        return Folded(text, None, ())
    used = set(map(chr, set(odd))).difference(_SPACES)
    if (
        used.isdisjoint(_INVISIBLE)
        and used.isdisjoint(_ODD_SPACES)
        and not any(script[0] <= char <= script[2] for char in used if char > "\u036f" for script in _SCRIPTS)
    ):
        plain = text
        for old, new in _ONE_TO_ONE:
            plain = plain.replace(old, new)
        if unicodedata.is_normalized("NFKC", plain.replace("\u2026", ".")):
            return Folded(plain, None, ())
    return _fold_slowly(text)


def _fold_slowly(text: str) -> Folded:
    pieces: list[str] = []
    changes = [
        (0, 0, 0)
    ]  # where a changed piece begins and ends in the folded text, and where the original goes on
    whole: dict[int, tuple[int, int]] = {}
    tricks: list[Trick] = []
    size = done = 0
    alike = _lookalike_positions(text)
    for at, end in _odd_runs(text):
        while at < end:
            stop, char = at + 1, text[at]
            here = size + at - done
            if char in _INVISIBLE:
                tricks.append(Trick("bidi" if char in _BIDI else "zero-width", here, here))
                piece = ""
            elif at in alike:
                tricks.append(Trick("look-alike", here, here + 1))
                piece = _LOOKALIKE[char]
            else:
                while stop < end and unicodedata.combining(text[stop]):
                    stop += 1
                cluster = text[at:stop]
                if char in _ODD_SPACES:
                    tricks.append(Trick("odd-space", here, here + 1))
                piece = cluster if cluster == "\u2026" else unicodedata.normalize("NFKC", cluster)
            if piece != char or stop > at + 1:
                pieces += (text[done:at], piece)
                size, done = here + len(piece), stop
                changes.append((here, size, done))
                if stop > at + 1 or len(piece) > 1:
                    whole.update(dict.fromkeys(range(here, size), (at, stop)))
            at = stop  # noqa: PLW2901 - the next character of the run
    pieces.append(text[done:])
    joined = "".join(pieces)
    begun, since, resumed = np.array(changes, dtype=np.int64).T
    way = Way(since.tolist(), np.append(begun[1:], len(joined)), resumed - since, resumed, whole)
    return Folded(joined, way, tuple(_clamp(t, len(joined)) for t in tricks))


def _odd_runs(text: str) -> list[tuple[int, int]]:
    """The stretches beyond ASCII that hold more than typography, each with the character before it."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    beyond = np.zeros(len(codes) + 2, dtype=np.bool_)
    np.greater_equal(codes, 0x80, out=beyond[1:-1])
    edges = (beyond[1:] != beyond[:-1]).nonzero()[0]
    starts, ends = edges[0::2], edges[1::2]
    odd = starts.searchsorted(_odd_places(codes, beyond[1:-1]), "right") - 1
    return [(max(int(starts[i]) - 1, 0), int(ends[i])) for i in dict.fromkeys(odd.tolist())]


def _odd_places(codes: NDArray[np.uint32], beyond: NDArray[np.bool_]) -> Ints:
    places: Ints = beyond.nonzero()[0]
    known = np.array(sorted(_TYPOGRAPHY_CODES), dtype=np.uint32)
    found = codes[places]
    odd: Ints = places[known[np.minimum(known.searchsorted(found), len(known) - 1)] != found]
    return odd


def _ranges(size: int, shifts: list[tuple[int, int]], whole: list[tuple[int, int, int]]) -> tuple[Ints, Ints]:
    """Per folded character, its range in the original."""
    begin = np.arange(size)
    at, far = np.array([(0, 0), *shifts], dtype=np.int64).T
    begin += far.repeat(np.diff(at, append=size))
    finish = begin + 1
    if whole:
        place, start, end = np.array(whole, dtype=np.int64).T
        begin[place], finish[place] = start, end
    return begin, finish


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
    foreign = [hit.start() for hit in _FOREIGN.finditer(text)]
    if not foreign or len(foreign) > 0.5 * _letters(text):
        return frozenset()
    found: set[int] = set()
    done = 0
    for first in foreign:
        if first < done:
            continue
        begin = first
        while begin > done and text[begin - 1].isascii() and text[begin - 1].isalpha():
            begin -= 1
        word = _LATIN_OR_FOREIGN.match(text, begin)
        letters = word.group() if word else ""
        done = begin + len(letters)
        if not all(c.isascii() or c in _LOOKALIKE for c in letters):
            continue
        if any(c.isascii() for c in letters) or len(letters) > 2:
            found.update(begin + i for i, c in enumerate(letters) if not c.isascii())
    return frozenset(found)


def _letters(text: str) -> int:
    """How many characters are letters."""
    beyond = _ASCII.sub("", text)
    plain = text.encode("ascii", "ignore")
    return len(plain) - len(plain.translate(None, _ASCII_LETTERS)) + sum(map(str.isalpha, beyond))
