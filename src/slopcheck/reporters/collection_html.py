"""A collection as one HTML page, and its tables as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from slopcheck.reporters import wording
from slopcheck.reporters.collection import DECISIONS, Collection, Share, Source
from slopcheck.reporters.data import Json, Options, tool
from slopcheck.reporters.html import page
from slopcheck.signals import FAMILIES

_FAMILIES = [family for family in FAMILIES if family != "furniture"]


def render(collection: Collection, options: Options) -> str:
    """The page."""
    return page(
        "collection.html.j2",
        options,
        [],
        collection=collection,
        families=[f for f in _FAMILIES if any(s.families[f] for s in collection.sources)],
        replay=_replay(collection),
        shares=DECISIONS,
        percent=percent,
        plural=wording.plural,
    )


def _replay(collection: Collection) -> Json:
    """What the page claims of each article, so that `slopcheck verify` can replay it."""
    first = collection.claims[0]["tool"] if collection.claims else tool(None)
    rows = [{k: v for k, v in claim.items() if k != "tool" or v != first} for claim in collection.claims]
    return {"tool": first, "documents": rows}


def percent(share: Share) -> str:
    """A share in per cent with its interval, or the bare count where there are too few articles."""
    if share.share is None or share.low is None or share.high is None:
        return f"{share.count} (too few to say)"
    return f"{100 * share.share:.0f} % ({100 * share.low:.0f}\u2013{100 * share.high:.0f})"


def tables(collection: Collection) -> dict[str, str]:
    """Every table of the page as CSV, by name."""
    sources = collection.sources
    recurring = [(r.source, r.kind, r.text, r.articles) for s in sources for r in s.recurring]
    periods = [(p.source, p.month, p.articles, p.median) for s in sources for p in s.periods]
    return {
        "sources": _csv(_source_header(), map(_source_row, sources)),
        "families": _csv(
            ["source", *_FAMILIES], ([s.name, *(s.families[f] for f in _FAMILIES)] for s in sources)
        ),
        "recurring": _csv(["source", "kind", "text", "articles"], recurring),
        "months": _csv(["source", "month", "articles", "median_quality"], periods),
    }


def _source_header() -> list[str]:
    parts = [f"{d}_{what}" for d in DECISIONS for what in ("count", "share", "low", "high")]
    bins = [f"quality_{10 * i}_{10 * i + 10}" for i in range(10)]
    return ["source", "articles", "scored", "median", "quartile_1", "quartile_3", *parts, *bins]


def _source_row(source: Source) -> list[Any]:
    low, high = source.quartiles or (None, None)
    parts = [v for d in DECISIONS for s in [source.shares[d]] for v in (s.count, s.share, s.low, s.high)]
    return [source.name, source.articles, source.scored, source.median, low, high, *parts, *source.bins]


def _csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula is quoted with an apostrophe."""
    if isinstance(value, float):
        return f"{value:.4f}"
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return f"'{value}"
    return value
