"""What reports say about the score is true of the score, on every sample."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from slopcheck.check import check_file
from slopcheck.classify import Model, load_model
from slopcheck.detect import view
from slopcheck.featurise import featurise
from slopcheck.reporters.data import findings
from slopcheck.reporters.waterfall import waterfall
from slopcheck.types import Report

SAMPLES = sorted((Path(__file__).parents[1] / "corpus" / "samples").glob("*-*.*"))


@pytest.fixture(scope="module", params=["by hand", "shipped"])
def model(request: pytest.FixtureRequest, model_path: Path) -> Model:
    return load_model(str(model_path) if request.param == "by hand" else None)


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


def test_a_findings_own_share_points_the_way_its_effect_says(report: Report) -> None:
    for finding in findings(report):
        own = finding.gain - finding.wording
        assert own >= -1e-9 if finding.effect == "fault" else own <= 1e-9, finding.span.signal


def test_striking_every_finding_equals_scoring_without_it(report: Report, model: Model) -> None:
    views = view(report.document, model.lexicon)
    places = views.wording.places if views.wording else np.zeros((0, 3), dtype=np.int64)
    low, high = views.tok_start[places[:, 1]], views.tok_end[places[:, 2]]
    for index, span in enumerate(report.spans):
        spans = [other for other in report.spans if other is not span]
        start, end = views.folded.into(np.array([span.start, span.end]))
        features = featurise(views, spans)
        hits = views.wording
        assert hits is not None
        outside = ~((low >= start) & (high <= end))
        left = [hits.counts_for[outside & (places[:, 0] == e)].sum() for e in hits.entry]
        words = model.lexicon.counted(views.text_words)
        change = model.lexicon.weights[hits.entry] @ (
            model.lexicon.rate(np.array(left), words) - model.lexicon.rate(hits.count, words)
        )
        kept = sum(model.card.contributions(features).values())
        before = sum(model.card.contributions(report.features).values())
        expected = report.verdict.log_odds + kept - before + change
        assert report.without[f"span:{index}"] == pytest.approx(expected, abs=1e-9)
        assert report.without[f"wording:{index}"] == pytest.approx(report.verdict.log_odds + change, abs=1e-9)
