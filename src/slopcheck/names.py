"""Names in a text: capitalised runs of running text, each with its kind and canonical form.

Rules, no model. Headlines and headings are left out, since title case makes a name of everything there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from slopcheck.layout import Bools
from slopcheck.naming import Form, acronyms, form_of, gender_of, kind_of, people, words
from slopcheck.once import jointly, once
from slopcheck.sets import Pool
from slopcheck.tokens import hash_words
from slopcheck.types import Ints, made
from slopcheck.views import Views

_CONNECTORS = frozenset(
    "of|for|the|de|van|von|bin|al|del|la|and|of the|von der|van der|van den|de la".split("|")
)
_WIDEST = 9  # characters between two words of a name: " von der " is the widest connector
_INITIAL = 1  # letters of an initial, after which a full stop may continue a name
_APART = 3  # places between two capitalised words of a name: "Department of the Treasury"
_TITLE_CASE = 0.7  # share of capitalised words from which a line is in title case
_FEW_WORDS = 3  # of so few words nothing is said about title case
_MEMORY = 60  # mentions back that a pronoun may reach
_PERSONAL = re.compile(r", (?:who\b|\d\d,)")
_SPACE, _HYPHEN, _S, _APOSTROPHE = (ord(c) for c in " -s'")
_OPENING_MARKS = np.zeros(0x10000, dtype=np.bool_)
_OPENING_MARKS[[ord(c) for c in "\"'\u201c\u2018"]] = True


class Name(NamedTuple):
    """One mention: ``[start, end)`` without the title, the role before it, kind and canonical name."""

    start: int
    end: int
    title: str
    kind: str
    full: str


class Names(NamedTuple):
    """All mentions in order, those that start or end at a position, who alone bore a title, and who is
    surely a man ("m") or a woman ("f")."""

    mentions: tuple[Name, ...]
    starts: tuple[int, ...]
    by_start: dict[int, Name]
    by_end: dict[int, Name]
    role: dict[str, str]
    gender: dict[str, str]

    def within(self, start: int, end: int) -> tuple[Name, ...]:
        """The mentions that begin in ``[start, end)``."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def before(self, position: int, start: int = 0) -> Iterator[Name]:
        """The mentions in ``[start, position)``, the nearest first, a few dozen at most."""
        last = bisect_left(self.starts, position)
        for at in range(last - 1, max(last - _MEMORY, bisect_left(self.starts, start)) - 1, -1):
            yield self.mentions[at]


@once
def names(views: Views) -> Names:
    """The names of paragraphs, items and quotes."""
    text = views.text
    starts, ends, opening = _edges(views)
    runs = written(views)
    forms = {raw: form_of(raw) for raw in dict.fromkeys(runs)}
    in_brackets = [
        (forms[runs[i - 1]].name, runs[i])
        for i, start in enumerate(starts)
        if text[start - 1] == "(" and i and ends[i - 1] == start - 2
    ]
    spelt = acronyms(in_brackets)
    persons = people(forms.values(), _speaking(views, starts, ends, runs, forms))
    kinds = {raw: kind_of(form, persons, spelt) for raw, form in forms.items()}
    known = _known(forms, runs, opening)
    role: dict[str, str] = {}
    gender: dict[str, str] = {}
    sexes: dict[str, str] = {}
    mentions: list[Name] = []
    for start, raw, opens in zip(starts, runs, opening, strict=True):
        form, (kind, full) = forms[raw], kinds[raw]
        if opens and form.name not in known:
            continue
        if kind == "person":
            if raw not in sexes:
                sexes[raw] = gender_of(form, full)
            if sex := sexes[raw]:
                gender[full] = sex
            if form.title and role.setdefault(form.title, full) != full:
                role[form.title] = ""
        begin = start + form.offset
        mentions.append(made(Name, (begin, begin + len(form.name), form.title, kind, full)))
    begins = tuple([m.start for m in mentions])
    by_start = dict(zip(begins, mentions, strict=True))
    return Names(tuple(mentions), begins, by_start, {m.end: m for m in mentions}, role, gender)


@once
def written(views: Views) -> list[str]:
    """The capitalised runs of running text as they are written, which names are made of."""
    starts, ends, _ = _edges(views)
    return [views.text[a:b] for a, b in zip(starts, ends, strict=True)]


