"""Weights that keep a large source from drowning the others, and quantiles that respect them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def alike(names: NDArray[np.str_]) -> Floats:
    """Weights that give every name the same total."""
    _, inverse, counts = np.unique(names, return_inverse=True, return_counts=True)
    return 1.0 / counts[inverse].astype(np.float64)


def weighted_quantile(values: Floats, weights: Floats, q: float) -> float:
    """The smallest value with at least ``q`` of the weight at or below it."""
    order = np.argsort(values, kind="stable")
    share = np.cumsum(weights[order]) / weights.sum()
    return float(values[order][min(len(order) - 1, int(np.searchsorted(share, q)))])
