"""Peers as scorers: what each says of a text, the higher the worse. Those not installed are left out, and named.

``pip install '.[bench]'`` installs them.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

import joblib
import numpy as np

from slopcheck.fitting.design import Bools, Floats
from slopcheck.fitting.recipe import Table
from training.data import Article

PER_SOURCE = 60  # articles of each source: the slowest peer reads twenty a second
SEED = 5

Scorer = Callable[[str], float]


def slop_guard() -> Scorer:
    """slop-guard's score runs from 0 (slop) to 100."""
    analyze = import_module("slop_guard").analyze_text
    return lambda text: -float(analyze(text)["score"])


def slopscore_lint() -> Scorer:
    """slopscore-lint's SlopScore, at its balanced strictness."""
    scan = import_module("slopscore").SlopScorer(strictness="balanced").scan_text
    return lambda text: float(scan(text).score.slop_score)


def zero_slop() -> Scorer:
    """zero-slop's heuristic meter from 0 to 100, 100 the worst."""
    module = import_module("zero_slop.scripts.slopscore")
    data = module.load_patterns()
    return lambda text: float(module.score_text(text, data)["ai_likelihood"])


def datatrove() -> Scorer:
    """How many of datatrove's four quality filters reject a text."""
    filters = import_module("datatrove.pipeline.filters")
    document: Any = import_module("datatrove.data").Document
    names = ("GopherQualityFilter", "GopherRepetitionFilter", "C4QualityFilter", "FineWebQualityFilter")
    made = [getattr(filters, name)() for name in names]

    def rejected(text: str) -> float:
        kept = [each.filter(document(text=text, id="0")) for each in made]
        return float(sum(not (k[0] if isinstance(k, tuple) else k) for k in kept))

    return rejected


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
