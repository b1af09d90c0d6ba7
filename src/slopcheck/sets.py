"""Distinct values and membership by sorting.

``numpy.unique`` and ``numpy.isin`` do the same, but their first call imports ``numpy.ma``, which costs a short run
more than all its sorting.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from slopcheck.types import Ints

Values = NDArray[Any]
Bools = NDArray[np.bool_]


def distinct(values: Values) -> Values:
    """The distinct values, sorted."""
    ordered = np.sort(values)
    return ordered[_new(ordered)]


def counted(values: Values) -> tuple[Values, Ints]:
    """The distinct values, sorted, and how often each occurs."""
    ordered = np.sort(values)
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
    ordered = np.sort(pool)
    at = np.minimum(np.searchsorted(ordered, values), len(ordered) - 1)
    found: Bools = ordered[at] == values
    return found


def heads(values: Values) -> Ints:
    """The places where a run of equal values begins."""
    return np.flatnonzero(_new(values))


def _new(ordered: Values) -> Bools:
    new = np.ones(len(ordered), dtype=np.bool_)
    new[1:] = ordered[1:] != ordered[:-1]
    return new
