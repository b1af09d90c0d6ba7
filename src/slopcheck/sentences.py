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
_STOP = re.compile(r"""[.!?\u2026][.!?"'\u201d\u2019)\]]{0,16}\s+(?=["'\u201c\u2018(\[]*[^\Wa-z_])""")
_LAST_WORD = re.compile(r"[\w.]+$")


def sentences(text: str, lower: str, blocks: Sequence[Range]) -> tuple[Ints, Ints, Ints]:
    """Starts and ends of the sentences, and the index of the block that holds each; none crosses a block.

    ``lower`` is ``text`` in lower case, one character for each.
    """
    starts: list[int] = []
    ends: list[int] = []
    owners: list[int] = []
    for index, (at, end) in enumerate(blocks):
        for stop in _STOP.finditer(text, at, end):
            if _is_abbreviation(lower, at, stop.start()):
                continue
            starts.append(at)
            ends.append(stop.start() + len(stop.group().rstrip()))
            owners.append(index)
            at = stop.end()  # noqa: PLW2901 - the next sentence of the block begins there
        if at < end:
            starts.append(at)
            ends.append(end)
            owners.append(index)
    as_ints = [np.array(v, dtype=np.int64) for v in (starts, ends, owners)]
    return as_ints[0], as_ints[1], as_ints[2]


def _is_abbreviation(lower: str, begin: int, stop: int) -> bool:
    if lower[stop] != ".":
        return False
    word = _LAST_WORD.search(lower, max(begin, stop - 12), stop)
    if word is None:
        return False
    last = word.group()
    return last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha() and last != "i")
