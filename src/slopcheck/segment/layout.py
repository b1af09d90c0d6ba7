"""Where the blocks of a page stand: their containers, and how the page's weight is spread over them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from slopcheck.segment.flow import Part
from slopcheck.segment.tags import MARK_BITS, REACH, Node

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PLACE = (
    "mass_a", "mass_b", "mass_c", "purity_a", "purity_b", "links_a", "links_b", "size_a", "alike", "alike_purity",
    "twins", "purity_c", "before", "after",
    "index", "from_title", "gap_back", "gap_ahead", "own_mass", "peak", "to_best", "below_best", "rival", "best_depth",
    "in_run", "to_run", "to_main", "main_share",
)  # fmt: skip

_LEAVES = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "a", "dd", "dt", "pre"})
_GOOD = MARK_BITS["body"] | MARK_BITS["main"]
_POOR = (
    MARK_BITS["comment"]
    | MARK_BITS["side"]
    | MARK_BITS["footer"]
    | MARK_BITS["related"]
    | MARK_BITS["advert"]
)
_UPWARDS = (1.0, 0.5, 0.25)  # a block's weight counts in full for its container, half for the next, …
_FRAME = 5  # elements around a picture or a block in which both may stand together
_CLIMB = 6  # steps from a block to a container that are told apart
_BELOW = 8
_HOLDS = 0.7  # of the page's mass: an element with that much holds the article


class Layout:
    """The elements around the blocks of one page, numbered; a block's row in ``around`` goes outwards."""

    def __init__(self, parts: Sequence[Part], words: Floats, links: Floats, title: int | None) -> None:
        self.words = words
        self.links = links
        self.title = title
        self.nodes: list[Node] = []
        number: dict[Node, int] = {}
        rows: list[list[int]] = []
        outer: dict[
            Node, list[int]
        ] = {}  # neighbours share the elements further out: those are numbered once
        for part in parts:
            row = self._numbers(part.chain[:1], number)
            if len(part.chain) > 1:
                rest = outer.get(part.chain[1])
                if rest is None:
                    rest = outer[part.chain[1]] = self._numbers(part.chain[1:], number)
                row += rest
            rows.append(row)
        none = len(self.nodes)  # stands for "no element"; sums have an entry for it
        self.around: Ints = np.array([row + [none] * (REACH - len(row)) for row in rows], dtype=np.int64)
        self.number = number
        self.size = self._sums(np.ones(len(parts)), 1.0)
        self.told = self._sums(words, 1.0)
        self.linked = self._sums(words * links, 0.0)
        self.levels: Ints = np.array([self._levels(row) for row in rows], dtype=np.int64)
        self.alike = self._alike(parts)
        first = np.array(
            [bool(part.chain) and part.chain[0].name in _LEAVES for part in parts], dtype=np.int64
        )
        self.upwards = np.take_along_axis(self.around, first[:, None] + np.arange(len(_UPWARDS)), axis=1)
        factor = [1.3 if node.marks & _GOOD else 0.6 if node.marks & _POOR else 1.0 for node in self.nodes]
        self.factor: Floats = np.array([*factor, 0.0])
        self.depth: Ints = np.array([node.depth for node in self.nodes], dtype=np.int64)

    def _numbers(self, chain: Sequence[Node], number: dict[Node, int]) -> list[int]:
        row = []
        for node in chain:
            at = number.get(node, -1)
            if at < 0:
                at = number[node] = len(number)
                self.nodes.append(node)
            row.append(at)
        return row

    def place(self, mass: Floats) -> Floats:
        """The rows of ``PLACE`` when blocks weigh ``mass``."""
        size = len(mass)
        total = max(float(mass.sum()), 1.0)
        cumulated = np.cumsum(mass)
        held = self._sums(mass, 0.0)
        index = np.arange(size)
        since = (index - self.title) / 20 if self.title is not None else np.full(size, -2.0)
        strong = mass > 0.25 * max(float(mass.max()), 1.0)
        heaviest = float(mass.max()) or 1.0
        alike = np.bincount(self.alike, weights=mass)[self.alike]
        told = np.bincount(self.alike, weights=self.words)[self.alike]
        twins = np.bincount(self.alike)[self.alike]
        outer = self.levels[:, 2]
        return np.column_stack([
            self._containers(held, total), alike / total, alike / np.maximum(told, 1),
            np.minimum(np.log1p(twins), 5.0), held[outer] / np.maximum(self.told[outer], 1),
            (cumulated - mass) / total, (total - cumulated) / total,
            index / max(size - 1, 1), np.clip(since, -2, 5), gap(strong), gap(strong[::-1])[::-1],
            np.sqrt(mass / total), np.sqrt(mass / heaviest), self._best(mass), run(self.words, mass),
            self._main(held, total),
        ])  # fmt: skip

    def framed(self, parts: Sequence[Part]) -> Floats:
        """How many blocks (logarithmic) share with a block the innermost element around it and the picture before."""
        found = np.full(len(parts), 6.0)
        for index, part in enumerate(parts):
            if part.picture is None:
                continue
            about = part.picture.up(_FRAME)
            for node in part.chain[:_FRAME]:
                if node in about:
                    found[index] = min(math.log1p(self.size[self.number[node]]), 5.0)
                    break
        return found

    def _sums(self, weight: Floats, none: float) -> Floats:
        """Per element, the weight of the blocks inside it; ``none`` for no element."""
        spread = np.repeat(weight, REACH)
        sums: Floats = np.bincount(self.around.ravel(), weights=spread, minlength=len(self.nodes) + 1).astype(
            np.float64
        )
        sums[-1] = none
        return sums

    def _levels(self, row: list[int]) -> list[int]:
        """The three innermost elements that each hold more blocks than the one before."""
        found: list[int] = []
        held = 1.0
        for at in row:
            if self.size[at] > held:
                found.append(at)
                held = self.size[at]
                if len(found) == 3:
                    break
        last = found[-1] if found else len(self.nodes)
        return found + [last] * (3 - len(found))

    def _alike(self, parts: Sequence[Part]) -> Ints:
        """A number for each block; blocks under elements of the same names and class words share it."""
        known: dict[object, int] = {}
        keys = [tuple((node.name, node.marks) for node in part.chain[:5]) for part in parts]
        return np.array([known.setdefault(key, len(known)) for key in keys], dtype=np.int64)

    def _containers(self, held: Floats, total: float) -> Floats:
        """Mass shares of three containers, purity and link density of two, size of one."""
        a, b, c = self.levels.T
        told_a, told_b = np.maximum(self.told[a], 1), np.maximum(self.told[b], 1)
        return np.column_stack([
            held[a] / total, held[b] / total, held[c] / total, held[a] / told_a, held[b] / told_b,
            self.linked[a] / told_a, self.linked[b] / told_b, np.minimum(np.log1p(self.size[a]), 5.0),
        ])  # fmt: skip

    def _best(self, mass: Floats) -> Floats:
        """How far each block stands from the element that holds most of the mass close to its surface."""
        weight = mass * (1 - self.links)
        scores = np.zeros(len(self.nodes) + 1)
        for step, share in enumerate(_UPWARDS):
            scores += np.bincount(self.upwards[:, step], weights=share * weight, minlength=len(scores))
        scores *= self.factor
        if scores.max() <= 0:
            return np.zeros((len(mass), 4))
        best = int(scores.argmax())
        rise, below = self._rise(best)
        within = np.arange(REACH) <= below[:, None]
        rival = np.where(within, scores[self.around], 0.0).max(axis=1) / scores[best]
        depth = np.full(len(mass), min(self.nodes[best].depth, 40) / 10)
        return np.column_stack([rise, np.minimum(below, _BELOW), rival, depth])

    def _main(self, held: Floats, total: float) -> Floats:
        """Steps from each block up to the innermost element that holds most of the mass, and that share."""
        holds = held[:-1] >= _HOLDS * total
        if not holds.any():
            return np.column_stack([np.full(len(self.around), float(_CLIMB)), np.zeros(len(self.around))])
        main = int(np.where(holds, self.depth, -1).argmax())
        return np.column_stack([self._rise(main)[0], np.full(len(self.around), held[main] / total)])

    def _rise(self, target: int) -> tuple[Floats, Ints]:
        """Per block: steps from ``target`` up to the first element around both, and that element's depth here."""
        steps = np.full(len(self.nodes) + 1, _CLIMB)
        for step, node in enumerate(self.nodes[target].up(_CLIMB)):
            at = self.number.get(node)
            if at is not None:
                steps[at] = step
        here = steps[self.around]
        shared = here < _CLIMB
        below = np.where(shared.any(axis=1), shared.argmax(axis=1), REACH)
        return here.min(axis=1).astype(np.float64), below


def run(words: Floats, mass: Floats) -> Floats:
    """The stretch of blocks with the largest balance of mass against other words: inside, and how far away."""
    gain = mass - 0.35 * words - 1.5
    total = low = best = 0.0
    start = first = last = 0
    for index, value in enumerate(gain.tolist()):
        total += value
        if total - low > best:
            best, first, last = total - low, start, index
        if total < low:
            low, start = total, index + 1
    place = np.arange(len(words))
    away = np.where(place < first, place - first, np.where(place > last, place - last, 0))
    return np.column_stack([(away == 0).astype(np.float64), np.sign(away) * np.log1p(np.abs(away))])


def gap(strong: NDArray[np.bool_]) -> Floats:
    """Blocks since the last strong one, on a logarithmic scale."""
    index = np.arange(len(strong))
    last = np.maximum.accumulate(np.where(strong, index, -1))
    return np.where(last < 0, 4.0, np.log1p(index - last).clip(0, 4))
