"""Rows of tables in text without markup: cells parted by bars, and lines whose cells nothing parts."""

from __future__ import annotations

from collections.abc import Sequence

from slopcheck.patterns import lazy
from slopcheck.segment.flow import Part

LEAST_LINES = 3  # lines that make a listing
HEADING_WORDS = 16  # a longer line heads nothing
LONG = 25  # words from which a block is certainly running text
_LONGEST = 300  # characters of a row
_LINE = 100  # characters: lines up to there count no words anyway, so that one row at least must be longer
_BAR = " | "
_CLOSING = tuple(".!?:;,…\"')]’”*_")  # what a line that is closed ends in
SENTENCE_END = lazy(r"[.!?][\"')\]’”]*\s+[\"'(\[“‘]*[A-Z]")
# Rows do without the small words of sentences; captions and tributes, which often lack a full stop, do not.
_SMALL = frozenset(
    "a an the is are was were has have had that which who this these he she they we i it his her their our".split()
)
_FEW = 0.06  # of the words
_PROSE = frozenset({"paragraph", "quote"})


def rows(parts: Sequence[Part]) -> None:
    """Make tables' rows of such lines inside the article, in place: outside it, lines may yet be furniture."""
    long = [i for i, part in enumerate(parts) if part.words >= LONG]
    if not long:
        return
    plain = [i for i in long if _BAR not in parts[i].text]
    if plain:
        _barred(parts, (plain[0], plain[-1]))
    closed = [i for i in long if _is_closed(parts[i].text)]
    if closed:
        listings(parts[closed[0] : closed[-1]])


def late(parts: Sequence[Part]) -> list[int]:
    """Make tables' rows of such lines wherever they stand, in place; the first of each table.

    Lines parted by bars stand together there and below a paragraph: one alone may be a list of search phrases.
    """
    first = next(
        (i for i, part in enumerate(parts) if part.words >= LONG and _BAR not in part.text), len(parts)
    )
    _barred(parts, (first, len(parts)), alone=False)
    listings(parts)
    tables = [part.kind == "table" for part in parts]
    return [i for i, is_row in enumerate(tables) if is_row and i and not tables[i - 1]]


def _barred(parts: Sequence[Part], within: tuple[int, int], *, alone: bool = True) -> None:
    """Lines whose cells are parted by bars: two in a row or, standing alone, with three cells."""
    barred = [
        i
        for i, part in enumerate(parts)
        if "|" in part.text and _BAR in part.text and part.kind == "paragraph"
    ]
    near = set(barred)
    for i in barred:
        beside = i - 1 in near or i + 1 in near or (alone and parts[i].text.count(_BAR) > 1)
        if beside and within[0] < i < within[1]:
            parts[i].kind = "table"


def listings(parts: Sequence[Part]) -> None:
    """Three or more lines in a row, none of which ends like a sentence or holds one, are a table's rows, if some
    are too long for lines that count no words anyway. What heads them may be a heading."""
    run: list[Part] = []
    for part in (*parts, None):
        if part is not None and _is_row(part):
            run.append(part)
            continue
        if len(run) >= LEAST_LINES and max(len(row.text) for row in run) > _LINE and _are_terse(run):
            heads = run[0].words <= HEADING_WORDS and any(word.islower() for word in run[0].text.split())
            for row in run[heads:]:
                if row.interface is None:
                    row.kind = "table"
        run = []


def _is_closed(text: str) -> bool:
    return text.rstrip().endswith(_CLOSING)


def _is_row(part: Part) -> bool:
    if part.kind not in _PROSE or part.node is not None or len(part.text) > _LONGEST:
        return False
    return not _is_closed(part.text) and not SENTENCE_END.search(part.text)


def _are_terse(run: Sequence[Part]) -> bool:
    words = " ".join(part.text for part in run).lower().split()
    return sum(word in _SMALL for word in words) <= _FEW * len(words)
