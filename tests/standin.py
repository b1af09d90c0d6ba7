"""Blocks by blank lines and Markdown marks, until slopcheck.segment is there."""

from __future__ import annotations

import re

import numpy as np

from slopcheck.types import Block, Document, Kind, Origin

_MARKS: tuple[tuple[str, Kind], ...] = (
    ("# ", "headline"),
    ("## ", "heading"),
    ("### ", "heading"),
    ("- ", "item"),
    ("> ", "quote"),
)


def segment(
    text: str, *, name: str = "<text>", format: str = "auto", headline: str | None = None
) -> Document:
    visible: list[str] = []
    blocks: list[Block] = []
    pieces: list[tuple[int, int, int, int]] = []
    size = 0
    head: tuple[int, int] | None = None
    for match in re.finditer(r"[^\n].*(?:\n(?![\n#>-]).+)*", text):
        chunk = match.group().rstrip()
        kind: Kind = "paragraph"
        start = match.start()
        for mark, k in _MARKS:
            if chunk.startswith(mark):
                kind, chunk, start = k, chunk[len(mark) :], start + len(mark)
                break
        if visible:
            visible.append("\n\n")
            size += 2
        visible.append(chunk)
        blocks.append(Block(size, size + len(chunk), kind))
        pieces.append((size, size + len(chunk), start, start + len(chunk)))
        if kind == "headline" and head is None:
            head = (size, size + len(chunk))
        size += len(chunk)
    rows = np.array(pieces, dtype=np.int64).reshape(-1, 4)
    return Document(name, text, "".join(visible), tuple(blocks), Origin(rows), "markdown", "en", head)
