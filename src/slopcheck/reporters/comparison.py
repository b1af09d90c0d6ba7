"""A comparison as plain values: what every format of ``compare`` shows, worked out once."""

from __future__ import annotations

from dataclasses import dataclass

from slopcheck.reporters import wording
from slopcheck.reporters.data import (
    Json,
    Options,
    headline,
    text_hash,
    tool,
)
from slopcheck.reporters.places import Places
from slopcheck.reporters.waterfall import waterfall
from slopcheck.types import PARTICULARS, Comparison, Range, Report

SCHEMA_VERSION = 1
_NAMING = "shared "  # how the reasons begin that quote names


@dataclass(frozen=True, slots=True)
class Holding:
    """One particular or name, and which of the reports have it."""

    kind: str
    what: str
    reports: tuple[int, ...]


def letters(comparison: Comparison) -> tuple[str, ...]:
    """What the reports are called: A, B, C, ..., then A1, B1, ..."""
    return tuple(
        chr(ord("A") + i % 26) + (str(i // 26) if i >= 26 else "") for i in range(len(comparison.reports))
    )


def families(comparison: Comparison) -> dict[str, tuple[float, ...]]:
    """Quality points of each family in each report; the largest difference first."""
    rows: dict[str, list[float]] = {}
    for index, report in enumerate(comparison.reports):
        for family in waterfall(report).families:
            rows.setdefault(family.family, [0.0] * len(comparison.reports))[index] = family.points
    ordered = sorted(rows.items(), key=lambda row: (min(row[1]) - max(row[1]), row[0]))
    return {family: tuple(points) for family, points in ordered}


def speakers(report: Report) -> dict[str, int]:
    """Who is quoted or paraphrased, and how often."""
    counts: dict[str, int] = {}
    for entry in report.ledger:
        if entry.kind in {"quote", "paraphrase"} and entry.who:
            counts[entry.who] = counts.get(entry.who, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def counts(report: Report) -> dict[str, int]:
    """How many entries of each kind the ledger has."""
    return {kind: sum(entry.kind == kind for entry in report.ledger) for kind in PARTICULARS}


def density(report: Report) -> float:
    """Checkable particulars per 100 words."""
    return 100.0 * len(report.ledger) / max(report.words, 1)


def holdings(comparison: Comparison) -> list[Holding]:
    """Every particular of the ledgers, each once, with the reports that have it."""
    found: dict[tuple[str, str], tuple[str, list[int]]] = {}
    for index, report in enumerate(comparison.reports):
        for entry in report.ledger:
            what = f"{entry.who}: {entry.what}" if entry.who else entry.what
            key = (entry.kind, " ".join(what.lower().split()))
            holders = found.setdefault(key, (what, []))[1]
            if index not in holders:
                holders.append(index)
    rows = [Holding(kind, what, tuple(who)) for (kind, _), (what, who) in found.items()]
    return sorted(
        rows, key=lambda row: PARTICULARS.index(row.kind) if row.kind in PARTICULARS else len(PARTICULARS)
    )


def ranking(comparison: Comparison) -> list[int]:
    """Three reports or more, by what they add: particulars per 100 words, then the score. Of two, none."""
    reports = comparison.reports
    if len(reports) < 3:
        return []
    return sorted(range(len(reports)), key=lambda i: (-density(reports[i]), reports[i].verdict.log_odds, i))


def rank_reason(report: Report) -> str:
    """Why a report ranks where it does."""
    return f"{density(report):.1f} particulars per 100 words, quality {wording.quality(report.verdict)}"


def pair_matrix(comparison: Comparison) -> list[list[str]]:
    """For every pair how many names and passages they share; empty on the diagonal."""
    count = len(comparison.reports)
    names = [[0] * count for _ in range(count)]
    for kind in comparison.entities.values():
        for holders in kind.values():
            for a in holders:
                for b in holders:
                    names[a][b] += 1
    passages = [[0] * count for _ in range(count)]
    for (a, _, _), (b, _, _) in comparison.shared:
        passages[a][b] += 1
        passages[b][a] += 1
    return [
        [
            ""
            if a == b
            else f"{wording.plural(names[a][b], 'name')}, {wording.plural(passages[a][b], 'passage')}"
            for b in range(count)
        ]
        for a in range(count)
    ]


def shared_ranges(comparison: Comparison, index: int) -> list[Range]:
    """The passages of one report that another has too."""
    return sorted({(start, end) for pair in comparison.shared for at, start, end in pair if at == index})


def comparison_data(comparison: Comparison, options: Options) -> Json:
    """A comparison in the published form (docs/schema/comparison-1.json)."""
    hide = options.no_text
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": tool(comparison.reports[0]),
        "match": {"confidence": comparison.match, "reasons": reasons(comparison, options)},
        "documents": [_document(report, options) for report in comparison.reports],
        "families": {family: list(points) for family, points in families(comparison).items()},
        "ranking": ranking(comparison),
        "entities": {}
        if hide
        else {k: {n: list(w) for n, w in names.items()} for k, names in comparison.entities.items()},
        "ledger": [
            {"kind": row.kind, "what": None if hide else row.what, "documents": list(row.reports)}
            for row in holdings(comparison)
        ],
        "shared": [_shared(comparison, pair, options) for pair in comparison.shared],
        "aligned": [[list(one) for one in pair] for pair in comparison.aligned],
    }


def reasons(comparison: Comparison, options: Options) -> list[str]:
    """Why the articles may report one event. Without text those that quote names go; the dates stay."""
    return [why for why in comparison.match_reasons if not (options.no_text and why.startswith(_NAMING))]


def _document(report: Report, options: Options) -> Json:
    verdict = report.verdict
    return {
        "name": report.document.name,
        "headline": None if options.no_text else headline(report),
        "words": report.words,
        "quality": verdict.quality,
        "interval": list(verdict.interval) if verdict.interval else None,
        "log_odds": verdict.log_odds,
        "decision": verdict.decision,
        "abstain_reason": verdict.abstain_reason,
        "particulars_per_100_words": density(report),
        "particulars": counts(report),
        "speakers": {} if options.no_text else speakers(report),
        "text_sha256": text_hash(report),
    }


def _shared(comparison: Comparison, pair: tuple[tuple[int, int, int], ...], options: Options) -> Json:
    places = []
    for index, start, end in pair:
        document = comparison.reports[index].document
        place = Places(document).of(start, end)
        places.append({"document": index, "start": start, "end": end, "line": place.line if place else None})
    index, start, end = pair[0]
    text = comparison.reports[index].document.text[start:end]
    return {"words": len(text.split()), "text": None if options.no_text else text, "places": places}