def _speaking(
    views: Views, starts: list[int], ends: list[int], runs: list[str], forms: Mapping[str, Form]
) -> set[str]:
    """Last names that stand beside a word of speech or before an age or "who" somewhere."""
    hits = views.hits.get("attribution", ())
    after, before = {h.start - 1 for h in hits}, {h.end + 1 for h in hits}
    text = views.text
    return {
        forms[raw].last
        for start, end, raw in zip(starts, ends, runs, strict=True)
        if end in after or start in before or (text.startswith(", ", end) and _PERSONAL.match(text, end))
    }


def _known(forms: Mapping[str, Form], runs: list[str], opening: list[bool]) -> set[str]:
    """Names that are names even where they open a sentence: not words with a capital of circumstance."""
    inside = {raw for raw, opens in zip(runs, opening, strict=True) if not opens}
    inside.update([raw for raw in forms if " " in raw])
    known = {word for raw in inside for word in raw.split(" ")}
    known.update([form.name for form in forms.values() if form.sure])
    return known


@cache
def _never() -> Pool:
    return Pool(hash_words(sorted(words().never)))


@jointly
def _edges(views: Views) -> list[tuple[list[int], list[int], list[bool]]]:
    """Starts and ends of the capitalised runs of each document, and which open a sentence or a quotation."""
    chosen = _capitals(views)
    if not len(chosen):
        return [([], [], [])] * len(views.first_chars)
    start, end = views.tok_start[chosen], views.tok_end[chosen]
    apart = np.empty(len(chosen) + 1, dtype=np.bool_)
    apart[0] = apart[-1] = True
    np.logical_not(_joined(views, chosen, start, end), out=apart[1:-1])
    begins, ends = start[apart[:-1]], end[apart[1:]]
    at = views.sent_start[:-1].searchsorted(begins)
    opening = (views.sent_start[at] == begins) | _OPENING_MARKS[np.minimum(views.codes[begins - 1], 0xFFFF)]
    cuts = begins.searchsorted([*views.first_chars, len(views.text)]).tolist()
    return [
        ((begins[a:b] - first).tolist(), (ends[a:b] - first).tolist(), opening[a:b].tolist())
        for first, (a, b) in zip(views.first_chars, pairwise(cuts), strict=True)
    ]


def _capitals(views: Views) -> Ints:
    """Capitalised tokens of running text that may be part of a name."""
    if not len(views.tok_start):
        return np.zeros(0, dtype=np.int64)
    capital = views.tok_capital.nonzero()[0]
    chosen = capital[_named_blocks(views, capital)[views.tok_block[capital]]]
    free: Ints = chosen[~_never().holds(views.tok_hash[chosen])]
    return free


def _named_blocks(views: Views, capital: Ints) -> Bools:
    """Blocks of running text, by their capitalised tokens. A line in title case or capitals would make one name
    of everything."""
    sizes = views.blk_tokens
    capitals = np.bincount(views.tok_block[capital], minlength=len(views.blocks))
    running = np.array([b.kind in ("paragraph", "item", "quote") for b in views.blocks], dtype=np.bool_)
    return running & ((capitals < _TITLE_CASE * sizes) | (sizes <= _FEW_WORDS))


def _joined(views: Views, chosen: Ints, start: Ints, end: Ints) -> Bools:
    """For each capitalised token but the last: whether the next one goes on with the same name."""
    codes = views.codes
    gap, apart = start[1:] - end[:-1], chosen[1:] - chosen[:-1]
    possessive = (codes[end - 1] == _S) & (codes[end - 2] == _APOSTROPHE)
    open_ended = ~possessive[:-1] & (gap <= _WIDEST)
    mark = codes[end[:-1]]
    joined: Bools = open_ended & (apart == 1) & (gap == 1) & ((mark == _SPACE) | (mark == _HYPHEN))
    for i in (open_ended & ~joined & (apart <= _APART)).nonzero()[0].tolist():
        joined[i] = _goes_on(views.text, int(start[i]), int(end[i]), int(start[i + 1]), int(apart[i]))
    return joined


def _goes_on(text: str, begin: int, end: int, start: int, apart: int) -> bool:
    """The rarer links of a name: "Patrick T. Fallon", "U.S. Marines", "Department of Justice"."""
    gap = text[end:start]
    if apart == 1:
        return gap in (". ", ".") and (end - begin <= _INITIAL or text[begin:end].lower() in words().titles)
    if gap[0] != " " or gap[-1] != " " or gap[1:-1] not in _CONNECTORS:
        return False
    # "and" joins two names more often than it is part of one, except in an organisation's.
    return gap != " and " or not words().organisations.isdisjoint(
        text[start : start + 40].lower().split(" ", 3)[:3]
    )
