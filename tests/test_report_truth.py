"""What reports say about the score is true of the score, on every sample."""

from __future__ import annotations

from pathlib import Path

import pytest

from slopcheck.check import check_file
from slopcheck.classify import Model, load_model
from slopcheck.reporters.data import findings
from slopcheck.reporters.waterfall import waterfall
from slopcheck.types import Report

SAMPLES = sorted((Path(__file__).parents[1] / "corpus" / "samples").glob("*-*.*"))


@pytest.fixture(scope="module")
def model(model_path: Path) -> Model:
    return load_model(str(model_path))


@pytest.fixture(scope="module", params=SAMPLES, ids=lambda p: p.name)
def report(request: pytest.FixtureRequest, model: Model) -> Report:
    return check_file(request.param, model=model)


def test_the_waterfall_adds_up(report: Report) -> None:
    steps = waterfall(report)
    assert steps.start + sum(f.points for f in steps.families) == pytest.approx(steps.total, abs=0.01)
    for family in steps.families:
        assert sum(s.points for s in family.steps) == pytest.approx(family.points, abs=1e-9)
        assert family.points == pytest.approx(
            report.verdict.quality_slope * report.families[family.family], abs=1e-9
        )
    if report.verdict.quality is not None:
        assert min(100.0, max(0.0, steps.total)) == pytest.approx(report.verdict.quality, abs=1e-6)


def test_gains_point_the_way_the_effect_says(report: Report) -> None:
    for finding in findings(report):
        if finding.effect == "fault" and finding.family != "wording":
            assert finding.gain >= -0.5, (finding.span.signal, finding.text)
