"""Phrase tables (TOML data) and one Aho-Corasick automaton over all of them.

A table is ``lexicon/<name>.toml``: an array ``phrases`` of ``{p = "...", farm = 1.2, genuine = 0.1}``.
``p`` is lower case with straight apostrophes; ``(a|b)`` gives alternatives and ``(a|)`` an optional part.
``farm`` and ``genuine`` are the measured rates per 10,000 words on the visible corpus (sources weighted
alike), written by ``training/lexicon.py``; a phrase without evidence in farms' favour has weight 0.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import ahocorasick_rs

from slopcheck import tables
from slopcheck.errors import ConfigError
from slopcheck.patterns import lazy
from slopcheck.types import made

LEXICON = "signals/lexicon"
MIN_RATIO = 2.0  # a phrase must be twice as frequent in farms to weigh anything (published lists: EVIDENCE)
MIN_RATE = 0.02  # per 10,000 words in farms; below it a rate rests on a handful of articles
_SMOOTH = 0.02  # per 10,000 words, added to both rates so that a ratio never divides by zero

_MOST_HEADS = 24  # beginnings of a phrase that are looked up; what follows them is compared where one stands
_SHORTEST_HEAD = 5  # characters; shorter beginnings stand everywhere
# Beyond Latin whatever stands in these ranges is a letter, to phrases as to tokens: telling more apart costs time.
LETTERS = (("\u0250", "\u2000"), ("\u2c00", "\u2e00"), ("\u3040", "\U0001f000"))

_BEYOND_LATIN = LETTERS[0][0]

_GROUP = re.compile(r"\(([^()]*)\)")


class Shape(NamedTuple):
    """How a pattern is looked up: by what its variants begin with, and whether something has to follow.

    Patterns that multiply out into hundreds of strings have few heads, each with many tails.
    """

    heads: tuple[str, ...]
    has_tails: bool


class Phrase(NamedTuple):
    """One entry of a table: the pattern as written and its measured rates per 10,000 words."""

    pattern: str
    farm: float
    genuine: float
    note: str = ""
    shape: Shape | None = None  # where it is known beforehand

    @property
    def ratio(self) -> float:
        return (self.farm + _SMOOTH) / (self.genuine + _SMOOTH)

    @property
    def weight(self) -> float:
        """0 without evidence, else 0.5 at twice the genuine rate rising to 1 at ten times."""
        if self.farm < MIN_RATE or self.ratio < MIN_RATIO:
            return 0.0
        return min(1.0, 0.5 + 0.5 * (self.ratio - MIN_RATIO) / (10.0 - MIN_RATIO))


def variants(pattern: str) -> list[str]:
    """Every plain string a pattern stands for."""
    return [_spaced(choice) for choice in _choices(_parts(pattern))]


def shape(pattern: str) -> Shape:
    """The heads of a pattern."""
    parts = _parts(pattern)
    cut = _cut(parts)
    return Shape(tuple(_spaced(choice) for choice in _choices(parts[:cut])), cut < len(parts))


def tails(pattern: str) -> dict[str, list[str]]:
    """What may follow each of a pattern's heads."""
    parts = _parts(pattern)
    cut = _cut(parts)
    found: dict[str, list[str]] = {}
    for head in _choices(parts[:cut]):
        known = _spaced(head)
        whole = (_spaced(head + tail) for tail in _choices(parts[cut:]))
        found.setdefault(known, []).extend(variant[len(known) :] for variant in whole)
    return found


def _parts(pattern: str) -> list[list[str]]:
    """The alternatives at each place of a pattern; plain text is its own only alternative."""
    return [part.split("|") if i % 2 else [part] for i, part in enumerate(_GROUP.split(pattern))]


def _choices(parts: list[list[str]]) -> Iterator[str]:
    return map("".join, itertools.product(*parts))


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _cut(parts: list[list[str]]) -> int:
    """How many parts the heads are made of: as many as multiply out into a few strings, none of them short."""
    cut = len(parts)
    while cut > 1 and math.prod(map(len, parts[:cut])) > _MOST_HEADS:
        cut -= 1
    short = min(len(_spaced(head)) for head in _choices(parts[:cut])) < _SHORTEST_HEAD
    return len(parts) if short else cut


class Hit(NamedTuple):
    """One phrase found: ``[start, end)`` of the view's text, and its table entry."""

    start: int
    end: int
    phrase: Phrase


def load_table(name: str) -> tuple[Phrase, ...]:
    """The phrases of ``signals/lexicon/<name>.toml``."""
    return tuple(map(_phrase, tables.read(f"{LEXICON}/{name}.toml")["phrases"]))


def _phrase(row: Mapping[str, Any]) -> Phrase:
    known = row.get("shape")
    rates = float(row.get("farm", 0.0)), float(row.get("genuine", 0.0))
    return Phrase(row["p"], *rates, row.get("note", ""), Shape(tuple(known[0]), known[1]) if known else None)


