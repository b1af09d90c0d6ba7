"""The catalogue of signals and measures, as a list or JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Mapping
from typing import NamedTuple

from slopcheck.measures import measures
from slopcheck.signals import FAMILIES, catalogue

_MEANINGS = {
    "headline": "Does the headline say what the article says, and say it once?",
    "repetition": "Does the article say the same thing again?",
    "filler": "Are there words that pad instead of telling?",
    "promo": "Does it sell or cross-link in the middle of the article?",
    "structure": "Is it built like a template?",
    "sourcing": "Is there anything a reader could check, and somebody who says it?",
    "wording": "Does it read like the content farms or like the reporting it was compared with?",
    "evasion": "Is text disguised so that tools do not see it?",
    "furniture": "Parts of the page that are not the article. They never move the score.",
}


class Row(NamedTuple):
    """One signal or measure of the catalogue."""

    id: str
    version: int
    kind: str
    family: str
    effect: str
    summary: str


def rows() -> list[Row]:
    """All signals and measures, by family, then id."""
    found = [Row(s.id, s.version, "signal", s.family, s.effect, s.summary) for s in catalogue().values()]
    found += [Row(m.id, m.version, "measure", m.family, m.effect, m.summary) for m in measures().values()]
    order = {family: i for i, family in enumerate(FAMILIES)}
    return sorted(found, key=lambda row: (order.get(row.family, len(order)), row.kind != "signal", row.id))


def text() -> str:
    """One entry a line, family by family."""
    lines: list[str] = []
    family = ""
    for row in rows():
        if row.family != family:
            family = row.family
            lines += [*([""] if lines else []), f"{family}: {_MEANINGS.get(family, '')}"]
        about = textwrap.wrap(f"{row.effect}. {row.summary}", 52)
        lines.append(f"  {row.id:<24}{about[0]}")
        lines += [" " * 26 + more for more in about[1:]]
    return "\n".join(lines) + "\n"


def as_json() -> str:
    """The same as values."""
    listed = [row._asdict() for row in rows()]
    return json.dumps({"signals": listed}, ensure_ascii=False, indent=1) + "\n"


FORMATS: Mapping[str, Callable[[], str]] = {"text": text, "json": as_json}
