"""The pre-publish gate: which reports are refused."""

from __future__ import annotations

from slopcheck.reporters.data import Results
from slopcheck.types import Report


def too_low(report: Report, fail_under: float | None) -> bool:
    """Whether the quality is under the limit. An article without a score is under none."""
    quality = report.verdict.quality
    return fail_under is not None and quality is not None and quality < fail_under


def fails(report: Report, fail_under: float | None) -> bool:
    """Whether the gate refuses the article."""
    return report.verdict.decision == "block" or too_low(report, fail_under)


def refused(results: Results, fail_under: float | None) -> Results:
    """The results with the articles that pass left out."""
    return results._replace(reports=tuple(r for r in results.reports if fails(r, fail_under)))
