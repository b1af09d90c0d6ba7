"""The scorecard: curves, sums, and files that cannot be trusted."""

import json
from typing import Any

import numpy as np
import pytest

from slopcheck.errors import ModelError
from slopcheck.scorecard import FORMAT, VERSION, digest_of, parse

CURVE = {"name": "a", "version": 1, "family": "x"}


def raw(**changes: Any) -> dict[str, Any]:
    made = {
        "format": FORMAT,
        "version": VERSION,
        "name": "tiny",
        "intercept": -1.0,
        "features": [
            {"name": "a", "version": 1, "family": "filler", "transform": "sqrt", "knots": [0, 2], "values": [0, 1]},
            {"name": "b", "version": 1, "family": "x", "transform": "identity",
             "knots": [1, 2, 4], "values": [0, -1, 3]},
        ],
        "constants": {"warn": 0.5},
    }  # fmt: skip
    return {**made, **changes}


def test_contributions_follow_the_curves_and_stay_flat_outside() -> None:
    card = parse(json.dumps(raw()).encode())
    assert card.contributions({"a": 1.0, "b": 3.0}) == {"a": 0.5, "b": 1.0}
    assert card.contributions({"a": 100.0, "b": -5.0}) == {"a": 1.0, "b": 0.0}


def test_a_row_of_a_matrix_is_the_sum_of_its_contributions() -> None:
    card = parse(json.dumps(raw()).encode())
    rows = np.array([[0.3, 1.7], [9.0, 3.2]])
    for row, total in zip(rows, card.log_odds(rows), strict=True):
        parts = card.contributions({"a": row[0], "b": row[1]})
        assert total == pytest.approx(card.intercept + sum(parts.values()), abs=1e-12)


def test_position_reads_any_curve_on_the_same_knots() -> None:
    feature = parse(json.dumps(raw()).encode()).features[1]
    for x in (-1.0, 1.0, 1.4, 2.0, 3.9, 7.0):
        low, low_weight, high, high_weight = feature.position(x)
        read = low_weight * feature.values[low] + high_weight * feature.values[high]
        assert read == pytest.approx(float(feature(np.array(x))), abs=1e-12)


def test_one_number_is_read_off_the_curve_exactly_as_an_array_is() -> None:
    for feature in parse(json.dumps(raw()).encode()).features:
        numbers = np.concatenate([np.linspace(-1.0, 9.0, 401), feature.knots, feature.knots**2])
        assert [feature.at(x) for x in numbers.tolist()] == feature(numbers).tolist()


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "something-else"},
        {"version": 99},
        {"intercept": float("nan")},
        {"intercept": "NaN?"},
        {"features": [{"name": "a"}]},
        {"features": [{**CURVE, "transform": "exec", "knots": [0, 1], "values": [0, 1]}]},
        {"features": [{**CURVE, "transform": "sqrt", "knots": [1, 0], "values": [0, 1]}]},
        {"features": [{**CURVE, "transform": "sqrt", "knots": [0, 1], "values": [0]}]},
        {"sha256": "0" * 64},
    ],
)  # fmt: skip
def test_a_foreign_or_damaged_file_is_a_model_error(changes: dict[str, Any]) -> None:
    with pytest.raises(ModelError):
        parse(json.dumps(raw(**changes)).encode())


@pytest.mark.parametrize("data", [b"", b"{", b"\x80\x04pickle", b"[1]", b"null"])
def test_bytes_that_are_no_scorecard(data: bytes) -> None:
    with pytest.raises(ModelError):
        parse(data)


def test_its_own_hash_is_checked() -> None:
    made = raw()
    made["sha256"] = digest_of(made)
    assert parse(json.dumps(made).encode()).digest == made["sha256"]


def test_a_feature_nobody_computes_is_named() -> None:
    with pytest.raises(ModelError, match="b"):
        parse(json.dumps(raw()).encode()).contributions({"a": 1.0})
