"""Where sentences begin and end."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from slopcheck.types import Ints, Range

# Words before a full stop that do not end a sentence when a capital follows.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof sen rep gov lt col gen maj capt sgt cpl pvt adm cmdr rev hon st mt ft jr sr vs no nos "
    "fig figs eq al dept est approx inc corp co ltd jan feb mar apr jun jul aug sep sept oct nov dec "
    "e.g i.e u.s u.k u.n d.c p.m a.m".split()
)
_STOP = re.compile(r"""([.!?\u2026][.!?"'\u201d\u2019)\]]{0,16})\s+(?=["'\u201c\u2018(\[]*[^\Wa-z_])""")
_LAST_WORD = re.compile(r"[\w.]+$")
_LONGEST = 12  # characters that are looked at of the word before a full stop


def sentences(text: str, lower: str, blocks: Sequence[Range]) -> tuple[Ints, Ints, Ints]:
    """Starts and ends of the sentences, and the index of the block that holds each; none crosses a block.

    ``lower`` is ``text`` in lower case, one character for each. Blocks are ordered and stand on lines of their own.
    """
    starts = [start for start, _ in blocks]
    ends = [end for _, end in blocks]
    begins = np.array(starts, dtype=np.int64)
    size = len(ends)
    index, last = 0, 0
    # All in one search: beginning one for each block takes longer than what is found there.
    for stop in _STOP.finditer(text):
        at, end = stop.span()
        while index < size and at >= blocks[index][1]:
            index += 1
        if index == size:
            break
        begin, last = blocks[index]
        if at >= begin and end < last and not _is_abbreviation(lower, at):
            starts.append(end)
            ends.append(stop.end(1))
    starts.sort()
    ends.sort()
    found = np.array(starts, dtype=np.int64)
    return found, np.array(ends, dtype=np.int64), begins.searchsorted(found, "right") - 1


def _is_abbreviation(lower: str, stop: int) -> bool:
    if lower[stop] != ".":
        return False
    near = lower[max(0, stop - _LONGEST) : stop]
    last = near.rpartition(" ")[2]
    if not last.isalpha():
        word = _LAST_WORD.search(near)
        if word is None:
            return False
        last = word.group()
    return last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha() and last != "i")
