"""Overlapping ranges to disjoint pieces that can be drawn one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from slopcheck.types import Range


class Piece(NamedTuple):
    """``[start, end)`` and the indices of the ranges that cover all of it, the longest first."""

    start: int
    end: int
    covers: tuple[int, ...]


def pieces(start: int, end: int, ranges: Sequence[Range], cuts: Iterable[int] = ()) -> list[Piece]:
    """Cut ``[start, end)`` where a range begins or ends, and at ``cuts``. The pieces rejoin to the whole."""
    begins: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    edges = {start, end}
    for index, (low, high) in enumerate(ranges):
        low, high = max(low, start), min(high, end)  # noqa: PLW2901 - the part that is to be drawn
        if low < high:
            begins.setdefault(low, []).append(index)
            ends.setdefault(high, []).append(index)
            edges.update((low, high))
    edges.update(cut for cut in cuts if start < cut < end)
    ordered = sorted(edges)
    active: set[int] = set()
    found: list[Piece] = []
    for low, high in pairwise(ordered):
        active.difference_update(ends.get(low, ()))
        active.update(begins.get(low, ()))
        covers = sorted(active, key=lambda i: (ranges[i][0] - ranges[i][1], i))
        found.append(Piece(low, high, tuple(covers)))
    return found
