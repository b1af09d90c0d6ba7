"""The table of interface strings: which kind a short line is by its wording alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple, cast

from slopcheck import tables
from slopcheck.types import Kind

_EDGES = " \t\n\r\f\v\u00a0\u200b\u2060\ufeff.:;,!?*|·•-–—>»→…()[]\"'“”‘’"
# A photographer and an outlet: "Given Surname/Outlet Name".
_CREDIT = re.compile(
    r"[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]*){1,3}/[A-Z][\w'’.&-]*(?: (?:[A-Z][\w'’.&-]*|via|of|the)){0,6}"
)
MAX_CHARS = 200  # an interface string is short; longer blocks are prose that may mention one


class Table(NamedTuple):
    """Whole lines, beginnings, patterns of beginnings and patterns, per kind. In front of each pattern stands
    what every line it finds must hold: to look for that costs a fiftieth of a search."""

    lines: Mapping[str, Kind]
    opens: tuple[tuple[str, Kind], ...]
    starts: tuple[tuple[str, re.Pattern[str], Kind], ...]
    patterns: tuple[tuple[str, re.Pattern[str], Kind], ...]


@cache
def table() -> Table:
    """The table in ``furniture.toml``, compiled once."""
    data = tables.read("segment/furniture.toml")
    kinds = [(cast(Kind, kind), rows) for kind, rows in data.items()]
    patterns = [(p, kind) for kind, rows in kinds for p in rows.get("patterns", ())]
    return Table(
        {normalise(line): kind for kind, rows in kinds for line in rows.get("lines", ())},
        tuple((begin, kind) for kind, rows in kinds for begin in rows.get("opens", ())),
        tuple((required(p), re.compile(p), kind) for p, kind in patterns if p.startswith("^")),
        tuple((required(p), re.compile(p), kind) for p, kind in patterns if not p.startswith("^")),
    )


def required(pattern: str) -> str:
    """The longest plain text that whatever a pattern matches must hold; empty if none is plain to see."""
    runs = [""]
    depth, at = 0, 0
    while at < len(pattern):
        char = pattern[at]
        if char == "|" and depth == 0:
            return ""
        if char == "[":
            at = pattern.index("]", at + 2)
        depth += (char == "(") - (char == ")")
        if char in "?*{":
            runs[-1] = runs[-1][:-1]  # what stands before it may be missing
        if depth == 0 and (char.isalnum() or char in " ©"):
            runs[-1] += char
        else:
            runs.append("")
        at += 2 if char == "\\" else 1
        if char == "{":
            at = pattern.index("}", at) + 1
    return max(runs, key=len)


def normalise(text: str) -> str:
    """Lower-case, white space collapsed, without punctuation at either end."""
    return " ".join(text.lower().replace("’", "'").split()).strip(_EDGES)


@lru_cache(maxsize=8192)
def kind_of(text: str) -> Kind | None:
    """The kind of a line that is an interface string, a byline, a date or a photo credit; else None."""
    if len(text) > MAX_CHARS:
        return None
    key = normalise(text)
    if not key:
        return "separator"
    known = table()
    if key in known.lines:
        return known.lines[key]
    if _CREDIT.fullmatch(text.strip()):
        return "caption"
    raw = " ".join(text.lower().split())
    return next(
        chain(
            (kind for begin, kind in known.opens if key.startswith(begin)),
            (kind for needed, pattern, kind in known.starts if needed in raw and pattern.match(raw)),
            (kind for needed, pattern, kind in known.patterns if needed in raw and pattern.search(raw)),
        ),
        None,
    )
