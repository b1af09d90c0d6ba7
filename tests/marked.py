"""Marked examples: miniature documents that say, in place, what a signal must find.

A file holds documents separated by ``---`` lines. ``[[...]]`` marks exactly what must be found; a document
without marks must stay clean. Documents are Markdown unless their first lines say otherwise:
``%format html`` or ``%format text`` choose another format, ``%headline ...`` supplies a headline, and any
other line that begins with ``%`` at the top is a remark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from slopcheck import detect
from slopcheck.segment import segment
from slopcheck.types import Document

FOLDER = Path(__file__).parent / "signals"
_RULE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_MARK = re.compile(r"\[\[|\]\]")
_FORMATS = {"md": "markdown", "markdown": "markdown", "html": "html", "text": "text"}


@dataclass(frozen=True)
class Example:
    """One miniature document: its source without marks, and the source ranges that must be found."""

    signal: str
    number: int
    source: str
    format: str
    headline: str | None
    wanted: tuple[tuple[int, int], ...]

    @property
    def id(self) -> str:
        return f"{self.signal}-{self.number}-{'hit' if self.wanted else 'clean'}"


def examples(path: Path) -> list[Example]:
    """The documents of one example file."""
    parts = [part.strip("\n") for part in _RULE.split(path.read_text("utf-8"))]
    return [_parse(path.stem, i, part) for i, part in enumerate(parts, 1) if part.strip()]


def all_examples() -> list[Example]:
    return [example for path in sorted(FOLDER.glob("*.txt")) for example in examples(path)]


def _parse(signal: str, number: int, text: str) -> Example:
    directives: dict[str, str] = {}
    while text.startswith("%"):
        line, _, text = text.partition("\n")
        name, _, value = line[1:].partition(" ")
        directives[name] = value.strip()
    source, wanted = _strip_marks(text.strip("\n"), f"{signal} document {number}")
    form = _FORMATS[directives.get("format", "markdown")]
    return Example(signal, number, source, form, directives.get("headline"), wanted)


def _strip_marks(text: str, where: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    pieces: list[str] = []
    wanted: list[tuple[int, int]] = []
    at = size = 0
    opened: int | None = None
    for mark in _MARK.finditer(text):
        pieces.append(text[at : mark.start()])
        size += mark.start() - at
        at = mark.end()
        if (mark.group() == "[[") != (opened is None):
            raise ValueError(f"{where}: marks [[ and ]] do not pair")
        if opened is None:
            opened = size
        else:
            wanted.append((opened, size))
            opened = None
    if opened is not None:
        raise ValueError(f"{where}: marks [[ and ]] do not pair")
    pieces.append(text[at:])
    return "".join(pieces), tuple(wanted)


def document(example: Example) -> Document:
    return segment(example.source, name=example.id, format=example.format, headline=example.headline)


def found(example: Example) -> list[tuple[int, int]]:
    """Source ranges that the example's signal finds in it."""
    doc = document(example)
    ranges = [
        doc.origin.source_range(span.start, span.end)
        for span in detect.detect(detect.view(doc))
        if span.signal == example.signal
    ]
    return sorted(r for r in ranges if r is not None)
