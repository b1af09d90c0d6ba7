"""Figures of the evaluation, on scores whose answers are known."""

from __future__ import annotations

import numpy as np
import pytest

from slopcheck.fitting.recipe import Table
from training.heldout import HeldOut, calibration, flagged, flagged_table, form_rows, length_rows, moved

LIMITS = {"median": -4.0, "warn": 0.0, "block": 2.0}


def held_out(log_odds: list[float], farm: list[bool], low: list[float] | None = None) -> HeldOut:
    count = len(farm)
    whole = np.ones(count, dtype=np.bool_)
    info = Table(
        np.arange(count), np.array(farm), np.full(count, "s"), np.full(count, "g"), np.full(count, "news"),
        np.full(count, "flat"), np.arange(count), whole, np.zeros(count, dtype=np.int64), ~whole,
    )  # fmt: skip
    scores = np.array(log_odds)
    return HeldOut(info, scores, LIMITS, np.array(low) if low else scores, scores)


def test_blocked_needs_the_whole_interval_beyond_the_warning() -> None:
    found = held_out([3.0, 3.0, 1.0, -4.0], [False] * 4, [1.0, -1.0, 0.5, -5.0])
    (row,) = flagged(found, found.info.source, farm=False)
    assert (row["n"], row["warned"], row["over"], row["blocked"]) == (4, 0.75, 0.5, 0.25)
    assert float(row["low"]) < 0.25 < float(row["high"])
    assert "| s | 4 | 75.0% | 50.0% | 25.0% |" in flagged_table([row], "source")


def test_the_most_blocked_come_first() -> None:
    found = held_out([3.0, -4.0, -4.0], [False] * 3)
    names = np.array(["calm", "calm", "calm"])
    names[0] = "wild"
    assert [row["name"] for row in flagged(found, names, farm=False)] == ["wild", "calm"]


def test_quality_is_fifty_at_the_warning_and_eighty_at_the_median() -> None:
    found = held_out([0.0, -4.0, -40.0], [False] * 3)
    assert found.quality.tolist() == [50.0, 80.0, 100.0]


def test_calibration_error_of_scores_that_are_right_and_wrong() -> None:
    right = held_out([np.log(0.1 / 0.9)] * 2, [False, True])
    assert calibration(right)[0] == pytest.approx(0.0, abs=1e-9)
    wrong = held_out([np.log(0.9 / 0.1)] * 2, [False, True])
    assert calibration(wrong)[0] == pytest.approx(0.8, abs=1e-9)


def test_moves_between_forms_of_an_article() -> None:
    found = held_out([-4.0, -3.0, -4.0, 4.0], [False] * 4)
    info = found.info
    info.form[1], info.form[3] = "published"[:4], "published"[:4]
    info.twin[1], info.twin[3] = 0, 2
    m = moved(found, info.form == "publ", 10.0)
    assert (m["n"], m["shown"]) == (2, 0.5)
    assert "| form |" in form_rows(found, np.array([500] * 4))[0]
    assert "| 500–799 | 4 |" in length_rows(found, np.array([500] * 4))
