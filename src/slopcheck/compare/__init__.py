"""Two or more reports side by side: what they share, what each alone has, and whether it is one event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from slopcheck import ledger
from slopcheck.compare.align import align
from slopcheck.compare.event import Event, event, match
from slopcheck.compare.passages import passages
from slopcheck.detect import view
from slopcheck.errors import ConfigError
from slopcheck.types import Comparison, Report
from slopcheck.views import Views

Shared = tuple[tuple[int, int, int], tuple[int, int, int]]


def compare(reports: Sequence[Report]) -> Comparison:
    """Compare two reports or more. The order is kept; nothing else depends on it."""
    if len(reports) < 2:
        raise ConfigError("a comparison needs two reports or more", "score another article of the same event")
    views = [view(report.document) for report in reports]
    named = [_entities(one) for one in views]
    events = [event(report.document, names) for report, names in zip(reports, named, strict=True)]
    confidence, reasons = _weakest_match(events)
    return Comparison(
        reports=tuple(reports),
        shared=tuple(_shared(views)),
        entities=_union(named),
        match=confidence,
        match_reasons=reasons,
        aligned=tuple(
            ((0, a), (other, b)) for other in range(1, len(views)) for a, b in align(views[0], views[other])
        ),
    )


def _entities(one: Views) -> dict[str, tuple[str, ...]]:
    return {kind: tuple(names) for kind, names in ledger.entities(one).items()}


def _union(named: Sequence[Mapping[str, Sequence[str]]]) -> dict[str, dict[str, tuple[int, ...]]]:
    """kind -> name -> the reports that have it; names that several reports have come first."""
    found: dict[str, dict[str, list[int]]] = {}
    for index, entities in enumerate(named):
        for kind, names in entities.items():
            for name in names:
                holders = found.setdefault(kind, {}).setdefault(name, [])
                if index not in holders:
                    holders.append(index)
    return {
        kind: {
            name: tuple(who) for name, who in sorted(names.items(), key=lambda n: (-len(n[1]), n[1], n[0]))
        }
        for kind, names in sorted(found.items())
    }


def _shared(views: Sequence[Views]) -> list[Shared]:
    return [
        ((first, a, b), (second, c, d))
        for first, second in combinations(range(len(views)), 2)
        for (a, b), (c, d) in passages(views[first], views[second])
    ]


def _weakest_match(events: Sequence[Event]) -> tuple[float, tuple[str, ...]]:
    """All of them report one event only if the two that match least do."""
    return min((match(a, b) for a, b in combinations(events, 2)), key=lambda found: found[0])
