"""Names in a text: capitalised runs, what kind of thing each names, and the fullest form of each.

Rules, no model: titles, given names, organisation words, a list of places, acronyms the text itself spells
out. Headlines and headings are left out, since title case makes a name of everything there.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from slopcheck.once import once
from slopcheck.style import Hashes
from slopcheck.views import Bools, Views, hash_words

_IN_ONE_NAME = frozenset({" ", ". ", "-", ".", "'", "\u2019"})
_CONNECTORS = frozenset({"of", "and", "for", "the", "de", "van", "von", "bin", "al", "del", "la"})
_SAY = frozenset({"said", "says", "told"})
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
class Words:
    """The word lists of ``data/names.toml``."""

    titles: frozenset[str]
    roles: frozenset[str]
    organisations: frozenset[str]
    never: frozenset[str]
    given: frozenset[str]
    places: frozenset[str]


@cache
def words() -> Words:
    """The lists, read once."""
    rows = tomllib.loads(files("slopcheck").joinpath("data", "names.toml").read_text("utf-8"))
    sets = {k: frozenset(v.split() if isinstance(v, str) else v) for k, v in rows.items()}
    return Words(**sets)


@cache
def _never_hashes() -> Hashes:
    return np.sort(hash_words(sorted(words().never)))


def plain(text: str) -> str:
    """A name without a possessive."""
    for ending in ("'s", "\u2019s", "'", "\u2019"):
        if text.endswith(ending):
            return text[: -len(ending)]
    return text


@dataclass(frozen=True, slots=True)
class Names:
    """All mentions, in order, and those that start or end at a position."""

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
    runs = [_titled(views.text, start, end) for start, end in _runs(views)]
    runs = [run for run in runs if run[0] < run[1]]
    runs = _without_openers(views, runs)
    acronyms = _acronyms(views.text, runs)
    people = _people(views, runs)
    role: dict[str, str] = {}
    mentions: list[Name] = []
    for start, end, title in runs:
        text = plain(views.text[start:end])
        kind, full = _kind(text, title, people, acronyms)
        if kind == "person" and title:
            role.setdefault(title, full)
        mentions.append(Name(start, start + len(text), title, kind, full))
    return Names(
        tuple(mentions),
        tuple(m.start for m in mentions),
        {m.start: m for m in mentions},
        {m.end: m for m in mentions},
        role,
    )


def _runs(views: Views) -> list[tuple[int, int]]:
    """Runs of capitalised tokens that one name may be, with small connectors inside."""
    starts, ends = views.tok_start, views.tok_end
    if not len(starts):
        return []
    capital = views.tok_capital & _named_blocks(views)[views.tok_block]
    capital &= ~np.isin(views.tok_hash, _never_hashes())
    chosen = np.flatnonzero(capital).tolist()
    text = views.text
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(chosen):
        first = last = chosen[at]
        at += 1
        while at < len(chosen) and last - first < _LONGEST and _continues(views, text, last, chosen[at]):
            last = chosen[at]
            at += 1
        found.append((int(starts[first]), int(ends[last])))
    return found


def _named_blocks(views: Views) -> Bools:
    """Blocks of running text. A line in title case or capitals would make one name of everything."""
    count = len(views.blocks)
    words = np.bincount(views.tok_block, minlength=count)
    capitals = np.bincount(views.tok_block, weights=views.tok_capital, minlength=count)
    running = np.array([b.kind in ("paragraph", "item", "quote") for b in views.blocks], dtype=np.bool_)
    return running & ((capitals < _TITLE_CASE * words) | (words <= _FEW_WORDS))


def _continues(views: Views, text: str, last: int, following: int) -> bool:
    end, start = int(views.tok_end[last]), int(views.tok_start[following])
    if start - end > 9 or text[end - 2 : end] in ("'s", "\u2019s"):
        return False
    gap = text[end:start]
    if following == last + 1:
        if gap in (". ", "."):
            return end - int(views.tok_start[last]) <= _SHORT
        return gap in _IN_ONE_NAME
    between = gap.strip()
    return gap == f" {between} " and (between in _CONNECTORS or between == "of the")


def _titled(text: str, start: int, end: int) -> tuple[int, int, str]:
    """The run without what stands before its last title, and that title."""
    title = ""
    at = start
    parts = text[start:end].split(" ")
    for word, following in pairwise(parts):
        at += len(word) + 1
        bare = word.rstrip(".").lower()
        if bare in words().titles and plain(following).lower() not in words().organisations:
            title, start = bare, at
    return start, end, title


def _without_openers(views: Views, runs: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Leaves out single words that have a capital only because they open a sentence or a quotation."""
    openers = set(views.sent_start.tolist())
    text = views.text
    opens = [start in openers or text[start - 1] in "\"'\u201c\u2018" for start, _, _ in runs]
    known = set(words().places)
    for (start, end, _), opening in zip(runs, opens, strict=True):
        name = plain(text[start:end])
        if not opening or " " in name:
            known.update(name.split(" "))
    return [
        run
        for run, opening in zip(runs, opens, strict=True)
        if not opening or run[2] or _is_known(plain(text[run[0] : run[1]]), known)
    ]


