"""The terminal report: quality, why, and where, in 80 columns."""

from __future__ import annotations

import io
import re

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from slopcheck.reporters import wording
from slopcheck.reporters.data import Finding, Options, Results, findings, headline
from slopcheck.reporters.waterfall import Waterfall, waterfall
from slopcheck.types import Report

COLORS = {"pass": "green", "warn": "yellow", "block": "red", "abstain": "cyan"}
EFFECTS = {"fault": "red", "credit": "green", "neutral": "blue"}
SHOWN_FINDINGS = 12
SHOWN_REASONS = 8
LEAST = 0.05  # points: less is shown as no effect
_BAR = 24
_INDENT = 8

# What could move the cursor, colour the terminal or turn the reading direction.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f]")


def clean(text: str) -> str:
    """Text on one line with nothing in it that a terminal would obey."""
    flat = text.replace("\r\n", " ").replace("\n", " ").replace("\t", " ")
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", flat)


def console(options: Options) -> Console:
    """A console that writes to a string, the same on every machine."""
    return Console(
        file=io.StringIO(),
        width=options.width,
        force_terminal=options.color,
        color_system="standard" if options.color else None,
        no_color=not options.color,
        legacy_windows=False,
        highlight=False,
        emoji=False,
        markup=False,
        _environ={},
    )


def one_line(out: Console, text: Text, indent: int = 0) -> None:
    """Print what fits on one line, with an ellipsis for the rest."""
    text.truncate(out.width - indent, overflow="ellipsis")
    out.print(Padding(text, (0, 0, 0, indent)), no_wrap=True)


def written(out: Console) -> str:
    """What has been printed, without trailing blanks."""
    assert isinstance(out.file, io.StringIO)
    return "\n".join(line.rstrip() for line in out.file.getvalue().splitlines()) + "\n"


def render(results: Results, options: Options) -> str:
    """All reports, one under the other."""
    out = console(options)
    for index, report in enumerate(results.reports):
        if index:
            out.print()
            out.rule(style="dim")
        _report(out, report, options)
    return written(out) if results.reports else ""


def _report(out: Console, report: Report, options: Options) -> None:
    verdict = report.verdict
    out.print(Text(clean(report.document.name), style="bold"))
    title = headline(report)
    if title and not options.no_text:
        one_line(out, Text(clean(title), style="italic"))
    out.print()
    said = wording.quality(verdict)
    line = Text(f"{said.capitalize() if verdict.quality is None else f'Quality {said}'}  ")
    line.append(f" {verdict.decision.upper()} ", style=f"bold reverse {COLORS[verdict.decision]}")
    out.print(line)
    out.print(
        Text(f"{report.words:,} words. {wording.DECISIONS[verdict.decision].capitalize()}. {wording.SCALE}")
    )
    steps = waterfall(report)
    _families(out, steps, scored=verdict.quality is not None)
    _reasons(out, steps, options)
    _findings(out, report, options)
    _ledger(out, report)
    out.print()
    out.print(Text(wording.LIMITS, style="dim"))
    out.print(Text(f"Model {verdict.model}", style="dim"))


def _heading(out: Console, title: str, note: str = "") -> None:
    out.print()
    out.print(Text.assemble((title, "bold"), (f"  {note}" if note else "", "dim")))


def bar(points: float, largest: float, width: int = _BAR) -> Text:
    """A bar as long as ``points`` is large beside ``largest``."""
    cells = round(width * abs(points) / largest) if largest else 0
    return Text("\u2588" * max(cells, 1 if points else 0), style="green" if points > 0 else "red")


def _families(out: Console, steps: Waterfall, scored: bool) -> None:
    _heading(out, "Families", "quality points each adds or takes")
    out.print(Text(f"  {'start':<12}{steps.start:>8.1f}"))
    largest = max((abs(f.points) for f in steps.families), default=0.0)
    for family in steps.families:
        line = Text(f"  {family.family:<12}{wording.points(family.points):>8}  ")
        out.print(line + bar(family.points, largest))
    clipped = "" if 0 <= steps.total <= 100 else "  quality is clipped to 0\u2013100"
    clipped = clipped if scored else "  no quality: this article is not scored"
    out.print(Text(f"  {'sum':<12}{wording.points(steps.total).lstrip('+'):>8}{clipped}"))


