"""Distinct values and membership by sorting.

``numpy.unique`` and ``numpy.isin`` do the same, but their first call imports ``numpy.ma``, which costs a short run
more than all its sorting.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from slopcheck.derived import derived
from slopcheck.types import Ints

Values = NDArray[Any]
Bools = NDArray[np.bool_]


_FEWEST_BITS = 13


def distinct(values: Values) -> Values:
    """The distinct values, sorted."""
    ordered = _sorted(values)
    return ordered[_new(ordered)]


def counted(values: Values) -> tuple[Values, Ints]:
    """The distinct values, sorted, and how often each occurs."""
    ordered = _sorted(values)
    starts = heads(ordered)
    return ordered[starts], np.diff(np.append(starts, len(ordered)))


def numbered(values: Values) -> tuple[Values, Ints, Ints]:
    """The distinct values, sorted; the first place of each; and for every place the number of its value."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    new = _new(ordered)
    inverse = np.empty(len(values), dtype=np.int64)
    inverse[order] = np.cumsum(new) - 1
    return ordered[new], order[new], inverse


def member(values: Values, pool: Values) -> Bools:
    """For each value, whether the pool holds it."""
    if not len(pool):
        return np.zeros(len(values), dtype=np.bool_)
    ordered = _sorted(pool)
    at = ordered[:-1].searchsorted(values)
    found: Bools = ordered[at] == values
    return found


def among(values: NDArray[np.uint64], few: NDArray[np.uint64]) -> Ints:
    """The places of those hashes that are among a few others, in order."""
    # Most share no end of their bits with any of the few, which is told faster than by a search.
    bits = max(_FEWEST_BITS, (16 * len(few)).bit_length())
    mask = np.uint64((1 << bits) - 1)
    ends = np.zeros(1 << bits, dtype=np.bool_)
    ends[few & mask] = True
    likely = ends[values & mask].nonzero()[0]
    found: Ints = likely[member(values[likely], few)]
    return found


def ranking(values: Values) -> Ints:
    """What ``argsort(kind="stable")`` gives, at a fraction of the price where no two values are equal."""
    order = values.argsort()
    ordered = values[order]
    if (ordered[1:] == ordered[:-1]).any():
        return values.argsort(kind="stable")
    return order


_GOLDEN = 0x9E3779B97F4A7C15  # 2^64 by the golden ratio: its multiples spread evenly (Knuth, 6.4)


class Pool:
    """A fixed set of hashes, laid out so that each value is looked for in one place alone."""

    def __init__(self, values: NDArray[np.uint64]) -> None:
        values = distinct(values)
        self._factor, self._shift = _apart(values)
        slots = np.zeros(1 << (64 - int(self._shift)), dtype=np.uint64)  # 0 belongs in place 0
        slots[0] = 1 << 63  # and this in the middle: neither is found where nothing was put
        slots[self._slot(values)] = values
        self._slots = slots
        self._values = values

    def _slot(self, values: NDArray[np.uint64]) -> NDArray[np.uint64]:
        return (values * self._factor) >> self._shift

    def holds(self, values: NDArray[np.uint64]) -> Bools:
        """For each value, whether it is in the set."""
        found: Bools = self._slots[self._slot(values)] == values
        return found

    def ranks(self, values: NDArray[np.uint64]) -> Ints:
        """For each value, 1 plus its place among the sorted values of the set, or 0 if it is not in it."""
        slots = self._slot(values)
        found: Ints = self._ranks[slots] * (self._slots[slots] == values)
        return found

    @derived
    def _ranks(self) -> Ints:
        ranks = np.zeros(len(self._slots), dtype=np.int64)
        ranks[self._slot(self._values)] = np.arange(1, len(self._values) + 1)
        return ranks


def _apart(values: NDArray[np.uint64]) -> tuple[np.uint64, np.uint64]:
    """By what to multiply the values, and how far to shift the products, to tell all apart."""
    # Of so many slots, one factor in a handful puts no two values in one.
    for bits in range(max(1, (len(values) ** 2 // 5).bit_length()), 64):
        shift = np.uint64(64 - bits)
        for turn in range(1, 128, 2):
            factor = np.uint64(_GOLDEN * turn % (1 << 64))
            slots = np.sort((values * factor) >> shift)
            if not (slots[1:] == slots[:-1]).any():
                return factor, shift
    raise ValueError("the values are more than can be laid out")


def heads(values: Values) -> Ints:
    """The places where a run of equal values begins."""
    return _new(values).nonzero()[0]


def _new(ordered: Values) -> Bools:
    new = np.empty(len(ordered), dtype=np.bool_)
    new[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return new


def _sorted(values: Values) -> Values:
    ordered = values.copy()
    ordered.sort()
    return ordered
