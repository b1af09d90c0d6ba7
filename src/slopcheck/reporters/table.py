"""A report as one flat row: for data frames and CSV files."""

from __future__ import annotations

from slopcheck.reporters.data import Json, headline, text_hash
from slopcheck.signals import FAMILIES, catalogue
from slopcheck.types import PARTICULARS, Report


def row(report: Report) -> Json:
    """Scores, families, counts. The columns are the same for every report."""
    verdict = report.verdict
    low, high = verdict.interval or (None, None)
    effects = [catalogue()[span.signal].effect for span in report.spans]
    return {
        "name": report.document.name,
        "headline": headline(report),
        "words": report.words,
        "language": report.document.language,
        "quality": verdict.quality,
        "quality_low": low,
        "quality_high": high,
        "probability": verdict.probability,
        "log_odds": verdict.log_odds,
        "decision": verdict.decision,
        "abstain_reason": verdict.abstain_reason,
        "faults": effects.count("fault"),
        "credits": effects.count("credit"),
        **{
            f"family_{family}": report.families.get(family, 0.0)
            for family in FAMILIES
            if family != "furniture"
        },
        **{f"ledger_{kind}": sum(e.kind == kind for e in report.ledger) for kind in PARTICULARS},
        "text_sha256": text_hash(report),
    }
