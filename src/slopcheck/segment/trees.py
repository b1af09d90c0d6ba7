"""Sums of small trees. Each asks at most two questions, so it concerns at most two features of a block.

A tree is a row ``[feature, at, low, other, cut, value, below, above]``: rows on the ``low`` side of the first
question (``feature <= at``, or not) are asked the second one (``other <= cut``) and get ``below`` or ``above``;
the rest get ``value``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_COLUMNS = 8
_AT_ONCE = 4096  # rows evaluated together; more would take hundreds of megabytes


class Trees(NamedTuple):
    """``features`` names the columns the trees look at; the other fields have one entry per tree."""

    features: tuple[str, ...]
    base: float
    first: NDArray[np.intp]
    at: Floats
    low: NDArray[np.bool_]
    second: NDArray[np.intp]
    cut: Floats
    deeper: Floats  # what the second question adds when the answer is no, and what yes adds to that
    yes: Floats

    def log_odds(self, rows: Floats) -> Floats:
        """The sum for each row of a matrix whose columns are ``features``."""
        out = np.empty(len(rows))
        for start in range(0, len(rows), _AT_ONCE):
            columns = np.ascontiguousarray(rows[start : start + _AT_ONCE].T)
            asked = (columns[self.first] <= self.at) == self.low
            below = asked & (columns[self.second] <= self.cut)
            out[start : start + _AT_ONCE] = self.deeper @ asked + self.yes @ below
        return out + self.base


def parse(raw: Mapping[str, Any]) -> Trees:
    """The trees of a model file; ValueError, TypeError or KeyError when they are damaged."""
    names = tuple(str(name) for name in raw["features"])
    table = np.array(raw["trees"], dtype=np.float64).reshape(-1, _COLUMNS)
    intercept = float(raw["intercept"])
    first, second = table[:, 0].astype(np.intp), table[:, 3].astype(np.intp)
    if not (np.isfinite(table).all() and np.isfinite(intercept)):
        raise ValueError("numbers that are not finite")
    if len(table) and not (
        min(first.min(), second.min()) >= 0 and max(first.max(), second.max()) < len(names)
    ):
        raise ValueError("a tree asks about a feature that is not listed")
    value, below, above = table[:, 5], table[:, 6], table[:, 7]
    return Trees(
        names, intercept + float(value.sum()), first, table[:, 1, None], table[:, 2, None] > 0, second,
        table[:, 4, None], above - value, below - above,
    )  # fmt: skip
