"""A document as it is laid out: its folded text, its blocks, and what in them is quoted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from slopcheck.derived import derived
from slopcheck.fold import Folded, fold
from slopcheck.lowered import lowered, places
from slopcheck.quotes import genuine, quotations, unmasked
from slopcheck.types import BODY, Document, Ints, Kind, Range, made

Bools = NDArray[np.bool_]


class Block(NamedTuple):
    """One block in view positions: ``[start, end)``, kind, and its number in ``Document.blocks``."""

    start: int
    end: int
    kind: Kind
    number: int


class Layout:
    """The layer of ``Views`` that reads no words. Positions are those of the folded text."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.folded: Folded = fold(document.text)
        self.text: str = self.folded.text
        self._places = places(self.folded, document.blocks)
        self.lower: str = lowered(self.text, self._places)

    # ---- blocks -------------------------------------------------------------------------------

    @derived
    def blocks(self) -> tuple[Block, ...]:
        return tuple(
            made(Block, (start, end, kind, i))
            for i, (kind, (_, start, end)) in enumerate(
                zip(unmasked(self.document.blocks), self._places, strict=True)
            )
            if start < end
        )

    @derived
    def body_blocks(self) -> tuple[Block, ...]:
        return tuple(b for b in self.blocks if b.kind in BODY)

    @derived
    def kinds(self) -> frozenset[Kind]:
        """The kinds of block that the document has."""
        return frozenset(block.kind for block in self.blocks)

    @derived
    def headline(self) -> Range | None:
        """The headline's range, whether it heads the page or came from metadata."""
        if self.document.headline is None:
            return None
        if self.folded.way is None:
            return self.document.headline
        start, end = (int(v) for v in self.folded.into(np.array(self.document.headline, dtype=np.int64)))
        return (start, end) if start < end else None

    def block_text(self, block: Block) -> str:
        return self.text[block.start : block.end]

    @derived
    def blk_start(self) -> Ints:
        return np.array([b.start for b in self.blocks], dtype=np.int64)

    @derived
    def blk_body(self) -> Bools:
        return np.array([b.kind in BODY for b in self.blocks], dtype=np.bool_)

    def block_at(self, position: int) -> int:
        """Index into ``blocks`` of the block that holds ``position`` (or the last one before it)."""
        return max(0, bisect_right(self._blk_starts, position) - 1)

    @derived
    def _blk_starts(self) -> memoryview:
        return self.blk_start.data

    # ---- quotations ---------------------------------------------------------------------------

    @derived
    def quotes(self) -> tuple[Range, ...]:
        """Quotations in body blocks, quotation marks included, ordered and disjoint (quote blocks whole)."""
        return genuine(quotations(self.text, self.body_blocks), self.body_blocks)

    @derived
    def spoken(self) -> tuple[Range, ...]:
        """Quotations by their marks alone: those of ``quotes``, with block quotations read as paragraphs."""
        if "quote" not in self.kinds:
            return self.quotes
        blocks = [b._replace(kind="paragraph") if b.kind == "quote" else b for b in self.body_blocks]
        return genuine(quotations(self.text, blocks), blocks)

    @derived
    def quoted_chars(self) -> Bools:
        """Per character: inside a quotation or code."""
        return self._mask(zip(*self._quoted, strict=True))

    def _mask(self, ranges: Iterable[Range]) -> Bools:
        mask = np.zeros(len(self.text) + 1, dtype=np.bool_)
        for start, end in ranges:
            mask[start:end] = True
        return mask

    def is_quoted(self, start: int, end: int) -> bool:
        """Whether any of ``[start, end)`` is quoted or code."""
        starts, ends = self._quoted
        at = bisect_left(starts, end) - 1
        return at >= 0 and start < end and ends[at] > start

    @derived
    def _quoted(self) -> tuple[list[int], list[int]]:
        """Starts and ends of the ranges of ``quoted_chars``, merged where they touch."""
        starts: list[int] = []
        ends: list[int] = []
        for start, end in sorted(
            [*self.quotes, *((b.start, b.end) for b in self.blocks if b.kind == "code")]
        ):
            if ends and start <= ends[-1]:
                ends[-1] = max(ends[-1], end)
            else:
                starts.append(start)
                ends.append(end)
        return starts, ends
