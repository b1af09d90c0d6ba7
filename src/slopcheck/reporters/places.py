"""Positions of the source as people and editors count them: lines, columns, UTF-16 units."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from slopcheck.types import Document

_LINE_END = re.compile(r"\r\n|\r|\n")


class Place(NamedTuple):
    """Where a range stands in the source. Lines and columns count from 1; ends are exclusive."""

    source_start: int
    source_end: int
    line: int
    column: int
    end_line: int
    end_column: int
    utf16_start: int
    utf16_end: int


class Places:
    """Looks up places in one document's source."""

    def __init__(self, document: Document) -> None:
        self._document = document
        source = document.source
        self._lines = np.array([0, *(m.end() for m in _LINE_END.finditer(source))], dtype=np.int64)
        codes = np.frombuffer(source.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        self._wide = np.flatnonzero(codes > 0xFFFF)  # characters that take two UTF-16 units

    def of(self, start: int, end: int) -> Place | None:
        """The place of ``[start, end)`` of the visible text; None where the source has no such text."""
        found = self._document.origin.source_range(start, end)
        if found is None:
            return None
        first, last = found
        line, column = self._line_column(first)
        end_line, end_column = self._line_column(last)
        return Place(first, last, line, column, end_line, end_column, self._utf16(first), self._utf16(last))

    def _line_column(self, position: int) -> tuple[int, int]:
        line = int(np.searchsorted(self._lines, position, side="right"))
        return line, position - int(self._lines[line - 1]) + 1

    def _utf16(self, position: int) -> int:
        return position + int(np.searchsorted(self._wide, position))
