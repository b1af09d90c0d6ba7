"""Boosted small trees (LightGBM) in the forms that the block and line models are written in."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from slopcheck import scorecard
from slopcheck.segment.layout import Floats


def grow(
    rows: Floats, labels: Floats, weight: Floats, rounds: int, rate: float, leaves: int, seed: int = 1
) -> list[dict[str, Any]]:
    """Boosted trees, outermost node of each."""
    import lightgbm  # noqa: PLC0415 - needed for fitting only

    settings = {
        "objective": "binary", "num_leaves": leaves, "learning_rate": rate, "min_data_in_leaf": 40, "lambda_l2": 1.0,
        "max_bin": 63, "feature_fraction": 0.7, "bagging_fraction": 0.8, "bagging_freq": 1, "seed": seed,
        "num_threads": 1, "deterministic": True, "verbose": -1, "boost_from_average": False,
    }  # fmt: skip
    table = lightgbm.Dataset(rows, labels, weight=weight * len(weight) / weight.sum(), params=settings)
    found = lightgbm.train(settings, table, rounds).dump_model()["tree_info"]
    return [tree["tree_structure"] for tree in found]


def pairs(found: Sequence[dict[str, Any]], names: Sequence[str], fits: int = 1) -> dict[str, Any]:
    """Trees of at most three leaves, of so many fits whose mean counts, in the form that ``trees.parse`` reads."""
    used = sorted({node["split_feature"] for root in found for node in _splits(root)})
    column = {feature: number for number, feature in enumerate(used)}
    intercept, rows = 0.0, []
    for root in found:
        if "split_feature" not in root:
            intercept += root["leaf_value"] / fits
            continue
        low = "split_feature" in root["left_child"] or "split_feature" not in root["right_child"]
        asked, rest = (root["left_child"], root["right_child"])[:: 1 if low else -1]
        node = asked if "split_feature" in asked else {**root, "left_child": asked, "right_child": asked}
        rows.append([
            column[root["split_feature"]], root["threshold"], int(low),
            column[node["split_feature"]], node["threshold"],
            *(round(leaf["leaf_value"] / fits, 5) for leaf in (rest, node["left_child"], node["right_child"])),
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
