"""Styled lines of a fixed width: what the terminal formats write on.

Laying out is done here because importing rich costs a short run more than the layout. Colours, where there is
a terminal to show them, are rich's: it knows what terminals understand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from slopcheck.reporters.data import Options

# What could move the cursor, colour the terminal or turn the reading direction.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f]")
_WORD = re.compile(r"\s*\S+\s*")
ELLIPSIS = "\u2026"

Segment = tuple[str, str]  # text and its style, as rich names styles; "" is plain


def clean(text: str) -> str:
    """Text on one line with nothing in it that a terminal would obey."""
    flat = text.replace("\r\n", " ").replace("\n", " ").replace("\t", " ")
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", flat)


def cells(text: str) -> int:
    """Columns a text takes: two for wide characters, none for those that combine with the one before."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


def fitting(text: str, room: int) -> int:
    """How many characters of a text fit into ``room`` columns."""
    if text.isascii():
        return min(len(text), max(room, 0))
    used = 0
    for index, char in enumerate(text):
        used += cells(char)
        if used > room:
            return index
    return len(text)


class Screen:
    """Collects lines no wider than the reader's screen."""

    def __init__(self, options: Options) -> None:
        self.width = options.width
        self._color = options.color
        self._lines: list[list[Segment]] = []

    def blank(self) -> None:
        """An empty line."""
        self._lines.append([])

    def rule(self) -> None:
        """A line across the screen."""
        self._lines.append([("\u2500" * self.width, "dim")])

    def whole(self, *segments: Segment) -> None:
        """One line, however wide: what other programs read line by line."""
        self._lines.append(list(segments))

    def put(self, *segments: Segment, indent: int = 0, hang: int = 0) -> None:
        """Words, wrapped; every line is indented, and lines after the first by ``hang`` more."""
        text = "".join(part for part, _ in segments)
        start = 0
        for stop in _breaks(text, self.width - indent, self.width - indent - hang):
            margin = indent + (hang if start else 0)
            self._lines.append([(" " * margin, ""), *_cut(segments, start, stop)])
            start = stop

    def fit(self, *segments: Segment, indent: int = 0) -> None:
        """What fits on one line, with an ellipsis for the rest."""
        text = "".join(part for part, _ in segments)
        room = self.width - indent
        line = [(" " * indent, ""), *segments]
        if cells(text) > room:
            line = [(" " * indent, ""), *_cut(segments, 0, fitting(text, room - 1)), (ELLIPSIS, "")]
        self._lines.append(line)

    def __str__(self) -> str:
        if self._color:
            return _painted(self._lines)
        return "".join("".join(text for text, _ in line).rstrip() + "\n" for line in self._lines)


def _breaks(text: str, first: int, width: int) -> Iterator[int]:
    """Where the lines of a text end: after white space, within a word only where it fills a line alone."""
    room, used = first, 0
    for word in _WORD.finditer(text):
        start, stop = word.span()
        size = cells(word.group().rstrip())
        if used and used + size > room:
            yield start
            room, used = width, 0
        while size > room:
            start += max(fitting(text[start:stop], room), 1)
            yield start
            room, size = width, cells(text[start:stop].rstrip())
        used += cells(text[start:stop])
    yield len(text)


def _cut(segments: tuple[Segment, ...], start: int, stop: int) -> list[Segment]:
    """The part of the segments between two positions of their text."""
    found = []
    at = 0
    for text, style in segments:
        piece = text[max(start - at, 0) : max(stop - at, 0)]
        if piece:
            found.append((piece, style))
        at += len(text)
    return found


def _painted(lines: list[list[Segment]]) -> str:
    """The lines in the sixteen colours every terminal has."""
    import io  # noqa: PLC0415 - only a terminal pays for rich

    from rich.console import Console  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    out = io.StringIO()
    console = Console(
        file=out, force_terminal=True, color_system="standard", legacy_windows=False, highlight=False,
        emoji=False, markup=False, _environ={},
    )  # fmt: skip
    for line in lines:
        console.print(Text.assemble(*line), soft_wrap=True)
    return out.getvalue()
