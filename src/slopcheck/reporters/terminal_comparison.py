"""A comparison in the terminal: scores side by side, families, who says what, and what is shared."""

from __future__ import annotations

from collections.abc import Iterable

from slopcheck.reporters import wording
from slopcheck.reporters.comparison import (
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
from slopcheck.reporters.screen import Screen, clean
from slopcheck.reporters.terminal import decision, foot
from slopcheck.types import PARTICULARS, Comparison

SHOWN = 8
_LABEL = 18
_COLUMN = 11


def render(comparison: Comparison, options: Options) -> str:
    """The whole comparison."""
    out = Screen(options)
    _articles(out, comparison, options)
    _event(out, comparison, options)
    _table(out, comparison)
    for place, index in enumerate(ranking(comparison), start=1):
        mark, reason = letters(comparison)[index], rank_reason(comparison.reports[index])
        out.put((f"{place}. {mark}: {reason}", ""))
    if not options.no_text:
        _names(out, comparison)
        _ledger(out, comparison)
    _shared(out, comparison, options)
    foot(out, comparison.reports[0].verdict.model)
    return str(out)


def _articles(out: Screen, comparison: Comparison, options: Options) -> None:
    for letter, report in zip(letters(comparison), comparison.reports, strict=True):
        verdict = report.verdict
        out.put((f"{letter}  ", "bold"), (f"{clean(report.document.name)}  ", ""), decision(verdict))
        title = headline(report)
        if title and not options.no_text:
            out.fit((clean(title), "italic"), indent=3)
        out.put((f"Quality {wording.quality(verdict)}", ""), indent=3)
    out.put((wording.SCALE, "dim"))


def _event(out: Screen, comparison: Comparison, options: Options) -> None:
    out.blank()
    out.put((f"One event? {wording.confidence(comparison.match)}", "bold"))
    if options.no_text:
        return
    for reason in comparison.match_reasons:
        out.put((clean(reason), ""), indent=2)


def _table(out: Screen, comparison: Comparison) -> None:
    reports = comparison.reports
    column = min(_COLUMN, (out.width - _LABEL - 8) // len(reports))

    def row(label: str, values: Iterable[str], style: str = "") -> None:
        out.fit((f"{label:<{_LABEL + 8}}" + "".join(f"{value:>{column}}" for value in values), style))

    out.blank()
    row("", letters(comparison), "bold")
    row("words", (f"{r.words:,}" for r in reports))
    row("quality", ("\u2014" if r.verdict.quality is None else f"{r.verdict.quality:.0f}" for r in reports))
    for family, points in families(comparison).items():
        row(f"  {family}, points", map(wording.points, points))
    row("particulars per 100 words", (f"{density(r):.1f}" for r in reports))
    each = [counts(r) for r in reports]
    for kind in PARTICULARS:
        if any(c[kind] for c in each):
            row(f"  {kind}s", (str(c[kind]) for c in each))


def _names(out: Screen, comparison: Comparison) -> None:
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


def _item(out: Screen, label: str, text: str) -> None:
    out.put((f"{label:<{_LABEL}} ", "bold"), (text, ""), hang=_LABEL + 1)


def _ledger(out: Screen, comparison: Comparison) -> None:
    marks = letters(comparison)
    rows = holdings(comparison)
    everyone = tuple(range(len(marks)))
    groups = [("in all", [r for r in rows if r.reports == everyone])]
    groups += [(f"in {mark} only", [r for r in rows if r.reports == (i,)]) for i, mark in enumerate(marks)]
    out.blank()
    out.put(("Particulars", "bold"))
    for label, found in groups:
        more = f"; {len(found) - SHOWN} more with --format json" if len(found) > SHOWN else ""
        out.put((f"{label}: {len(found)}{more}", "italic"), indent=2)
        for row in found[:SHOWN]:
            out.fit((f"{row.kind:<11}{clean(row.what)}", ""), indent=4)


def _shared(out: Screen, comparison: Comparison, options: Options) -> None:
    marks = letters(comparison)
    out.blank()
    if not comparison.shared:
        out.put(("No passage of eight or more words in common outside furniture.", "bold"))
        return
    out.put((f"{wording.plural(len(comparison.shared), 'shared passage')} outside furniture", "bold"))
    out.put((wording.UNKNOWN_DIRECTION, ""))
    places = [Places(report.document) for report in comparison.reports]
    for pair in comparison.shared[:SHOWN]:
        where = []
        for index, start, end in pair:
            place = places[index].of(start, end)
            where.append(f"{marks[index]} line {place.line}" if place else f"{marks[index]} (supplied)")
        index, start, end = pair[0]
        text = clean(comparison.reports[index].document.text[start:end])
        out.put((f"{', '.join(where)}: {len(text.split())} words", ""), indent=2)
        if not options.no_text:
            out.fit((f"\u2039{text}\u203a", ""), indent=4)
