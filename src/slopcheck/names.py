"""Names in a text: capitalised runs of running text, each with its kind and canonical form.

Rules, no model. Headlines and headings are left out, since title case makes a name of everything there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from slopcheck.naming import Run, acronyms, kind_of, people, plain, words
from slopcheck.once import once
from slopcheck.style import Hashes
from slopcheck.views import Bools, Views, hash_words

_IN_ONE_NAME = frozenset({" ", "-", "'", "\u2019"})
_CONNECTORS = frozenset({"of", "and", "for", "the", "de", "van", "von", "bin", "al", "del", "la", "of the"})
_SHORT = 4  # letters of a word after which a full stop may continue a name: initials and titles
_LONGEST = 9  # tokens of one name
_TITLE_CASE = 0.6  # share of capitalised words from which a line is in title case
_FEW_WORDS = 3  # of so few words nothing is said about title case
_MEMORY = 60  # mentions back that a pronoun may reach


class Name(NamedTuple):
    """One mention: ``[start, end)`` without the title, the role before it, kind and canonical name."""

    start: int
    end: int
    title: str
    kind: str
    full: str


@dataclass(frozen=True, slots=True)
class Names:
    """All mentions in order, those that start or end at a position, and who bore which title."""

    mentions: tuple[Name, ...]
    starts: tuple[int, ...]
    by_start: dict[int, Name]
    by_end: dict[int, Name]
    role: dict[str, str]

    def within(self, start: int, end: int) -> tuple[Name, ...]:
        """The mentions that begin in ``[start, end)``."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def people_before(self, position: int) -> Iterator[Name]:
        """Persons mentioned before ``position``, the nearest first, among the last few dozen names."""
        last = bisect_left(self.starts, position)
        for at in range(last - 1, max(last - _MEMORY, 0) - 1, -1):
            if self.mentions[at].kind == "person":
                yield self.mentions[at]


@once
def names(views: Views) -> Names:
    """The names of paragraphs, items and quotes."""
    runs = _without_openers(views, [_titled(views.text, start, end) for start, end in _runs(views)])
    spelt = acronyms(views.text, runs)
    persons = people(views.lower, runs)
    role: dict[str, str] = {}
    mentions: list[Name] = []
    for run in runs:
        kind, full = kind_of(run, persons, spelt)
        if kind == "person" and run.title:
            role.setdefault(run.title, full)
        mentions.append(Name(run.start, run.start + len(run.text), run.title, kind, full))
    return Names(
        tuple(mentions),
        tuple(m.start for m in mentions),
        {m.start: m for m in mentions},
        {m.end: m for m in mentions},
        role,
    )


@cache
def _never() -> Hashes:
    return np.sort(hash_words(sorted(words().never)))


def _runs(views: Views) -> list[tuple[int, int]]:
    """Runs of capitalised tokens that one name may be, with small connectors inside."""
    if not len(views.tok_start):
        return []
    capital = views.tok_capital & _named_blocks(views)[views.tok_block]
    chosen = np.flatnonzero(capital)
    chosen = chosen[~np.isin(views.tok_hash[chosen], _never())]
    rows = zip(chosen.tolist(), views.tok_start[chosen].tolist(), views.tok_end[chosen].tolist(), strict=True)
    found: list[tuple[int, int]] = []
    last = begin = stop = size = -1
    for at, start, end in rows:
        if last >= 0 and size < _LONGEST and _continues(views.text, stop, start, at - last, begin):
            size += 1
        else:
            if last >= 0:
                found.append((begin, stop))
            begin, size = start, 1
        last, stop = at, end
    if last >= 0:
        found.append((begin, stop))
    return found


def _named_blocks(views: Views) -> Bools:
    """Blocks of running text. A line in title case or capitals would make one name of everything."""
    count = len(views.blocks)
    sizes = np.bincount(views.tok_block, minlength=count)
    capitals = np.bincount(views.tok_block, weights=views.tok_capital, minlength=count)
    running = np.array([b.kind in ("paragraph", "item", "quote") for b in views.blocks], dtype=np.bool_)
    return running & ((capitals < _TITLE_CASE * sizes) | (sizes <= _FEW_WORDS))


def _continues(text: str, end: int, start: int, apart: int, begin: int) -> bool:
    """Whether the capitalised token at ``start`` goes on with the name that runs to ``end``."""
    if start - end > 9 or text[end - 2 : end] in ("'s", "\u2019s"):
        return False
    gap = text[end:start]
    if apart == 1:
        if gap in (". ", "."):
            return end - max(begin, text.rfind(" ", begin, end) + 1) <= _SHORT
        return gap in _IN_ONE_NAME
    return gap[0] == gap[-1] == " " and gap[1:-1] in _CONNECTORS


def _titled(text: str, start: int, end: int) -> Run:
    """The run without what stands before its last title, and that title."""
    title, begin, at = "", start, start
    for word, following in pairwise(text[start:end].split(" ")):
        at += len(word) + 1
        bare = word.rstrip(".").lower()
        if bare in words().titles and plain(following).lower() not in words().organisations:
            title, begin = bare, at
    return Run(begin, end, plain(text[begin:end]), title)


def _without_openers(views: Views, runs: list[Run]) -> list[Run]:
    """Leaves out single words that have a capital only because they open a sentence or a quotation."""
    openers = set(views.sent_start.tolist())
    opening = [run.start in openers or views.text[run.start - 1] in "\"'\u201c\u2018" for run in runs]
    known: set[str] = set()
    for run, opens in zip(runs, opening, strict=True):
        if not opens or " " in run.text:
            known.update(run.text.split(" "))
    return [
        run
        for run, opens in zip(runs, opening, strict=True)
        if not opens or run.title or _is_known(run.text, known)
    ]


def _is_known(text: str, known: set[str]) -> bool:
    in_list = " " in text or text in known or text.lower() in words().places
    return in_list or (text.isupper() and len(text) > 1)
