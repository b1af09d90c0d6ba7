"""What the gate prints: for each refused article one line, and the faults worth mending first."""

from __future__ import annotations

from slopcheck.reporters import terminal, wording
from slopcheck.reporters.data import Options, Results, findings
from slopcheck.reporters.screen import Screen, clean

TOP = 3


def render(refused: Results, options: Options, fail_under: float | None) -> str:
    """Nothing when no article is refused."""
    out = Screen(options)
    for report in refused.reports:
        reason = "blocked" if report.verdict.decision == "block" else f"under {fail_under:g}"
        name = clean(report.document.name)
        out.whole((f"{name}: {reason}: quality {wording.quality(report.verdict)}", ""))
        faults = tuple(f for f in findings(report) if f.effect == "fault")
        for finding in terminal.choose(faults, TOP):
            terminal.print_finding(out, report, finding, options)
    return str(out)
