"""The parts of a page, one a line, each with its kind: how the input was understood."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from slopcheck.reporters.places import Places
from slopcheck.types import ABOUT, BODY, Block, Document

_CLASSES = ((BODY, "body"), (ABOUT, "about"))
_SHOWN = 50


def class_of(block: Block) -> str:
    """body, about or furniture."""
    return next((name for kinds, name in _CLASSES if block.kind in kinds), "furniture")


def text(document: Document) -> str:
    """Line, class, kind and the beginning of each part."""
    places = Places(document)
    rows = []
    for block in document.blocks:
        place = places.of(block.start, block.end)
        line = str(place.line) if place else "\u2014"
        start = "".join(c if c.isprintable() else " " for c in document.text[block.start : block.end])
        shown = start if len(start) <= _SHOWN else start[: _SHOWN - 1] + "\u2026"
        rows.append(f"{line:>5}  {class_of(block):<9} {block.kind:<12}  {shown}")
    return "\n".join(rows) + "\n"


def as_json(document: Document) -> str:
    """The same with all positions."""
    places = Places(document)
    rows = []
    for block in document.blocks:
        place = places.of(block.start, block.end)
        rows.append(
            {
                "start": block.start,
                "end": block.end,
                "kind": block.kind,
                "class": class_of(block),
                "line": place.line if place else None,
                "end_line": place.end_line if place else None,
                "source_start": place.source_start if place else None,
                "source_end": place.source_end if place else None,
                "text": document.text[block.start : block.end],
            }
        )
    whole = {"name": document.name, "format": document.format, "blocks": rows}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


FORMATS: Mapping[str, Callable[[Document], str]] = {"text": text, "json": as_json}
