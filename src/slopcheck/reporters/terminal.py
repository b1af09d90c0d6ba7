"""The terminal report: quality, why, and where, in 80 columns."""

from __future__ import annotations

from slopcheck.reporters import wording
from slopcheck.reporters.data import Finding, Options, Results, findings, headline
from slopcheck.reporters.screen import ELLIPSIS, Screen, Segment, clean
from slopcheck.reporters.waterfall import Waterfall, waterfall
from slopcheck.types import Report, Verdict

COLORS = {"pass": "green", "warn": "yellow", "block": "red", "abstain": "cyan"}
EFFECTS = {"fault": "red", "credit": "green", "neutral": "blue"}
SHOWN_FINDINGS = 12
SHOWN_REASONS = 8
_BAR = 24


def render(results: Results, options: Options) -> str:
    """All reports, one under the other."""
    out = Screen(options)
    for index, report in enumerate(results.reports):
        if index:
            out.blank()
            out.rule()
        _report(out, report, options)
    return str(out)


def foot(out: Screen, model: str) -> None:
    """What no score can tell, and which model gave it."""
    out.blank()
    out.put((wording.LIMITS, "dim"))
    out.put((f"Model {model}", "dim"))


def decision(verdict: Verdict) -> Segment:
    """The decision as a badge."""
    return f" {verdict.decision.upper()} ", f"bold reverse {COLORS[verdict.decision]}"


def _report(out: Screen, report: Report, options: Options) -> None:
    verdict = report.verdict
    out.put((clean(report.document.name), "bold"))
    title = headline(report)
    if title and not options.no_text:
        out.fit((clean(title), "italic"))
    out.blank()
    said = wording.quality(verdict)
    said = said.capitalize() if verdict.quality is None else f"Quality {said}"
    out.put((f"{said}  ", ""), decision(verdict))
    meaning = wording.DECISIONS[verdict.decision].capitalize()
    out.put((f"{report.words:,} words. {meaning}. {wording.SCALE}", ""))
    steps = waterfall(report)
    _families(out, steps, scored=verdict.quality is not None)
    _reasons(out, steps, options)
    _findings(out, report, options)
    _ledger(out, report)
    foot(out, verdict.model)


def _heading(out: Screen, title: str, note: str = "") -> None:
    out.blank()
    out.put((title, "bold"), (f"  {note}" if note else "", "dim"))


def bar(points: float, largest: float, width: int = _BAR) -> Segment:
    """A bar as long as ``points`` is large beside ``largest``; none for what is shown as 0.0."""
    blocks = round(width * abs(points) / largest) if largest else 0
    return "\u2588" * max(blocks, 1 if abs(points) >= wording.LEAST else 0), "green" if points > 0 else "red"


def _families(out: Screen, steps: Waterfall, scored: bool) -> None:
    _heading(out, "Families", "quality points each adds or takes")
    out.put((f"  {'start':<12}{steps.start:>8.1f}", ""))
    largest = max((abs(f.points) for f in steps.families), default=0.0)
    for family in steps.families:
        label = f"  {family.family:<12}{wording.points(family.points):>8}  "
        out.put((label, ""), bar(family.points, largest))
    clipped = "" if 0 <= steps.total <= 100 else "  quality is clipped to 0\u2013100"
    clipped = clipped if scored else "  no quality: this article is not scored"
    out.put((f"  {'sum':<12}{wording.points(steps.total).lstrip('+'):>8}{clipped}", ""))


def _reasons(out: Screen, steps: Waterfall, options: Options) -> None:
    rows = [(step, family.family) for family in steps.families for step in family.steps]
    rows.sort(key=lambda row: (-abs(row[0].points), row[0].feature))
    shown = (
        rows
        if options.explain
        else [row for row in rows[:SHOWN_REASONS] if abs(row[0].points) >= wording.LEAST]
    )
    if not shown:
        return
    rest = len(rows) - len(shown)
    _heading(out, "Strongest reasons" if rest else "Reasons", f"{rest} more with --explain" if rest else "")
    for step, family in shown:
        value = "" if step.value is None else f" = {step.value:.3g}"
        label = f"  {wording.points(step.points):>8}  {clean(step.feature)}{value}"
        out.fit((label, ""), (f"  {family}" if not step.feature.startswith(family) else "", "dim"))


