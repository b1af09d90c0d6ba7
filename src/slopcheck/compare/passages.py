"""Runs of words that two articles share outside furniture."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from slopcheck.style import Hashes, ngram_hashes
from slopcheck.types import FURNITURE, Ints, Range
from slopcheck.views import Views

LEAST = 8  # words: shorter runs are shared by articles that have nothing to do with each other
_CANDIDATES = 16  # places in the other article that one run is tried at


def passages(first: Views, second: Views) -> Iterator[tuple[Range, Range]]:
    """The longest shared runs of ``LEAST`` words or more, inside one block each, in the first one's order."""
    ours, theirs = _starts(first), _starts(second)
    known: dict[int, list[int]] = {}
    for place, value in zip(theirs.tolist(), _grams(second)[theirs].tolist(), strict=True):
        known.setdefault(value, []).append(place)
    done = 0
    for place, value in zip(ours.tolist(), _grams(first)[ours].tolist(), strict=True):
        candidates = known.get(value)
        if place < done or not candidates:
            continue
        length, other = max((_length(first, place, second, c), -c) for c in candidates[:_CANDIDATES])
        yield _range(first, place, length), _range(second, -other, length)
        done = place + length


def _grams(views: Views) -> Hashes:
    return ngram_hashes(views.tok_hash, LEAST)


def _starts(views: Views) -> Ints:
    """Tokens at which a run of ``LEAST`` words begins that stays in one block and is no furniture."""
    count = len(views.tok_hash) - LEAST + 1
    if count <= 0:
        return np.zeros(0, dtype=np.int64)
    usable = np.array([block.kind not in FURNITURE for block in views.blocks], dtype=np.bool_)
    block = views.tok_block
    return np.flatnonzero(usable[block[:count]] & (block[:count] == block[LEAST - 1 :])).astype(np.int64)


def _length(first: Views, a: int, second: Views, b: int) -> int:
    """How many words agree from ``a`` and ``b`` on, within their blocks."""
    room = min(_rest(first, a), _rest(second, b))
    differ = np.flatnonzero(first.tok_hash[a : a + room] != second.tok_hash[b : b + room])
    return int(differ[0]) if len(differ) else room


def _rest(views: Views, token: int) -> int:
    return int(np.searchsorted(views.tok_block, views.tok_block[token], side="right")) - token


def _range(views: Views, token: int, length: int) -> Range:
    start, end = int(views.tok_start[token]), int(views.tok_end[token + length - 1])
    return views.folded.back(start, end)
