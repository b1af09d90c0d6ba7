"""The score as a sum in quality points: where it starts, what each family and feature adds or takes."""

from __future__ import annotations

from typing import NamedTuple

from slopcheck.featurise import family_of
from slopcheck.types import Report


class Step(NamedTuple):
    """One feature's share: its points, and its value in this article (None: it has none)."""

    feature: str
    points: float
    value: float | None


class FamilySteps(NamedTuple):
    """A family's share and the features it is made of, strongest first."""

    family: str
    points: float
    steps: tuple[Step, ...]


class Waterfall(NamedTuple):
    """``start`` plus the families' points is ``total``; quality is ``total`` clipped to 0..100."""

    start: float
    families: tuple[FamilySteps, ...]
    total: float


def waterfall(report: Report) -> Waterfall:
    """The reasons of a report in quality points, families strongest first."""
    verdict = report.verdict
    slope = verdict.quality_slope
    start = verdict.quality_base
    groups: dict[str, list[Step]] = {}
    for feature, log_odds in verdict.reasons:
        if feature == "intercept":
            start += slope * log_odds
            continue
        step = Step(feature, slope * log_odds, report.features.get(feature))
        groups.setdefault(family_of(feature), []).append(step)
    families = [
        FamilySteps(name, sum(s.points for s in steps), tuple(sorted(steps, key=_strongest)))
        for name, steps in groups.items()
    ]
    families.sort(key=lambda f: (-abs(f.points), f.family))
    return Waterfall(start, tuple(families), verdict.quality_base + slope * verdict.log_odds)


def _strongest(step: Step) -> tuple[float, str]:
    return -abs(step.points), step.feature
