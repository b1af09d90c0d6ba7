"""The style stream of a text and the learned style lexicon that weighs its n-grams.

The stream is made to say how a text is written and not what about: runs of capitalised words inside a
sentence become one NAME, words with digits NUMBER, and every sentence begins with START. n-grams are runs
of 1 to 3 symbols that do not cross a paragraph's end.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from slopcheck.sets import counted
from slopcheck.types import Ints

Hashes = NDArray[np.uint64]
Floats = NDArray[np.float64]

LONGEST = 3
SOFT = 10.0  # see `rate`; chosen inside the groups, docs/decisions/0003
EVEN = 7.0  # the rate per 1,000 words that counts as its square root whatever the softness
START, NAME, NUMBER, BREAK = (np.uint64(v) for v in (11, 13, 17, 19))
SYMBOLS = {"\u27e8start\u27e9": START, "\u27e8name\u27e9": NAME, "\u27e8number\u27e9": NUMBER}

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


def mix(values: Hashes) -> Hashes:
    """Spreads the bits of 64-bit hashes (the finaliser of splitmix64)."""
    values = (values ^ (values >> np.uint64(30))) * _MIX
    return values ^ (values >> np.uint64(27))


def ngram_hashes(words: Hashes, n: int) -> Hashes:
    """Hashes of all runs of ``n`` words; length ``max(0, len(words) - n + 1)``."""
    count = max(0, len(words) - n + 1)
    out = words[:count].copy()
    for k in range(1, n):
        out = mix(out * _MULTIPLIER + words[k : k + count])
    return out


class Stream(NamedTuple):
    """Symbols and, for each, the first and last token it stands for (START and BREAK: the next token)."""

    symbols: Hashes
    first: Ints
    last: Ints

    def grams(self) -> Iterator[tuple[int, Hashes]]:
        """For n = 1..3 the n-gram hashes by place; those that cross a BREAK are 0."""
        broken = self.symbols == BREAK
        for n in range(1, LONGEST + 1):
            hashes = ngram_hashes(self.symbols, n)
            for k in range(n):
                hashes[broken[k : k + len(hashes)]] = 0
            yield n, hashes


def stream(
    hashes: Hashes, capital: NDArray[np.bool_], digit: NDArray[np.bool_], starts: Ints, breaks: Ints
) -> Stream:
    """Builds the stream of the given tokens.

    ``hashes``, ``capital`` and ``digit`` describe the tokens; ``starts`` are indices of tokens that begin a
    sentence, ``breaks`` of those that begin a paragraph.
    """
    count = len(hashes)
    if count == 0:
        return Stream(hashes, np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    first_of_sentence = np.zeros(count, dtype=np.bool_)
    first_of_sentence[starts] = True
    name = capital & ~first_of_sentence & ~digit
    symbols = np.where(digit, NUMBER, np.where(name, NAME, hashes))
    repeats = np.zeros(count, dtype=np.bool_)
    repeats[1:] = name[1:] & name[:-1]
    keep = np.flatnonzero(~repeats)
    last = np.append(keep[1:], count) - 1
    at_start = np.searchsorted(keep, starts)
    at_break = np.searchsorted(keep, breaks)
    places = np.concatenate([at_break, at_start])
    marks = np.concatenate([np.full(len(at_break), BREAK), np.full(len(at_start), START)])
    order = np.argsort(places, kind="stable")
    places, marks = places[order], marks[order]
    return Stream(
        np.insert(symbols[keep], places, marks),
        np.insert(keep, places, keep[places]),
        np.insert(last, places, keep[places]),
    )


@dataclass(frozen=True, slots=True)
class StyleHits:
    """Lexicon entries found in a text. ``entry`` and ``count`` are per distinct entry; ``places`` lists every
    occurrence as rows (entry, first token, last token)."""

    entry: Ints
    count: Ints
    places: Ints


class StyleLexicon:
    """Sorted n-gram hashes with a weight and a centre each. ``joined`` holds the n-grams as text, one a line.

    An entry's contribution to the log-odds is ``weight * (rate(count, words, soft) - centre)``. The centre is
    the mean of genuine articles, so that a contribution says how this article differs from those.
    """

    def __init__(
        self, hashes: Hashes, weights: Floats, centres: Floats, joined: bytes, soft: float = 0.0
    ) -> None:
        if np.any(hashes[1:] <= hashes[:-1]) or not len(hashes) == len(weights) == len(centres):
            raise ValueError("a style lexicon's hashes must rise, with one weight and one centre for each")
        self.hashes = hashes
        self.weights = weights
        self.centres = centres
        self.soft = soft
        self._joined = joined

    @cached_property
    def phrases(self) -> list[str]:
        """The n-grams as people write them; split only when somebody asks."""
        return self._joined.decode("utf-8").split("\n")

    def match(self, text: Stream) -> StyleHits:
        """All entries that occur in the stream."""
        rows: list[Ints] = []
        for n, hashes in text.grams():
            if not len(self.hashes) or not len(hashes):
                continue
            at = np.searchsorted(self.hashes, hashes)
            at[at == len(self.hashes)] = 0
            places = np.flatnonzero(self.hashes[at] == hashes)
            rows.append(np.stack([at[places], text.first[places], text.last[places + n - 1]], axis=1))
        found = np.concatenate(rows) if rows else np.zeros((0, 3), dtype=np.int64)
        entry, count = counted(found[:, 0])
        return StyleHits(entry, count.astype(np.int64), found)

    def contributions(self, hits: StyleHits, words: int) -> Floats:
        """Log-odds of each distinct entry in ``hits``, aligned with ``hits.entry``."""
        return self.weights[hits.entry] * (self.rate(hits.count, words) - self.centres[hits.entry])

    def absence(self, hits: StyleHits) -> float:
        """Log-odds of all entries that the text does not use."""
        return float(self.weights[hits.entry] @ self.centres[hits.entry]) - self._all_centres

    @cached_property
    def _all_centres(self) -> float:
        return float(self.weights @ self.centres)

    def rate(self, count: Ints, words: int) -> Floats:
        """What so many occurrences in so many words count."""
        return rate(count, words, self.soft)


def rate(count: Ints, words: int | Ints, soft: float = SOFT) -> Floats:
    """A rate per 1,000 words, damped: rates well below ``soft`` count in proportion, those above by their root.

    With ``soft`` 0 it is the square root. The root alone makes what a rare phrase counts on average grow with the
    length of the text, for it is seen seldom in a short one and then counts much.
    """
    per_thousand: Floats = 1000.0 * count / np.maximum(words, 1)
    if soft == 0.0:
        return np.sqrt(per_thousand)
    return math.sqrt(1.0 + soft / EVEN) * per_thousand / np.sqrt(per_thousand + soft)