def _is_known(name: str, known: set[str]) -> bool:
    return " " in name or name in known or name.lower() in known or (name.isupper() and len(name) > 1)


def _acronyms(text: str, runs: list[tuple[int, int, str]]) -> dict[str, str]:
    """``ICE`` -> ``Immigration and Customs Enforcement``, where the text writes the one after the other."""
    found: dict[str, str] = {}
    for (start, end, _), (begin, stop, _) in pairwise(runs):
        short = text[begin:stop]
        if begin - end == 2 and text[end:begin] == " (" and short.isupper() and 2 <= len(short) <= 8:
            long = plain(text[start:end])
            parts = [w[0] for w in long.replace("-", " ").split() if w[0].isupper()]
            if "".join(parts).endswith(short[:2]) or short[0] in parts:
                found[short] = _initials(long, short)
    return found


def _initials(long: str, short: str) -> str:
    """The end of ``long`` whose capitals spell ``short``, or all of it."""
    parts = long.split(" ")
    for i in range(len(parts)):
        if "".join(p[0] for p in parts[i:] if p[:1].isupper()) == short:
            return " ".join(parts[i:])
    return long


def _people(views: Views, runs: list[tuple[int, int, str]]) -> dict[str, str]:
    """Last name -> fullest name, for the runs that look like persons."""
    lists = words()
    alone = {plain(views.text[start:end]) for start, end, _ in runs}
    found: dict[str, str] = {}
    for start, end, title in runs:
        text = plain(views.text[start:end])
        parts = text.split(" ")
        first, last = parts[0].lower(), parts[-1].lower()
        if len(parts) > 4 or last in lists.organisations or text.lower() in lists.places:
            continue
        if any(part.lower() in lists.organisations or part in _CONNECTORS for part in parts[:-1]):
            continue
        speaks = views.lower[end + 1 : end + 5] in _SAY or views.lower[start - 5 : start - 1] in _SAY
        looks = title or (len(parts) > 1 and (first in lists.given or parts[-1] in alone or speaks))
        if looks and len(text) > len(found.get(parts[-1], "")):
            found[parts[-1]] = text
    return found


def _kind(text: str, title: str, people: dict[str, str], acronyms: dict[str, str]) -> tuple[str, str]:
    lists = words()
    lower = text.lower()
    parts = text.split(" ")
    if text in acronyms:
        return "organisation", acronyms[text]
    if lower in lists.places:
        return "place", text
    if any(part.lower() in lists.organisations for part in parts):
        short = text.removeprefix("U.S. ")
        return "organisation", short if short in acronyms.values() else text
    full = people.get(parts[-1])
    first = parts[0]
    if full is not None and (len(parts) == 1 or full.endswith(text) or first in full.split(" ")):
        return "person", full
    if title:
        return "person", text
    is_acronym = text.isupper() and 2 <= len(text) <= 6 and text.isalpha()
    return ("organisation" if is_acronym else "other"), text
