"""Paragraphs as a reader counts them: which block and which paragraph a position lies in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from slopcheck.types import Block

NUMBERED = frozenset({"paragraph", "item", "quote"})


class Paragraphs:
    """Which block and paragraph a position lies in."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._starts = [block.start for block in blocks]
        self._headlines = {index for index, block in enumerate(blocks) if block.kind == "headline"}
        self.numbers: list[int] = []
        self.count = 0
        for block in blocks:
            self.count += block.kind in NUMBERED
            self.numbers.append(self.count if block.kind in NUMBERED else 0)

    def at(self, position: int) -> int:
        """Index of the block that holds the position, or of the last one before it."""
        return max(0, bisect_right(self._starts, position) - 1)

    def paragraph(self, position: int) -> int:
        """The number of the paragraph there, 0 if there is none."""
        return self.numbers[self.at(position)] if self.numbers else 0

    def is_headline(self, position: int) -> bool:
        """Whether the headline stands there."""
        return self.at(position) in self._headlines
