"""Plain text to parts. Each line is a block, unless the text is hard-wrapped: then each paragraph is."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from slopcheck.patterns import LIST_MARK
from slopcheck.segment.flow import SPACE, Flow, Part
from slopcheck.segment.lexicon import kind_of
from slopcheck.types import made

_LINE = re.compile(r"[^\r\n]+")
_WRAP_LIMIT = 120  # nobody wraps prose wider than this; unwrapped paragraphs are nearly always wider
_WRAP_SHARE = 0.6  # of the lines inside a paragraph, how many must be full
_LONG_LINE = 80  # lines of verse and of lists are shorter
_HALF_LINE = 60
_BROKEN_SHARE = 1 / 3
_SENTENCE_ENDS = ".!?:;\u2026"
_WRAP_LINES = 4  # with fewer lines to go by, nothing is said about wrapping


class Line(NamedTuple):
    """One line that shows something: its range, and whether it follows the line above directly."""

    start: int
    end: int
    tight: bool


def parse(source: str) -> list[Part]:
    """The blocks of a plain text."""
    lines = _lines(source)
    if not any(line.tight for line in lines):  # blank lines throughout: no line can go on in the next
        return [_part(source, [line]) for line in lines]
    return [_part(source, group) for group in _groups(source, lines, _wrap_width(source, lines))]


def _part(source: str, group: list[Line]) -> Part:
    """The block that some lines make, which stand directly below each other."""
    start, end, tight = group[0]
    line = source[start:end]
    core = line.strip(SPACE)
    if len(group) == 1 and core.isprintable() and "  " not in core:
        # One line without white space to collapse: what most texts are made of.
        size = len(core)
        begin = start if size == end - start else start + line.index(core)
        is_item = not core[0].isalpha() and LIST_MARK.match(line)
        part = Part(core, [(0, size, begin, begin + size)], "item" if is_item else "paragraph", tight)
        part.count(core.count(" ") + 1)
        return part
    flow = Flow(source)
    # Between two lines of a group is one line break.
    flow.add(start, group[-1].end)
    return flow.part("item" if LIST_MARK.match(line) else "paragraph", tight=tight)


def _lines(source: str) -> list[Line]:
    found: list[Line] = []
    if "\r" not in source:
        at, near = 0, False
        for text in source.split("\n"):
            end = at + len(text)
            shown = bool(text) and not text.isspace()
            if shown:
                found.append(made(Line, (at, end, near)))
            at, near = end + 1, shown
        return found
    breaks, last = 2, 0
    carriage = "\r\n" in source
    for match in _LINE.finditer(source):
        start, end = match.span()
        breaks += start - last - (source.count("\r\n", last, start) if carriage else 0)
        last = end
        if not source[start:end].isspace():
            found.append(Line(start, end, breaks < 2))
            breaks = 0
    return found


def _wrap_width(source: str, lines: list[Line]) -> int:
    """The column at which the text is hard-wrapped; 0 when it is not.

    In wrapped text a line that is followed directly by another one is full: the next line's first word
    would not have fitted. Headline, byline and residue lines that merely stand close are not.
    """
    inner = [(a, b) for a, b in itertools.pairwise(lines) if b.tight]
    if len(inner) < _WRAP_LINES or max(line.end - line.start for line in lines) > _WRAP_LIMIT:
        return 0
    lengths = sorted(a.end - a.start for a, _ in inner)
    width = lengths[-1 - len(lengths) // 50]
    full = sum(_is_full(source, a, b, width) for a, b in inner)
    return width if width >= 40 and full >= _WRAP_SHARE * len(inner) else 0


def _is_full(source: str, line: Line, after: Line, width: int) -> bool:
    word = source[after.start : after.end].split(None, 1)[0]
    return line.end - line.start + 1 + len(word) > width - 4


def _goes_on(source: str, line: Line, after: Line) -> bool:
    """Whether a sentence runs on from a line that is not full, as where a link or an image stood."""
    return (
        source[after.start : after.end].lstrip()[0].islower()
        and source[line.start : line.end].rstrip()[-1] not in _SENTENCE_ENDS
    )


def _groups(source: str, lines: list[Line], width: int) -> Iterator[list[Line]]:
    """The lines of each block."""
    if not width:
        yield from _unbroken(source, lines)
        return
    group: list[Line] = []
    for line in lines:
        joins = (
            group
            and line.tight
            and (_is_full(source, group[-1], line, width) or _goes_on(source, group[-1], line))
            and not LIST_MARK.match(source, line.start, line.end)
        )
        if group and not joins:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _unbroken(source: str, lines: list[Line]) -> Iterator[list[Line]]:
    """Each line alone, but for those of a paragraph that some line breaks were left in."""
    stretch: list[Line] = []
    for line in lines:
        if stretch and not line.tight:
            yield from _parted(source, stretch)
            stretch = []
        stretch.append(line)
    if stretch:
        yield from _parted(source, stretch)


def _parted(source: str, stretch: list[Line]) -> Iterator[list[Line]]:
    """Lines without a blank one between, as blocks: where many sentences run on below, a line may end with one."""
    breaks = [_is_broken(source, a, b) for a, b in itertools.pairwise(stretch)]
    many = sum(breaks) >= _BROKEN_SHARE * len(breaks)
    group = stretch[:1]
    for line, is_broken in zip(stretch[1:], breaks, strict=True):
        last = group[-1]
        ends = many and last.end - last.start >= _HALF_LINE and source[last.end - 1] in _SENTENCE_ENDS
        if not (is_broken or ends) or LIST_MARK.match(source, line.start, line.end):
            yield group
            group = []
        group.append(line)
    yield group


def _is_broken(source: str, line: Line, after: Line) -> bool:
    """Whether a sentence runs on, on lines too long for verse and lists that are none of those around an article."""
    return (
        _goes_on(source, line, after)
        and max(line.end - line.start, after.end - after.start) >= _LONG_LINE
        and kind_of(source[line.start : line.end].strip(SPACE)) is None
    )
