"""Fit the block model: ``python -m training.blocks [--validate]``, after ``python -m training.blocks_lines``.

Sums of boosted trees of two splits (LightGBM), so that each tree concerns at most two features. Pages are
weighted alike within a set and sets alike; folds are sites. The second pass is fitted on out-of-fold scores of
the first. Pages with lines planted in the article
teach that a block is not article merely because its neighbours are. Each sum is the mean of fits with several
random choices.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from slopcheck.segment import features, judge
from slopcheck.segment.features import FIRST, SECOND
from training import blocks_data as data
from training.blocks_data import FOLDS, SETS, Page
from training.boosting import grow, pairs

MODEL = Path("src/slopcheck/model/blocks.json")
# Chosen with the cross-validated scores, for the mean 4-gram F1: the threshold of -0.5 … 0, the share of 0 … 1.5,
# the costs of 0.3 … 2, the leeway of 0.8 … 6. Neighbouring values differ by less than .001, the threshold's by .002.
LIMITS = {"threshold": -0.35, "share": 1.0, "within": 1.0, "between": 0.5, "leeway": 6.0}
ROUNDS, RATE, SEEDS = 250, 0.12, (1, 2)
PLANTED = 0.5  # the share of pages of which a copy with planted lines is added
PLANTED_WEIGHT = 2.5


class Sample:
    """One page's rows, labels and weights."""

    def __init__(self, page: Page, rng: np.random.RandomState) -> None:
        self.page = page
        self.fold = page.fold
        self.rows, self.layout = features.first(page.parts, page.title)
        self.wide = self.rows
        self.score = np.zeros(len(self.rows))
        self.labels = np.array(page.labels)
        words = np.expm1(self.rows[:, 0])
        weight = (words + 2) ** 0.65
        weight *= 100 / weight.sum()
        # Menus are plentiful and plain: a fifth of their entries stands for all.
        easy = (self.rows[:, FIRST.index("link_density")] > 0.9) & (words < 6) & (self.labels <= 0)
        weight = np.where(easy, np.where(rng.rand(len(easy)) < 0.2, weight * 5, 0.0), weight)
        if page.planted:
            planted = np.array(page.planted)
            near = np.convolve(planted, np.ones(7), "same") > 0
            keep = near | (rng.rand(len(near)) < 0.15)
            weight = np.where(planted, PLANTED_WEIGHT, np.where(keep, weight * 0.3, 0.0))
        self.weight = np.where(self.labels < 0, 0.0, weight)


def samples() -> list[Sample]:
    """Every labelled page, and copies of some with planted lines the measurement does not use."""
    rng, choose = random.Random(5), np.random.RandomState(1)
    pool = [row["text"] for row in data.lines() if row["label"] != "content" and data.seen(row["text"])]
    out = []
    for name in SETS:
        pages = [page for page in data.pages(name) if page.parts]
        found = [Sample(page, choose) for page in pages]
        copies = [data.plant(page, pool, rng) for page in pages if rng.random() < PLANTED]
        planted = [Sample(copy, choose) for copy in copies if copy is not None]
        for sample in found:
            sample.weight *= 150 / len(found)
        out += found + planted
    return out


def fit(chosen: Sequence[Sample], names: Sequence[str], best: str) -> dict[str, Any]:
    """One sum of trees per situation, as JSON."""
    second = names is SECOND
    rows = np.vstack([sample.wide if second else sample.rows for sample in chosen])
    labels = np.concatenate([sample.labels for sample in chosen])
    weight = np.concatenate([sample.weight for sample in chosen])
    where = judge.situations(rows, names, best)
    found = {}
    for number, situation in enumerate(judge.SITUATIONS):
        use = (where == number) & (weight > 0)
        roots = [
            root
            for seed in SEEDS
            for root in grow(rows[use], labels[use], weight[use], ROUNDS, RATE, leaves=3, seed=seed)
        ]
        found[situation] = pairs(roots, names, len(SEEDS))
    return found


def model(chosen: Sequence[Sample], inner: int = 3) -> dict[str, Any]:
    """Both passes; the second sees scores of pages that the first was not fitted on."""
    first = fit(chosen, FIRST, "to_best")
    for part in range(inner):
        others = [sample for sample in chosen if data.number("inner" + sample.page.site) % inner != part]
        inside = judge.read_trees(fit(others, FIRST, "to_best"))
        for sample in chosen:
            if data.number("inner" + sample.page.site) % inner == part:
                sample.score = judge.evaluate(inside, sample.rows, FIRST, "to_best")
    for sample in chosen:
        sample.wide = features.again(sample.rows, sample.score, sample.layout)
    return {"first": first, "second": fit(chosen, SECOND, "again_to_best"), **LIMITS}


def main() -> None:
    """Fit on everything and write the model; with ``--validate``, also one model per held-out fold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--validate", action="store_true", help="write the models of the cross-validation too"
    )
    chosen = parser.parse_args()
    table = samples()
    print(f"{len(table)} pages, {sum(int((s.weight > 0).sum()) for s in table)} blocks", flush=True)
    for fold in range(FOLDS) if chosen.validate else ():
        raw = model([sample for sample in table if sample.fold != fold])
        (data.MODELS / f"fold{fold}.json").write_text(json.dumps(raw))
        print(f"fold {fold} done", flush=True)
    MODEL.write_text(json.dumps(model(table), indent=None, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
