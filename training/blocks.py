"""Fit the block model: ``python -m training.blocks [--folds DIR]``.

Sums of boosted trees of two splits (LightGBM), so that each tree concerns at most two features. Pages are
weighted alike within a set and sets alike; folds are sites. The second pass is fitted on out-of-fold scores of
the first. Pages with lines planted in the article
teach that a block is not article merely because its neighbours are.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from slopcheck import scorecard
from slopcheck.segment import features, judge
from slopcheck.segment.features import FIRST, SECOND
from slopcheck.segment.layout import Floats
from training import blocks_data as data
from training.blocks_data import FOLDS, SETS, Page

MODEL = Path("src/slopcheck/model/blocks.json")
# Chosen with the cross-validated scores, for the mean 4-gram F1: the threshold of -0.6 … 0, the costs of
# 0.3 … 2, the leeway of 0.5 … 3. Neighbouring values differ by less than .001, the threshold's by .002.
LIMITS = {"threshold": -0.5, "within": 1.0, "between": 0.5, "leeway": 1.5}
ROUNDS, RATE = 250, 0.12
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
        found[situation] = pairs(grow(rows[use], labels[use], weight[use], ROUNDS, RATE, leaves=3), names)
    return found


def grow(
    rows: Floats, labels: Floats, weight: Floats, rounds: int, rate: float, leaves: int
) -> list[dict[str, Any]]:
    """Boosted trees, outermost node of each."""
    import lightgbm  # noqa: PLC0415 - needed for fitting only

    settings = {
        "objective": "binary", "num_leaves": leaves, "learning_rate": rate, "min_data_in_leaf": 40, "lambda_l2": 1.0,
        "max_bin": 63, "feature_fraction": 0.7, "bagging_fraction": 0.8, "bagging_freq": 1, "seed": 1,
        "num_threads": 1, "deterministic": True, "verbose": -1, "boost_from_average": False,
    }  # fmt: skip
    table = lightgbm.Dataset(rows, labels, weight=weight * len(weight) / weight.sum(), params=settings)
    found = lightgbm.train(settings, table, rounds).dump_model()["tree_info"]
    return [tree["tree_structure"] for tree in found]


def pairs(found: Sequence[dict[str, Any]], names: Sequence[str]) -> dict[str, Any]:
    """Trees of at most three leaves in the form that ``trees.parse`` reads."""
    used = sorted({node["split_feature"] for root in found for node in _splits(root)})
    column = {feature: number for number, feature in enumerate(used)}
    intercept, rows = 0.0, []
    for root in found:
        if "split_feature" not in root:
            intercept += root["leaf_value"]
            continue
        low = "split_feature" in root["left_child"] or "split_feature" not in root["right_child"]
        asked, rest = (root["left_child"], root["right_child"])[:: 1 if low else -1]
        node = asked if "split_feature" in asked else {**root, "left_child": asked, "right_child": asked}
        rows.append([
            column[root["split_feature"]], root["threshold"], int(low),
            column[node["split_feature"]], node["threshold"],
            *(round(leaf["leaf_value"], 5) for leaf in (rest, node["left_child"], node["right_child"])),
        ])  # fmt: skip
    return {"features": [names[feature] for feature in used], "intercept": intercept, "trees": rows}


def _splits(node: dict[str, Any]) -> list[dict[str, Any]]:
    if "split_feature" not in node:
        return []
    return [node, *_splits(node["left_child"]), *_splits(node["right_child"])]


def boost(
    rows: Floats, labels: Floats, weight: Floats, rounds: int, rate: float
) -> tuple[dict[int, dict[float, float]], float]:
    """Boosted stumps: per feature, the jumps of its curve; and the intercept."""
    curves: dict[int, dict[float, float]] = defaultdict(dict)
    intercept = 0.0
    for root in grow(rows, labels, weight, rounds, rate, leaves=2):
        if "split_feature" not in root:
            intercept += root["leaf_value"]
            continue
        low, high = root["left_child"]["leaf_value"], root["right_child"]["leaf_value"]
        intercept += low
        jumps = curves[root["split_feature"]]
        jumps[root["threshold"]] = jumps.get(root["threshold"], 0.0) + high - low
    return curves, intercept


def card(
    name: str, names: Sequence[str], curves: dict[int, dict[float, float]], intercept: float
) -> dict[str, Any]:
    """A scorecard's JSON: each feature a step curve, two knots to a step."""
    terms = []
    for column in sorted(curves):
        knots: list[float] = []
        values: list[float] = []
        level = 0.0
        for at, jump in sorted(curves[column].items()):
            knots += [at, math.nextafter(at, math.inf)]
            values += [round(level, 5), round(level + jump, 5)]
            level += jump
        terms.append({
            "name": names[column], "version": 1, "family": "blocks", "transform": "identity",
            "knots": knots, "values": values,
        })  # fmt: skip
    return {
        "format": scorecard.FORMAT, "version": scorecard.VERSION, "name": name,
        "intercept": round(intercept, 5), "features": terms, "constants": {},
    }  # fmt: skip


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
    """Fit on everything and write the model; with ``--folds``, also one model per held-out fold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=Path, help="folder for the models of the cross-validation")
    chosen = parser.parse_args()
    table = samples()
    print(f"{len(table)} pages, {sum(int((s.weight > 0).sum()) for s in table)} blocks", flush=True)
    if chosen.folds:
        chosen.folds.mkdir(parents=True, exist_ok=True)
        for fold in range(FOLDS):
            raw = model([sample for sample in table if sample.fold != fold])
            (chosen.folds / f"fold{fold}.json").write_text(json.dumps(raw))
            print(f"fold {fold} done", flush=True)
    MODEL.write_text(json.dumps(model(table), indent=None, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
