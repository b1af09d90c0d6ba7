"""The visible corpus, with its known leaks neutralised.

``articles()`` reads ``data/articles.jsonl.gz`` under ``$SLOPCHECK_DATA`` (default ``../shared``). Rows whose
label is uncertain are left out. Lines that recur in many articles of one source (footers, plugs, mastheads)
are cut, so that no model learns a source by its furniture.
"""

from __future__ import annotations

import gzip
import html
import json
import os
import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

# Sources whose label is weak or whose text is machine-spun reporting: always reported apart.
APART = frozenset(
    {"P7-33/Titan-Segurity.io#spun", "Vishalmeenaa/my-blog", "thearturord/moneygrow", "farm_thereport"}
)
RECURRING = 5  # documents of one source that share a line before it counts as the source's own furniture
# Fences, rows and cells of tables written as HTML, and the attributes of an element written over several lines.
_FENCE = re.compile(r"```|~~~|</?t[dhr]\b|[\w:-]+(?:=(?:\"[^\"]*\"|'[^']*')\s*/?>?|\s*/?>)$")
_MARKS = re.compile(
    r"<[^<>]*(?:>|$)|\{\{.*?\}\}|\{%.*?%\}|^(?:(?:#{1,6}|[>*+-]|\d{1,3}[.)])\s+)+|[*_`]{1,3}|#+$"
)

_ELEMENT = re.compile(r"<(h[1-6]|p|li)\b[^<>]*>((?:[^<]|<(?!/?\1\b))*)</\1\s*>", re.I)


@dataclass(frozen=True, slots=True)
class Article:
    """One labelled article. ``raw`` is as published in ``format``; ``text`` has the markup removed."""

    id: str
    source: str
    group: str
    farm: bool
    genre: str
    era: str
    title: str
    format: str
    raw: str
    text: str


def folder() -> Path:
    """Where the collected data lies; a clear exit when it does not."""
    path = Path(os.environ.get("SLOPCHECK_DATA", "../shared"))
    if not (path / "data" / "articles.jsonl.gz").is_file():
        raise SystemExit(f"no articles at {path}/data: set SLOPCHECK_DATA to the folder that holds data/")
    return path


def articles() -> list[Article]:
    """All labelled articles, recurring lines cut."""
    with gzip.open(folder() / "data" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    found = [
        Article(
            id=str(row["id"]),
            source=row["source"],
            group=row["group"],
            farm=row["label"] == "farm",
            genre=row["genre"],
            era=row["era"],
            title=row["title"] or "",
            format={"md": "markdown", "html": "html", "txt": "text"}[row["format"]],
            raw=row["raw"],
            text=row["text"],
        )
        for row in rows
        if row["label"] != "uncertain"
    ]
    return without_recurring_lines(found)


def without_recurring_lines(rows: list[Article]) -> list[Article]:
    """The same articles without the lines that many articles of their source share.

    Lines are compared by what they say, so that a heading leaves Markdown and the flattened text together; lines
    that only structure the text (fences, tags) stay, for without them what stands between them is read wrongly.
    """
    seen: dict[str, Counter[str]] = {}
    for row in rows:
        counts = seen.setdefault(row.source, Counter())
        raw = _said(row.raw) if row.format != "html" else set()
        counts.update((_said(row.text) | raw) - {""})
    recurring = {s: {line for line, n in c.items() if n >= RECURRING} for s, c in seen.items()}
    return [
        replace(
            row,
            text=_cut(row.text, recurring[row.source]),
            raw=(_cut_elements if row.format == "html" else _cut)(row.raw, recurring[row.source]),
        )
        for row in rows
    ]


def said(line: str) -> str:
    """What a line says without its markup; empty if it only structures the text around it."""
    line = line.strip()
    shown = "" if _FENCE.match(line) else _MARKS.sub("", line).strip()
    return shown if any(map(str.isalpha, shown)) else ""


def _said(text: str) -> set[str]:
    return set(map(said, text.split("\n")))


def _cut(text: str, recurring: set[str]) -> str:
    return "\n".join(line for line in text.split("\n") if said(line) not in recurring)


def _cut_elements(page: str, recurring: set[str]) -> str:
    return _ELEMENT.sub(lambda found: "" if said(html.unescape(found[2])) in recurring else found[0], page)
