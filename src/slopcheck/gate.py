"""The pre-publish gate: which reports fail, and the few lines an editor needs to mend them."""

from __future__ import annotations

from dataclasses import replace

from slopcheck.reporters import terminal, wording
from slopcheck.reporters.data import Options, Results, findings
from slopcheck.types import Report

TOP = 3


def too_low(report: Report, fail_under: float | None) -> bool:
    """Whether the quality is under the limit. An article without a score is under none."""
    quality = report.verdict.quality
    return fail_under is not None and quality is not None and quality < fail_under


def fails(report: Report, fail_under: float | None) -> bool:
    """Whether the gate refuses the article."""
    return report.verdict.decision == "block" or too_low(report, fail_under)


def refused(results: Results, fail_under: float | None) -> Results:
    """The results with the articles that pass left out."""
    return replace(results, reports=tuple(r for r in results.reports if fails(r, fail_under)))


def render(results: Results, options: Options, fail_under: float | None) -> str:
    """For each refused article one line and its strongest faults; nothing when all pass."""
    out = terminal.console(options)
    for report in refused(results, fail_under).reports:
        reason = "blocked" if report.verdict.decision == "block" else f"under {fail_under:g}"
        out.print(
            f"{terminal.clean(report.document.name)}: {reason}: quality {wording.quality(report.verdict)}"
        )
        faults = tuple(f for f in findings(report) if f.effect == "fault")
        for finding in terminal.choose(faults, TOP):
            terminal.print_finding(out, report, finding, options)
    return terminal.written(out).lstrip("\n")
