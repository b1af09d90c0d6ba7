"""Words as arrays: where the tokens of a text stand, and a hash of each."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from slopcheck.phrases import LETTERS
from slopcheck.style import Hashes, mix
from slopcheck.types import Ints

Codes = NDArray[np.uint32]

# Bits, so that an apostrophe or a point is inside a word when its class is four times that of both neighbours.
_LETTER, _DIGIT, _APOSTROPHE, _POINT = 1, 2, 4, 8

LONGEST = 64  # letters of a word that its hash tells apart by place; longer ones wrap around


def _class_table() -> NDArray[np.uint8]:
    table = np.zeros(0x3000, dtype=np.uint8)
    for code in range(0x250):
        char = chr(code)
        if char.isalpha():
            table[code] = _LETTER
        elif char.isdigit():
            table[code] = _DIGIT
    for first, end in LETTERS:
        table[ord(first) : ord(end)] = _LETTER
    table[ord("'")] = _APOSTROPHE
    table[[ord("."), ord(",")]] = _POINT
    return table


_CLASSES = _class_table()
_LATIN_CLASSES = _CLASSES[:256].tobytes()
_POWERS = np.array([pow(0x9E3779B97F4A7C15, k + 1, 2**64) for k in range(LONGEST)], dtype=np.uint64)


def word_hashes(codes: Codes, starts: Ints, lengths: Ints) -> Hashes:
    """A 64-bit hash of each word: the sum of its code points times a power of its place, mixed."""
    if len(starts) == 0:
        return np.zeros(0, dtype=np.uint64)
    total = int(lengths.sum())
    offsets = np.cumsum(lengths) - lengths
    place = np.arange(total) - np.repeat(offsets, lengths)
    chars = codes[np.repeat(starts, lengths) + place].astype(np.uint64)
    return mix(np.add.reduceat((chars + np.uint64(1)) * _POWERS[place % LONGEST], offsets))


def hash_words(words: list[str]) -> Hashes:
    """The hashes that tokens with these spellings (lower case) have in any view."""
    joined = "".join(words)
    codes = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32)
    lengths = np.array([len(w) for w in words], dtype=np.int64)
    return word_hashes(codes, np.cumsum(lengths) - lengths, lengths)


def _class_of(codes: Codes) -> NDArray[np.uint8]:
    first, end = map(ord, LETTERS[-1])
    beyond = ((codes >= first) & (codes < end)).astype(np.uint8) * np.uint8(_LETTER)
    return np.where(codes < len(_CLASSES), _CLASSES[np.minimum(codes, len(_CLASSES) - 1)], beyond)


def token_ranges(lower: str, codes: Codes) -> tuple[Ints, Ints]:
    """Starts and ends of the tokens of a text in lower case with these code points."""
    latin = lower.encode("latin-1", "replace").translate(_LATIN_CLASSES)
    kinds = np.frombuffer(latin, dtype=np.uint8)
    if not lower.isascii():
        others = np.flatnonzero(codes > 0xFF)
        kinds = kinds.copy()
        kinds[others] = _class_of(codes[others])
    word = np.zeros(len(kinds) + 2, dtype=np.bool_)
    word[1:-1] = (kinds == _LETTER) | (kinds == _DIGIT)
    marks = np.flatnonzero(kinds[1:-1] >= _APOSTROPHE) + 1
    inside = (kinds[marks - 1] & kinds[marks + 1]) << 2 == kinds[marks]
    word[marks[inside] + 1] = True
    edges = np.flatnonzero(word[1:] != word[:-1])
    return edges[0::2], edges[1::2]


def weighted_letters(codes: Codes, starts: Ints, ends: Ints) -> tuple[Hashes, Ints]:
    """From the first token's start on, the term of each character in its token's hash, 0 between tokens; and
    its place in its token. The sums are those of ``word_hashes``."""
    first, last = starts[0], ends[-1]
    sizes = np.empty(len(starts), dtype=np.int64)
    np.subtract(starts[1:], starts[:-1], out=sizes[:-1])
    sizes[-1] = last - starts[-1]
    place = np.arange(first, last) - np.repeat(starts, sizes)
    weighted = codes[first:last].astype(np.uint64)
    weighted += np.uint64(1)
    weighted *= _POWERS[place % LONGEST]
    weighted[place >= np.repeat(ends - starts, sizes)] = 0
    return weighted, place
