"""What the score would be without findings, and the fewest without which an article passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from slopcheck.check import check
from slopcheck.classify import Model, load_model
from slopcheck.signals import catalogue
from slopcheck.types import Report
from slopcheck.without import Without

SAMPLES = sorted((Path(__file__).parents[1] / "corpus" / "samples").glob("*.txt"))


def scored(path: Path, model: Model) -> Report:
    return check(path.read_text("utf-8"), format="text", model=model)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_the_fewest_findings_pass_and_none_can_be_left_out(path: Path, model_path: Path) -> None:
    model = load_model(str(model_path))
    report = scored(path, model)
    warn = model.card.constants["warn"]
    without = report.without
    assert isinstance(without, Without)
    faults = [s for s in report.spans if catalogue()[s.signal].effect == "fault"]
    if report.verdict.decision not in {"warn", "block"}:
        assert list(report.passing) == []
        return
    if not report.passing:
        assert without.striking(faults) >= warn
        return
    chosen = [report.spans[i] for i in report.passing]
    assert all(catalogue()[s.signal].effect == "fault" for s in chosen)
    assert without.striking(chosen) < warn
    for left_out in range(len(chosen)):
        assert without.striking(chosen[:left_out] + chosen[left_out + 1 :]) >= warn


def test_some_sample_needs_findings_struck(model_path: Path) -> None:
    model = load_model(str(model_path))
    assert any(len(scored(path, model).passing) for path in SAMPLES)


def test_striking_no_finding_changes_nothing(model_path: Path) -> None:
    """Fewest findings are sought by striking ever fewer, in an article that has no fault from the start."""
    report = scored(SAMPLES[0], load_model(str(model_path)))
    assert isinstance(report.without, Without)
    assert report.without.striking([]) == report.verdict.log_odds
