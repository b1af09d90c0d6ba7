"""The table of interface strings: which kind a short line is by its wording alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple, cast

import ahocorasick_rs

from slopcheck import tables
from slopcheck.patterns import lazy
from slopcheck.types import Kind

_EDGES = " \t\n\r\f\v\u00a0\u200b\u2060\ufeff.:;,!?*|·•-–—>»→…()[]\"'“”‘’"
# A photographer and an outlet: "Given Surname/Outlet Name".
_CREDIT = lazy(
    r"[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]*){1,3}/[A-Z][\w'’.&-]*(?: (?:[A-Z][\w'’.&-]*|via|of|the)){0,6}"
)
MAX_CHARS = 200  # an interface string is short; longer blocks are prose that may mention one


class Shape(NamedTuple):
    """A pattern of a line, behind the strings of which a line must hold one for it to match."""

    needs: tuple[str, ...]
    pattern: re.Pattern[str]
    kind: Kind


class Table(NamedTuple):
    """Whole lines and beginnings per kind, and the patterns: those of beginnings first.

    ``needs`` finds the strings that patterns need; ``needing`` are the numbers of the patterns that need each.
    """

    lines: Mapping[str, Kind]
    opens: tuple[tuple[str, Kind], ...]
    begins: tuple[str, ...]
    shapes: tuple[Shape, ...]
    needs: ahocorasick_rs.AhoCorasick
    needing: tuple[tuple[int, ...], ...]


@cache
def table() -> Table:
    """The table in ``furniture.toml``, read once."""
    data = tables.read("segment/furniture.toml")
    kinds = [(cast(Kind, kind), rows) for kind, rows in data.items()]
    shapes = [
        Shape(tuple(needs.split("|")), lazy(pattern), kind)
        for kind, rows in kinds
        for needs, pattern in rows.get("patterns", ())
    ]
    shapes.sort(key=lambda shape: not shape.pattern.pattern.startswith("^"))
    needing: dict[str, list[int]] = {}
    for number, shape in enumerate(shapes):
        for needed in shape.needs:
            needing.setdefault(needed, []).append(number)
    return Table(
        {normalise(line): kind for kind, rows in kinds for line in rows.get("lines", ())},
        tuple((begin, kind) for kind, rows in kinds for begin in rows.get("opens", ())),
        tuple(begin for _, rows in kinds for begin in rows.get("opens", ())),
        tuple(shapes),
        ahocorasick_rs.AhoCorasick(list(needing)),
        tuple(map(tuple, needing.values())),
    )


def normalise(text: str) -> str:
    """Lower-case, white space collapsed, without punctuation at either end."""
    return " ".join(text.lower().replace("’", "'").split()).strip(_EDGES)


def kind_of(text: str) -> Kind | None:
    """The kind of a line that is an interface string, a byline, a date or a photo credit; else None."""
    return _kind_of(text) if len(text) <= MAX_CHARS else None


@lru_cache(maxsize=8192)
def _kind_of(text: str) -> Kind | None:
    raw = text.lower()
    if "  " in raw or not raw.isprintable():  # else its only white space is single spaces
        raw = " ".join(raw.split())
    raw = raw.strip()
    key = raw.replace("’", "'").strip(_EDGES)  # what ``normalise`` makes of it
    if not key:
        return "separator"
    known = table()
    if key in known.lines:
        return known.lines[key]
    if "/" in text and _CREDIT.fullmatch(text.strip()):
        return "caption"
    if key.startswith(known.begins):
        return next(kind for begin, kind in known.opens if key.startswith(begin))
    return _shape(raw, known)


def _shape(raw: str, known: Table) -> Kind | None:
    # A lone surrogate cannot be looked up in; no pattern needs one.
    sought = raw if raw.isascii() else raw.encode("utf-8", "replace").decode()
    found = known.needs.find_matches_as_indexes(sought, overlapping=True)
    for number in sorted({number for need, _, _ in found for number in known.needing[need]}):
        if known.shapes[number].pattern.search(raw):
            return known.shapes[number].kind
    return None
