"""Phrase tables (TOML data) and one Aho-Corasick automaton over all of them.

A table is ``lexicon/<name>.toml``: an array ``phrases`` of ``{p = "...", farm = 1.2, genuine = 0.1}``.
``p`` is lower case with straight apostrophes; ``(a|b)`` gives alternatives and ``(a|)`` an optional part.
``farm`` and ``genuine`` are the measured rates per 10,000 words on the visible corpus (sources weighted
alike), written by ``training/lexicon.py``; a phrase without evidence in farms' favour has weight 0.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import ahocorasick_rs

from slopcheck import tables
from slopcheck.errors import ConfigError

MIN_RATIO = 2.0  # a phrase must be twice as frequent in farms to weigh anything (published lists: EVIDENCE)
MIN_RATE = 0.02  # per 10,000 words in farms; below it a rate rests on a handful of articles
_SMOOTH = 0.02  # per 10,000 words, added to both rates so that a ratio never divides by zero

_GROUP = re.compile(r"\(([^()]*)\)")


class Phrase(NamedTuple):
    """One entry of a table: the pattern as written and its measured rates per 10,000 words."""

    pattern: str
    farm: float
    genuine: float
    note: str = ""

    @property
    def ratio(self) -> float:
        return (self.farm + _SMOOTH) / (self.genuine + _SMOOTH)

    @property
    def weight(self) -> float:
        """0 without evidence, else 0.5 at twice the genuine rate rising to 1 at ten times."""
        if self.farm < MIN_RATE or self.ratio < MIN_RATIO:
            return 0.0
        return min(1.0, 0.5 + 0.5 * (self.ratio - MIN_RATIO) / (10.0 - MIN_RATIO))

    def variants(self) -> list[str]:
        """Every plain string the pattern stands for."""
        parts = _GROUP.split(self.pattern)
        options = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
        return [" ".join("".join(choice).split()) for choice in itertools.product(*options)]


class Hit(NamedTuple):
    """One phrase found: ``[start, end)`` of the view's text, and its table entry."""

    start: int
    end: int
    phrase: Phrase


def load_table(name: str) -> tuple[Phrase, ...]:
    """The phrases of ``signals/lexicon/<name>.toml``."""
    rows = tables.read(f"signals/lexicon/{name}.toml")["phrases"]
    return tuple(
        Phrase(row["p"], float(row.get("farm", 0.0)), float(row.get("genuine", 0.0)), row.get("note", ""))
        for row in rows
    )


_SURROGATE = re.compile("[\ud800-\udfff]")


class Automaton:
    """All tables in one pass: ``scan`` returns, per table, the leftmost-longest hits on word boundaries."""

    def __init__(self, tables: Mapping[str, Sequence[Phrase]]) -> None:
        self._names = tuple(tables)
        owners: dict[str, list[tuple[str, Phrase]]] = {}
        for name, phrases in tables.items():
            for phrase in phrases:
                for variant in phrase.variants():
                    if not variant or variant != variant.lower():
                        raise ConfigError(
                            f"lexicon {name}: {phrase.pattern!r} must be lower case and not empty"
                        )
                    owners.setdefault(variant, []).append((name, phrase))
        self._variants = list(owners)
        self._owners = [owners[v] for v in self._variants]
        self._machine = ahocorasick_rs.AhoCorasick(self._variants) if self._variants else None

    def scan(self, lower: str) -> dict[str, list[Hit]]:
        """Hits per table in ``lower`` (lower case, straight apostrophes): ordered, disjoint in a table."""
        hits: dict[str, list[Hit]] = {name: [] for name in self._names}
        found = [(start, -end, index) for start, end, index in self._matches(lower)]
        found.sort()
        last = dict.fromkeys(self._names, 0)
        for start, negative_end, index in found:
            for name, phrase in self._owners[index]:
                if start >= last[name]:
                    hits[name].append(Hit(start, -negative_end, phrase))
                    last[name] = -negative_end
        return hits

    def occurrences(self, lower: str) -> Iterator[tuple[str, Hit]]:
        """Every occurrence of every phrase with its table, those inside longer phrases too."""
        for start, end, index in self._matches(lower):
            for name, phrase in self._owners[index]:
                yield name, Hit(start, end, phrase)

    def _matches(self, lower: str) -> list[tuple[int, int, int]]:
        """(start, end, variant) of all matches on word boundaries, overlapping ones included."""
        if self._machine is None:
            return []
        size = len(lower)
        # A lone surrogate cannot be encoded; no phrase has one.
        lower = _SURROGATE.sub("\ufffd", lower)
        return [
            (start, end, index)
            for index, start, end in self._machine.find_matches_as_indexes(lower, overlapping=True)
            if not (start and _is_word(lower[start - 1]) and _is_word(lower[start]))
            and not (end < size and _is_word(lower[end]) and _is_word(lower[end - 1]))
        ]


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"
