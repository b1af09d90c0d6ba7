"""Words as arrays: where the tokens of a text stand, and a hash of each."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from slopcheck.phrases import LETTERS
from slopcheck.style import Hashes, mix
from slopcheck.types import Ints

Codes = NDArray[np.uint32]
Letters = NDArray[np.uint32] | NDArray[np.uint8]

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
_BASE = 0x9E3779B97F4A7C15
PERIOD = 1 << 13  # characters; a power of two
STRETCH = 1 << 16  # characters of a long text that are summed at a time


def _powers(base: int, count: int) -> Hashes:
    """1, base, base squared, ... modulo 2^64."""
    found = np.full(count, base, dtype=np.uint64)
    found[0] = 1
    return np.multiply.accumulate(found)


_POWERS_BY_PLACE = _powers(_BASE, PERIOD)
_BACK_TO_START = _powers(pow(_BASE, -1, 2**64), PERIOD) * np.uint64(_BASE)
_POWERS = _POWERS_BY_PLACE[1 : LONGEST + 1]


def word_hashes(codes: Letters, starts: Ints, lengths: Ints) -> Hashes:
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
        others = (codes > 0xFF).nonzero()[0]
        kinds = kinds.copy()
        kinds[others] = _class_of(codes[others])
    word = np.zeros(len(kinds) + 2, dtype=np.bool_)
    np.not_equal(kinds & (_LETTER | _DIGIT), 0, out=word[1:-1])
    marks = (kinds[1:-1] >= _APOSTROPHE).nonzero()[0] + 1
    inside = (kinds[marks - 1] & kinds[marks + 1]) << 2 == kinds[marks]
    word[marks[inside] + 1] = True
    edges = (word[1:] != word[:-1]).nonzero()[0]
    return edges[0::2], edges[1::2]


def letter_sums(codes: Letters) -> Hashes:
    """Running sums of the characters, each times a power of its place, from which ``prefix_hashes`` are had.

    Powers begin again every ``PERIOD`` characters, so that their table stays small.
    """
    powers = _POWERS_BY_PLACE[: len(codes)]
    if len(codes) > PERIOD:
        powers = np.resize(_POWERS_BY_PLACE, len(codes))
    sums = np.zeros(len(codes) + 1, dtype=np.uint64)
    terms = codes.astype(np.uint64)
    terms += np.uint64(1)
    terms *= powers
    np.cumsum(terms, out=sums[1:])
    return sums


def hashes_in_parts(codes: Letters, starts: Ints, ends: Ints) -> Hashes:
    """``prefix_hashes`` of a long text, a stretch at a time, so that the sums stay in the processor's caches."""
    cuts = starts.searchsorted(np.arange(STRETCH, len(codes), STRETCH)).tolist()
    found = np.empty(len(starts), dtype=np.uint64)
    for first, last in pairwise([0, *cuts, len(starts)]):
        if first < last:
            at, stop = int(starts[first]), int(ends[last - 1])
            part = codes[at:stop]
            begun, ended = starts[first:last] - at, ends[first:last] - at
            found[first:last] = prefix_hashes(part, letter_sums(part), begun, ended)
    return found


def prefix_hashes(codes: Letters, sums: Hashes, starts: Ints, ends: Ints) -> Hashes:
    """The ``word_hashes`` of ``[start, end)`` stretches: the difference of two sums, moved back to place 0.

    In arithmetic modulo 2^64 the base of the powers, being odd, has an inverse.
    """
    found = (sums[ends] - sums[starts]) * _BACK_TO_START[starts & (PERIOD - 1)]
    # Where the powers begin again in a word, or those of ``word_hashes`` do, it has to be summed by itself.
    torn = ends - starts > LONGEST
    if len(codes) > PERIOD:
        torn |= (starts ^ (ends - 1)) >= PERIOD
    apart = torn.nonzero()[0]
    found = mix(found)
    if len(apart):
        found[apart] = word_hashes(codes, starts[apart], ends[apart] - starts[apart])
    return found
