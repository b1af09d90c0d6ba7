"""Figures quoted at a fixed false-positive rate, with sources weighted alike."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from slopcheck.fitting.weights import alike, weighted_quantile

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def tpr_at(score: Floats, farm: Bools, weights: Floats, fpr: float) -> float:
    """Share of farm weight above the threshold that ``fpr`` of genuine weight exceeds."""
    threshold = weighted_quantile(score[~farm], weights[~farm], 1.0 - fpr)
    return float(weights[farm] @ (score[farm] > threshold) / weights[farm].sum())


def auroc(score: Floats, farm: Bools, weights: Floats) -> float:
    """Area under the ROC curve."""
    return float(roc_auc_score(farm, score, sample_weight=weights))


def figures(score: Floats, farm: Bools, source: NDArray[np.str_]) -> dict[str, float]:
    """AUROC and TPR at 1 % and 5 % FPR, sources weighted alike."""
    weights = alike(source)
    found = {"auroc": auroc(score, farm, weights)}
    found.update({f"tpr_at_{p}": tpr_at(score, farm, weights, p / 100) for p in (1, 5)})
    return {name: round(value, 4) for name, value in found.items()}


def wilson(hits: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """95 % Wilson interval of a share."""
    if n == 0:
        return 0.0, 1.0
    p = hits / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, centre - half), min(1.0, centre + half)