def with_shapes(table: dict[str, Any]) -> dict[str, Any]:
    """A phrase table with each pattern's shape, for the tables parsed beforehand."""
    return {**table, "phrases": [{**row, "shape": shape(row["p"])} for row in table["phrases"]]}


class Entry:
    """A phrase of a table; ``order`` counts through all tables, ``has_tails`` says that its heads are no variants."""

    __slots__ = ("_tails", "has_tails", "order", "phrase", "table")

    def __init__(self, order: int, table: str, phrase: Phrase, has_tails: bool) -> None:
        self.order, self.table, self.phrase, self.has_tails = order, table, phrase, has_tails
        self._tails: dict[str, list[str]] | None = None

    def tails(self, head: str) -> list[str]:
        """What may follow a head, worked out when a text first holds one."""
        if self._tails is None:
            self._tails = tails(self.phrase.pattern)
        return self._tails[head]


_SURROGATE = lazy("[\ud800-\udfff]")


class Automaton:
    """All tables in one pass: ``scan`` returns, per table, the leftmost-longest hits on word boundaries."""

    def __init__(self, tables: Mapping[str, Sequence[Phrase]]) -> None:
        self._names = tuple(tables)
        owners: dict[str, list[Entry]] = {}
        order = itertools.count()
        for name, phrases in tables.items():
            for phrase in phrases:
                if phrase.pattern != phrase.pattern.lower():
                    raise ConfigError(f"lexicon {name}: {phrase.pattern!r} must be lower case")
                heads, has_tails = phrase.shape or shape(phrase.pattern)
                if not all(heads):
                    raise ConfigError(f"lexicon {name}: {phrase.pattern!r} may not be empty")
                entry = Entry(next(order), name, phrase, has_tails)
                for head in heads:
                    owners.setdefault(head, []).append(entry)
        self._heads = list(owners)
        self._owners = list(owners.values())
        self._machine = ahocorasick_rs.AhoCorasick(self._heads) if self._heads else None

    def scan(self, lower: str) -> dict[str, list[Hit]]:
        """Hits in ``lower`` (lower case, straight apostrophes) of each table that has any: ordered, disjoint."""
        return self.scan_each(lower, [0])[0]

    def scan_each(self, lower: str, firsts: Sequence[int]) -> list[dict[str, list[Hit]]]:
        """The hits of each of several texts that stand in ``lower``, from ``firsts`` on, more than a space apart.

        Places count from a text's beginning.
        """
        each: list[dict[str, list[Hit]]] = [{} for _ in firsts]
        last = dict.fromkeys(self._names, 0)
        found = [(start, -end, entry.order, entry) for start, end, entry in self._matches(lower)]
        found.sort()
        ends = [*firsts[1:], len(lower) + 1]
        number, first, stop = 0, 0, ends[0]
        for start, negative_end, _, entry in found:
            while start >= stop:
                number += 1
                first, stop = firsts[number], ends[number]
            if start >= last[entry.table]:
                hit = made(Hit, (start - first, -negative_end - first, entry.phrase))
                each[number].setdefault(entry.table, []).append(hit)
                last[entry.table] = -negative_end
        return each

    def occurrences(self, lower: str) -> Iterator[tuple[str, Hit]]:
        """Every occurrence of every phrase with its table, those inside longer phrases too."""
        for start, end, entry in self._matches(lower):
            yield entry.table, Hit(start, end, entry.phrase)

    def _matches(self, lower: str) -> Iterator[tuple[int, int, Entry]]:
        """(start, end, entry) of all matches on word boundaries, overlapping ones included."""
        if self._machine is None:
            return
        size = len(lower)
        try:
            found = self._machine.find_matches_as_indexes(lower, overlapping=True)
        except UnicodeEncodeError:  # by a lone surrogate; no phrase has one
            lower = _SURROGATE.sub("\ufffd", lower)
            found = self._machine.find_matches_as_indexes(lower, overlapping=True)
        for index, start, stop in found:
            if start and _is_word(lower[start - 1]) and _is_word(lower[start]):
                continue
            for entry in self._owners[index]:
                if not entry.has_tails:
                    if stop == size or _ends(lower, stop):
                        yield start, stop, entry
                    continue
                for tail in entry.tails(self._heads[index]):
                    end = stop + len(tail)
                    if lower.startswith(tail, stop) and (end == size or _ends(lower, end)):
                        yield start, end, entry


def _ends(lower: str, end: int) -> bool:
    return not (_is_word(lower[end]) and _is_word(lower[end - 1]))


def _is_word(char: str) -> bool:
    """Whether a word goes on there: for Unicode, or for the tokens, which take more characters for letters."""
    if char.isalnum():
        return True
    if char < _BEYOND_LATIN:
        return char == "_"
    return any(first <= char < end for first, end in LETTERS)
