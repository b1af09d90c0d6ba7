"""The catalogue of signals and measures: a list, JSON, or the page docs/signals.md."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

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
    page: str


def rows() -> list[Row]:
    """All signals and measures, by family, then id."""
    found = [
        Row(s.id, s.version, "signal", s.family, s.effect, s.summary, _page(s.find))
        for s in catalogue().values()
    ]
    found += [
        Row(m.id, m.version, "measure", m.family, m.effect, m.summary, _page(m.compute))
        for m in measures().values()
    ]
    order = {family: i for i, family in enumerate(FAMILIES)}
    return sorted(found, key=lambda row: (order.get(row.family, len(order)), row.kind != "signal", row.id))


def _page(function: Any) -> str:
    return textwrap.dedent(sys.modules[function.__module__].__doc__ or "").strip()


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
    """Everything but the documentation pages."""
    listed = [{k: v for k, v in row._asdict().items() if k != "page"} for row in rows()]
    return json.dumps({"signals": listed}, ensure_ascii=False, indent=1) + "\n"


def markdown() -> str:
    """The documentation: every module's docstring, family by family."""
    lines = [
        "# Signals and measures",
        "",
        "Generated from the signals' own files by `make signals`; edit those. A signal marks places in the",
        "text, a measure is a number about the whole of it. Faults lower the quality, credits raise it,",
        "neutral findings only inform.",
    ]
    family, page = "", ""
    for row in rows():
        if row.family != family:
            family = row.family
            lines += ["", f"## {family}", "", _MEANINGS.get(family, "")]
        lines += [
            "",
            f"### {row.id}",
            "",
            f"{row.summary}. *{row.kind}, {row.effect}, version {row.version}*",
        ]
        if row.page != page:
            page = row.page
            lines += ["", page.replace("``", "`")]
    return "\n".join(lines) + "\n"


FORMATS: Mapping[str, Callable[[], str]] = {"text": text, "json": as_json, "markdown": markdown}
