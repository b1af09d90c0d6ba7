"""Visible text with its way back to the source, built piece by piece.

A ``Flow`` collects what one block shows; a ``Part`` is the finished block before it has a kind;
``assemble`` lays parts out as a ``Document``'s text, blocks and origin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

import numpy as np

from slopcheck.segment.lexicon import kind_of
from slopcheck.types import Block, Kind, Origin, Range, made

if TYPE_CHECKING:
    from slopcheck.segment.tags import Node

Piece = tuple[int, int, int, int]

SPACE = " \t\n\r\f\v"
SEPARATOR = "\n\n"
_RUN = re.compile(r"[ \t\n\r\f\v]{2,}")
_LINE = re.compile(r"[^\r\n]+|(?P<end>\r\n|\n|\r)")
_TO_SPACE = str.maketrans(dict.fromkeys("\t\n\r\f\v", " "))


class Part:
    """One block before labelling: its text, its pieces (relative to the text) and its structure.

    ``tight`` says that no blank line stood before it. ``level`` is a heading's depth; ``link`` counts the
    characters inside links, ``bold`` those in bold type; ``chain`` are the elements around it, innermost
    first; ``media``, ``shots``, ``fields`` and ``frames`` count the pictures, linked pictures, form fields and
    embedded frames since the block before, ``picture`` is the element around the last of these pictures (HTML
    only). ``kept`` says whether a headline, byline, date or caption belongs to the article's body.
    """

    __slots__ = (
        "_interface", "_words", "bold", "chain", "fields", "frames", "kept", "kind", "level", "link", "media",
        "picture", "pieces", "shots", "text", "tight",
    )  # fmt: skip

    def __init__(
        self, text: str, pieces: list[Piece], kind: Kind = "paragraph", tight: bool = False,
        level: int = 0, link: int = 0,
    ) -> None:  # fmt: skip
        self.text = text
        self.pieces = pieces
        self.kind = kind
        self.tight = tight
        self.level = level
        self.link = link
        self.bold = 0
        self.chain: Sequence[Node] = ()
        self.media = self.shots = self.fields = self.frames = 0
        self.picture: Node | None = None
        self.kept: bool | None = None
        self._words = -1
        self._interface: Kind | Literal[False] | None = False

    @property
    def words(self) -> int:
        """Words between spaces; counted once, since a text's parts are asked for them again and again."""
        if self._words < 0:
            self._words = len(self.text.split())
        return self._words

    def count(self, words: int) -> None:
        """Take somebody's word for the number of words."""
        self._words = words

    @property
    def interface(self) -> Kind | None:
        """The kind that the table of interface strings has for the text; looked up once."""
        if self._interface is False:
            self._interface = kind_of(self.text)
        return self._interface

    @property
    def node(self) -> Node | None:
        """The element around the block, if it comes from a page."""
        return self.chain[0] if self.chain else None


class Flow:
    """Collects visible characters; ASCII white space collapses to one space, at the edges to nothing."""

    __slots__ = ("length", "parts", "pending", "pieces", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.length = 0
        self.pending: Range | None = None

    def add(self, start: int, end: int) -> None:
        """Show ``source[start:end]``, which holds no markup."""
        chunk = self.source[start:end]
        core = chunk.lstrip(SPACE)
        if not core:
            self.space(start, end)
            return
        lead = len(chunk) - len(core)
        if lead:
            self.space(start, start + lead)
        core = core.rstrip(SPACE)
        begin = start + lead
        stop = begin + len(core)
        if "  " not in core and core.isprintable():
            self._emit(core, begin, stop)
            if stop < end:
                self.space(stop, end)
            return
        done = 0
        for run in _RUN.finditer(core):
            self._put(core[done : run.start()], begin + done, begin + run.start())
            self.space(begin + run.start(), begin + run.end())
            done = run.end()
        self._put(core[done:], begin + done, stop)
        if stop < end:
            self.space(stop, end)

    def replace(self, shown: str, start: int, end: int, *, keep: bool = False) -> None:
        """Show ``shown`` in place of ``source[start:end]`` (an entity, an escape); ``keep`` white space as it is."""
        if not shown.strip(SPACE) and not (keep and self.length):
            if shown:
                self.space(start, end)
            return
        self._emit(shown, start, end)

    def verbatim(self, start: int, end: int) -> None:
        """Show ``source[start:end]`` as it stands, white space included (code, preformatted text)."""
        if not self.length:
            start += len(self.source[start:end]) - len(self.source[start:end].lstrip("\r\n"))
        for line in _LINE.finditer(self.source, start, end):
            if line.lastgroup == "end":
                self._emit("\n", *line.span())
            else:
                self._emit(line.group(), *line.span())

    def space(self, start: int, end: int) -> None:
        """White space, or markup that a reader sees as white space; shown only between characters."""
        if self.length and end > start:
            if self.pending is None:
                self.pending = (start, end)
            elif self.pending[1] == start:
                self.pending = (self.pending[0], end)

    def part(self, kind: Kind = "paragraph", *, tight: bool = False, level: int = 0, link: int = 0) -> Part:
        """The finished block."""
        text = "".join(self.parts)
        shown = len(text.rstrip(SPACE))  # preformatted text may end in white space
        while self.pieces and self.pieces[-1][1] > shown:
            first, last, begin, stop = self.pieces.pop()
            if first < shown:
                self.pieces.append((first, shown, begin, stop - (last - shown)))
        return Part(text[:shown], self.pieces, kind, tight, level, link)

    def _put(self, chunk: str, start: int, end: int) -> None:
        self._emit(chunk.translate(_TO_SPACE) if not chunk.isprintable() else chunk, start, end)

    def _emit(self, shown: str, start: int, end: int) -> None:
        if self.pending is not None:
            (begin, stop), self.pending = self.pending, None
            if stop - begin == 1 and self.source[begin] not in SPACE:
                # A bare table border is shown as a space but is none: it has no place of its own.
                self.parts.append(" ")
                self.length += 1
            else:
                self._append(" ", begin, stop)
        self._append(shown, start, end)

    def _append(self, shown: str, start: int, end: int) -> None:
        at = self.length
        self.length = at + len(shown)
        self.parts.append(shown)
        if self.pieces and len(shown) == end - start:
            first, last, begin, stop = self.pieces[-1]
            if stop == start and last - first == stop - begin:
                self.pieces[-1] = (first, self.length, begin, end)
                return
        self.pieces.append((at, self.length, start, end))


def assemble(parts: Sequence[Part]) -> tuple[str, tuple[Block, ...], Origin]:
    """Join the parts with blank lines (synthetic, without origin) into text, blocks and origin."""
    texts = [part.text for part in parts]
    starts = [0, *accumulate([len(text) + len(SEPARATOR) for text in texts])]
    blocks = [
        made(Block, (at, at + len(text), part.kind, part.kept))
        for at, text, part in zip(starts, texts, parts, strict=False)
    ]
    rows = [
        number
        for at, part in zip(starts, parts, strict=False)
        for first, last, begin, stop in part.pieces
        for number in (first + at, last + at, begin, stop)
    ]
    origin = Origin(np.array(rows, dtype=np.int64).reshape(-1, 4))
    return SEPARATOR.join(texts), tuple(blocks), origin