def _reasons(out: Console, steps: Waterfall, options: Options) -> None:
    rows = [(step, family.family) for family in steps.families for step in family.steps]
    rows.sort(key=lambda row: (-abs(row[0].points), row[0].feature))
    shown = rows if options.explain else [row for row in rows[:SHOWN_REASONS] if abs(row[0].points) >= LEAST]
    if not shown:
        return
    rest = len(rows) - len(shown)
    _heading(out, "Strongest reasons" if rest else "Reasons", f"{rest} more with --explain" if rest else "")
    for step, family in shown:
        value = "" if step.value is None else f" = {step.value:.3g}"
        line = Text(f"  {wording.points(step.points):>8}  {clean(step.feature)}{value}")
        line.append(f"  {family}" if not step.feature.startswith(family) else "", style="dim")
        one_line(out, line)


def choose(found: tuple[Finding, ...], limit: int | None) -> list[Finding]:
    """The findings that matter most, in the order of the text; all of them without a limit."""
    if limit is None:
        return list(found)
    weighed = [f for f in found if f.effect != "neutral"]
    weighed.sort(key=lambda f: (-abs(f.gain), -f.span.strength, f.index))
    return sorted(weighed[:limit], key=lambda f: f.index)


def _findings(out: Console, report: Report, options: Options) -> None:
    found = findings(report)
    shown = choose(found, None if options.explain else SHOWN_FINDINGS)
    faults = sum(f.effect == "fault" for f in found)
    credits = sum(f.effect == "credit" for f in found)
    rest = len(found) - len(shown)
    note = f"{wording.plural(faults, 'fault')}, {wording.plural(credits, 'credit')}"
    _heading(out, "Findings", note + (f"; {rest} more with --explain" if rest else ""))
    for finding in shown:
        print_finding(out, report, finding, options)


def print_finding(out: Console, report: Report, finding: Finding, options: Options) -> None:
    """Three lines: where and what, why, and the text with the finding marked."""
    place = finding.place
    where = f"{place.line}:{place.column}" if place else "\u2014"
    line = Text(f"  {where:<8}")
    line.append(finding.span.signal, style=f"bold {EFFECTS[finding.effect]}")
    line.append(f"  {finding.effect}, {finding.family}", style="dim")
    if abs(finding.gain) >= LEAST:
        line.append(f", {wording.points(-finding.gain)}", style="dim")
    out.print(line)
    if options.no_text:
        out.print(Padding(Text(finding.summary), (0, 0, 0, 10)))
        return
    out.print(Padding(Text(clean(finding.span.message)), (0, 0, 0, 10)))
    one_line(out, _excerpt(report, finding, options), indent=10)


def _excerpt(report: Report, finding: Finding, options: Options) -> Text:
    """The finding within its block, cut to one line."""
    text, span = report.document.text, finding.span
    room = options.width - 14
    inside = clean(finding.text)
    if len(inside) > room:
        inside = f"{inside[: room - 1]}\u2026"
    low = max((b.start for b in report.document.blocks if b.start <= span.start), default=0)
    high = min((b.end for b in report.document.blocks if b.end >= span.end), default=len(text))
    spare = max(0, room - len(inside))
    left = max(spare // 2, spare - (high - span.end))
    before = text[max(low, span.start - left) : span.start]
    after = text[span.end : min(high, span.end + spare - len(before))]
    style = f"{EFFECTS[finding.effect]} underline"
    line = Text("\u2026" if span.start - len(before) > low else "")
    line.append(clean(before))
    line.append(inside if options.color else f"\u2039{inside}\u203a", style=style)
    if len(inside) < room:
        line.append(clean(after) + ("\u2026" if span.end + len(after) < high else ""))
    return line


def _ledger(out: Console, report: Report) -> None:
    _heading(out, "Sourcing", "checkable particulars the article offers")
    out.print(Text("  " + ledger_line(report)))


def ledger_line(report: Report) -> str:
    """How much of each kind the ledger holds, and who speaks."""
    counts: dict[str, int] = {}
    for entry in report.ledger:
        counts[entry.kind] = counts.get(entry.kind, 0) + 1
    if not counts:
        return "no attributed speech, figures, dates, places or documents found"
    said = ", ".join(wording.plural(n, kind) for kind, n in sorted(counts.items()))
    return said if counts.get("quote") else f"no attributed speech; {said}"