def choose(found: tuple[Finding, ...], limit: int | None) -> list[Finding]:
    """The findings that matter most, in the order of the text; all of them without a limit."""
    if limit is None:
        return list(found)
    weighed = [f for f in found if f.effect != "neutral"]
    weighed.sort(key=lambda f: (-abs(f.gain), -f.span.strength, f.index))
    return sorted(weighed[:limit], key=lambda f: f.index)


def _findings(out: Screen, report: Report, options: Options) -> None:
    found = findings(report)
    shown = choose(found, None if options.explain else SHOWN_FINDINGS)
    faults = sum(f.effect == "fault" for f in found)
    credits = sum(f.effect == "credit" for f in found)
    rest = len(found) - len(shown)
    note = f"{wording.plural(faults, 'fault')}, {wording.plural(credits, 'credit')}"
    _heading(out, "Findings", note + (f"; {rest} more with --explain" if rest else ""))
    for finding in shown:
        print_finding(out, report, finding, options)
    if options.explain:
        _passing(out, report, found)


def _passing(out: Screen, report: Report, found: tuple[Finding, ...]) -> None:
    """Which findings would have to go for the article to pass."""
    if report.verdict.decision not in {"warn", "block"}:
        return
    _heading(out, "What would pass")
    if not report.passing:
        out.put(("  Not even without all its faults: its wording and what it lacks weigh more.", ""))
        return
    count = wording.plural(len(report.passing), "finding")
    places = [found[i].place for i in report.passing]
    where = ", ".join(f"{p.line}:{p.column}" if p else "\u2014" for p in places)
    out.put((f"  The article without {count}: {where}", ""))


def print_finding(out: Screen, report: Report, finding: Finding, options: Options) -> None:
    """Three lines: where and what, why, and the text with the finding marked."""
    place = finding.place
    where = f"{place.line}:{place.column}" if place else "\u2014"
    said = f"  {finding.effect}, {finding.family}"
    own = finding.gain - finding.wording
    if abs(own) >= wording.LEAST:
        said += f", {wording.points(-own)}"
    if abs(finding.wording) >= wording.LEAST:
        said += f"; its wording {wording.points(-finding.wording)}"
    out.put((f"  {where:<8}", ""), (finding.span.signal, f"bold {EFFECTS[finding.effect]}"), (said, "dim"))
    if options.no_text:
        out.put((finding.summary, ""), indent=10)
        return
    out.put((clean(finding.span.message), ""), indent=10)
    out.fit(*_excerpt(report, finding, options), indent=10)


def _excerpt(report: Report, finding: Finding, options: Options) -> list[Segment]:
    """The finding within its block, cut to one line."""
    text, span = report.document.text, finding.span
    room = options.width - 14
    inside = clean(finding.text)
    if len(inside) > room:
        inside = f"{inside[: room - 1]}{ELLIPSIS}"
    low = max((b.start for b in report.document.blocks if b.start <= span.start), default=0)
    high = min((b.end for b in report.document.blocks if b.end >= span.end), default=len(text))
    spare = max(0, room - len(inside))
    left = max(spare // 2, spare - (high - span.end))
    before = text[max(low, span.start - left) : span.start]
    after = text[span.end : min(high, span.end + spare - len(before))]
    marked = inside if options.color else f"\u2039{inside}\u203a"
    line = [
        ((ELLIPSIS if span.start - len(before) > low else "") + clean(before), ""),
        (marked, f"{EFFECTS[finding.effect]} underline"),
    ]
    if len(inside) < room:
        line.append((clean(after) + (ELLIPSIS if span.end + len(after) < high else ""), ""))
    return line


def _ledger(out: Screen, report: Report) -> None:
    _heading(out, "Sourcing", "checkable particulars the article offers")
    out.put(("  " + ledger_line(report), ""))


def ledger_line(report: Report) -> str:
    """How much of each kind the ledger holds, and who speaks."""
    counts: dict[str, int] = {}
    for entry in report.ledger:
        counts[entry.kind] = counts.get(entry.kind, 0) + 1
    if not counts:
        return "no attributed speech, figures, dates, places or documents found"
    said = ", ".join(wording.plural(n, kind) for kind, n in sorted(counts.items()))
    return said if counts.get("quote") else f"no attributed speech; {said}"
