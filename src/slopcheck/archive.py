"""Articles of one's own, labelled or not: files, folders, or JSONL with one article a line.

A line of JSONL has ``text`` and may have ``label`` (``genuine`` or ``farm``), ``group`` (its outlet or template),
``headline``, ``format`` and ``genre``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from slopcheck.errors import ConfigError, InputError
from slopcheck.inputs import walk
from slopcheck.read import read_path
from slopcheck.segment import FORMATS

LINES = frozenset({".jsonl", ".ndjson"})
LABELS = ("genuine", "farm")
_MOST_LINES_BYTES = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Item:
    """One article of an archive; ``label`` and ``group`` are empty where nothing is said."""

    name: str
    text: str
    format: str = "auto"
    headline: str | None = None
    label: str = ""
    group: str = ""
    genre: str = ""


def read(paths: Iterable[str]) -> tuple[list[Item], list[InputError]]:
    """The articles at the paths, each text once, and what could not be read."""
    found: dict[str, Item] = {}
    failures: list[InputError] = []
    for path in walk(paths):
        try:
            for item in _lines(path) if Path(path).suffix.lower() in LINES else [_file(path)]:
                found.setdefault(item.text, item)
        except InputError as error:
            failures.append(error)
    return list(found.values()), failures


def _file(path: str) -> Item:
    source = read_path(path)
    return Item(source.name, source.text)


def _lines(path: str) -> Iterator[Item]:
    text = read_path(path, max_bytes=_MOST_LINES_BYTES).text
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise ConfigError(f"{path}, line {number}: no JSON ({error.msg})", _HINT) from error
        yield _item(f"{path}:{number}", row)


_HINT = 'each line is one article: {"text": "...", "label": "genuine", "group": "the outlet"}'


def _item(name: str, row: Any) -> Item:
    if not isinstance(row, Mapping) or not isinstance(row.get("text"), str):
        raise ConfigError(f"{name}: an article needs a text", _HINT)
    known = {key: row[key] for key in ("format", "headline", "label", "group", "genre") if row.get(key)}
    for key, value in known.items():
        if not isinstance(value, str):
            raise ConfigError(f"{name}: {key} must be a text", _HINT)
    if known.get("label", "genuine") not in LABELS:
        raise ConfigError(f"{name}: label {known['label']!r} is neither genuine nor farm", _HINT)
    if known.get("format", "auto") not in FORMATS:
        raise ConfigError(
            f"{name}: unknown format {known['format']!r}", f"choose one of {', '.join(FORMATS)}"
        )
    return Item(name, row["text"], **known)
