"""A comparison in the terminal: scores side by side, families, who says what, and what is shared."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from slopcheck.reporters import wording
from slopcheck.reporters.comparison import (
    KINDS,
    counts,
    density,
    families,
    holdings,
    letters,
    rank_reason,
    ranking,
    speakers,
)
from slopcheck.reporters.data import Options, headline
from slopcheck.reporters.places import Places
from slopcheck.reporters.terminal import COLORS, clean, console, one_line, written
from slopcheck.types import Comparison

SHOWN = 8
_LABEL = 18


def render(comparison: Comparison, options: Options) -> str:
    """The whole comparison."""
    out = console(options)
    _articles(out, comparison, options)
    _event(out, comparison, options)
    _table(out, comparison)
    for place, index in enumerate(ranking(comparison), start=1):
        mark, reason = letters(comparison)[index], rank_reason(comparison.reports[index])
        out.print(Text(f"{place}. {mark}: {reason}"))
    if not options.no_text:
        _names(out, comparison)
        _ledger(out, comparison)
    _shared(out, comparison, options)
    out.print()
    out.print(Text(wording.LIMITS, style="dim"))
    out.print(Text(f"Model {comparison.reports[0].verdict.model}", style="dim"))
    return written(out)


def _articles(out: Console, comparison: Comparison, options: Options) -> None:
    for letter, report in zip(letters(comparison), comparison.reports, strict=True):
        verdict = report.verdict
        line = Text.assemble((f"{letter}  ", "bold"), f"{clean(report.document.name)}  ")
        line.append(f" {verdict.decision.upper()} ", style=f"bold reverse {COLORS[verdict.decision]}")
        out.print(line)
        title = headline(report)
        if title and not options.no_text:
            one_line(out, Text(clean(title), style="italic"), indent=3)
        out.print(Text(f"   Quality {wording.quality(verdict)}"))
    out.print(Text(wording.SCALE, style="dim"))


def _event(out: Console, comparison: Comparison, options: Options) -> None:
    out.print()
    out.print(Text(f"One event? {wording.confidence(comparison.match)}", style="bold"))
    if options.no_text:
        return
    for reason in comparison.match_reasons:
        out.print(Padding(Text(f"{clean(reason)}"), (0, 0, 0, 2)))


def _table(out: Console, comparison: Comparison) -> None:
    out.print()
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    table.add_column("", width=_LABEL + 8)
    for letter in letters(comparison):
        table.add_column(letter, justify="right", min_width=9)
    reports = comparison.reports
    table.add_row("words", *(f"{r.words:,}" for r in reports))
    table.add_row(
        "quality", *("\u2014" if r.verdict.quality is None else f"{r.verdict.quality:.0f}" for r in reports)
    )
    for family, points in families(comparison).items():
        table.add_row(f"  {family}, points", *(wording.points(p) for p in points))
    table.add_row("particulars per 100 words", *(f"{density(r):.1f}" for r in reports))
    each = [counts(r) for r in reports]
    for kind in KINDS:
        if any(c[kind] for c in each):
            table.add_row(f"  {kind}s", *(str(c[kind]) for c in each))
    out.print(table)


def _names(out: Console, comparison: Comparison) -> None:
    marks = letters(comparison)
    for letter, report in zip(marks, comparison.reports, strict=True):
        who = ", ".join(f"{clean(name)} ({count})" for name, count in speakers(report).items())
        _item(out, f"Speakers in {letter}", who or "no attributed speech")
        dates = dict.fromkeys(clean(e.what) for e in report.ledger if e.kind == "date")
        _item(out, f"Dates in {letter}", ", ".join(list(dates)[:SHOWN]) or "none")
    both = [
        f"{clean(name)} ({kind})"
        for kind, names in comparison.entities.items()
        for name, holders in names.items()
        if len(holders) == len(marks)
    ]
    _item(out, "Named in all", ", ".join(both[: 2 * SHOWN]) or "nobody and nothing")


def _item(out: Console, label: str, text: str) -> None:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=_LABEL, style="bold")
    grid.add_column()
    grid.add_row(label, Text(text))
    out.print(grid)


def _ledger(out: Console, comparison: Comparison) -> None:
    marks = letters(comparison)
    rows = holdings(comparison)
    everyone = tuple(range(len(marks)))
    groups = [("in all", [r for r in rows if r.reports == everyone])]
    groups += [(f"in {mark} only", [r for r in rows if r.reports == (i,)]) for i, mark in enumerate(marks)]
    out.print()
    out.print(Text("Particulars", style="bold"))
    for label, found in groups:
        more = f"; {len(found) - SHOWN} more with --format json" if len(found) > SHOWN else ""
        out.print(Text(f"  {label}: {len(found)}{more}", style="italic"))
        for row in found[:SHOWN]:
            one_line(out, Text(f"{row.kind:<11}{clean(row.what)}"), indent=4)


def _shared(out: Console, comparison: Comparison, options: Options) -> None:
    marks = letters(comparison)
    out.print()
    if not comparison.shared:
        out.print(Text("No passage of eight or more words in common outside furniture.", style="bold"))
        return
    out.print(
        Text(f"{wording.plural(len(comparison.shared), 'shared passage')} outside furniture", style="bold")
    )
    out.print(Text(wording.UNKNOWN_DIRECTION))
    places = [Places(report.document) for report in comparison.reports]
    for pair in comparison.shared[:SHOWN]:
        where = []
        for index, start, end in pair:
            place = places[index].of(start, end)
            where.append(f"{marks[index]} line {place.line}" if place else f"{marks[index]} (supplied)")
        index, start, end = pair[0]
        text = clean(comparison.reports[index].document.text[start:end])
        out.print(Text(f"  {', '.join(where)}: {len(text.split())} words"))
        if not options.no_text:
            one_line(out, Text(f"\u2039{text}\u203a"), indent=4)
