"""Peers as scorers: what each says of a text, the higher the worse. Those not installed are left out, and named.

``make evaluate`` installs them.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import joblib
import numpy as np

from benchmarks import peers as tools
from slopcheck.fitting.design import Bools, Floats
from slopcheck.fitting.recipe import Table
from training.data import Article

PER_SOURCE = 60  # articles of each source: the slowest peer reads twenty a second
SEED = 5

Scorer = Callable[[str], float]


def slop_guard() -> Scorer:
    """slop-guard's score runs from 0 (slop) to 100."""
    run = tools.slop_guard()
    return lambda text: -float(run(text)["score"])


def slopscore_lint() -> Scorer:
    """slopscore-lint's SlopScore, at its balanced strictness."""
    run = tools.slopscore_lint("balanced")
    return lambda text: float(run(text).score.slop_score)


def zero_slop() -> Scorer:
    """zero-slop's heuristic meter from 0 to 100, 100 the worst."""
    run = tools.zero_slop()
    return lambda text: float(run(text)["ai_likelihood"])


def datatrove() -> Scorer:
    """How many of datatrove's four quality filters reject a text."""
    run = tools.datatrove()
    # A filter answers yes or no, or no with its reason.
    return lambda text: float(sum(not (k[0] if isinstance(k, tuple) else k) for k in run(text)))


PEERS: dict[str, Callable[[], Scorer]] = {
    "slop-guard": slop_guard,
    "slopscore-lint": slopscore_lint,
    "zero-slop": zero_slop,
    "datatrove's filters": datatrove,
}


def sample(info: Table) -> Bools:
    """The primary rows of at most ``PER_SOURCE`` articles of each source."""
    rng = random.Random(SEED)
    chosen = np.zeros(len(info.farm), dtype=np.bool_)
    for source in np.unique(info.source):
        rows = np.flatnonzero(info.primary & (info.source == source)).tolist()
        chosen[rng.sample(rows, min(PER_SOURCE, len(rows)))] = True
    return chosen


def scores(articles: Sequence[Article], info: Table, among: Bools) -> tuple[dict[str, Floats], list[str]]:
    """Each installed peer's scores (rows outside ``among`` are 0), and the names of those not installed."""
    rows = np.flatnonzero(among)
    texts = [articles[info.article[row]].text for row in rows]
    found, missing = {}, []
    for name, make in PEERS.items():
        try:
            make()
        except ImportError:
            missing.append(name)
            continue
        parts = joblib.Parallel(n_jobs=2)(joblib.delayed(_scored)(name, texts[i::2]) for i in range(2))
        made = np.zeros(len(info.farm))
        for i, part in enumerate(parts):
            made[rows[i::2]] = part
        found[name] = made
    return found, missing


def _scored(name: str, texts: Sequence[str]) -> list[float]:
    scorer = PEERS[name]()
    return [scorer(text) for text in texts]
