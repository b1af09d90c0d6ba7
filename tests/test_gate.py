"""The gate refuses what falls through a floor, and only beyond noise."""

import copy
from typing import Any

import pytest

from training.gate import failures

FLOORS = {
    "held_out": {"auroc": 0.98, "tpr_at_1": 0.7},
    "calibration": {"ece": 0.05},
    "blocked": {"default": 0.05, "a": 0.01},
}
GOOD = {
    "slopcheck apart": {"auroc": 0.99, "tpr_at_1": 0.8},
    "ece": 0.02,
    "genuine by source": [{"name": "a", "n": 100, "blocked": 0.02, "low": 0.005}],
}


def changed(path: tuple[Any, ...], value: float) -> dict[str, Any]:
    figures: Any = copy.deepcopy(GOOD)
    at = figures
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return dict(figures)


def test_a_model_that_holds_every_floor_passes() -> None:
    assert failures(GOOD, FLOORS) == []


@pytest.mark.parametrize(
    ("path", "value", "word"),
    [
        (("slopcheck apart", "auroc"), 0.97, "auroc"),
        (("slopcheck apart", "tpr_at_1"), 0.6, "tpr_at_1"),
        (("ece",), 0.06, "calibration"),
        (("genuine by source", 0, "low"), 0.02, "a:"),
    ],
)
def test_each_floor_is_held(path: tuple[Any, ...], value: float, word: str) -> None:
    found = failures(changed(path, value), FLOORS)
    assert len(found) == 1
    assert word in found[0]


def test_a_small_subgroup_is_not_held_against_the_model() -> None:
    figures = changed(("genuine by source", 0, "low"), 0.5)
    figures["genuine by source"][0]["n"] = 12
    assert failures(figures, FLOORS) == []
