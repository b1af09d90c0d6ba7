"""What the filler signals share: each weighted hit of a phrase table is a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from slopcheck.types import Span
from slopcheck.views import Views


def weighted_hits(signal: str, table: str, what: str) -> Callable[[Views], Iterator[Span]]:
    """A ``find`` that marks every hit of ``table`` in prose that carries evidence."""

    def find(views: Views) -> Iterator[Span]:
        for hit in views.prose_hits(table):
            if hit.phrase.weight:
                times = min(hit.phrase.ratio, 50.0)
                message = f"{what}, {times:.0f} times as frequent in content farms as in genuine articles."
                yield Span(hit.start, hit.end, signal, message, hit.phrase.weight)

    find.__module__ = f"slopcheck.signals.{signal.replace('-', '_')}"
    return find
