"""The position property, checked by an independent reader: html.parser on the source slice of each block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from slopcheck.types import Block, Origin

_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_UNSEEN = frozenset({
    "script", "style", "template", "noscript", "svg", "select", "textarea", "iframe", "object",
    "canvas", "video", "audio",
    "math", "datalist", "title", "map",
})  # fmt: skip
_VOID = frozenset(
    {
        "br",
        "img",
        "input",
        "hr",
        "wbr",
        "meta",
        "link",
        "area",
        "col",
        "embed",
        "source",
        "track",
        "param",
        "base",
    }
)


class _Shown(HTMLParser):
    """Collects the text of a slice that no hidden element holds."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.parts.append(" ")
        if tag in _VOID:
            return
        given = dict(attrs)
        style = re.sub(r"\s", "", (given.get("style") or "").lower())
        hides = (
            tag in _UNSEEN or "hidden" in given or given.get("aria-hidden") == "true"
            or "display:none" in style or "visibility:hidden" in style
        )  # fmt: skip
        if self.hidden or hides:
            self.hidden.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("br", "p"):  # browsers read stray ones as a break
            self.parts.append(" ")
        if tag in self.hidden:
            while self.hidden.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)


def mismatches(source: str, text: str, blocks: Sequence[Block], origin: Origin) -> tuple[int, int]:
    """Blocks checked, and those whose source slice does not show their text."""
    checked = wrong = 0
    for block in blocks:
        place = origin.source_range(block.start, block.end)
        if place is None:
            continue
        checked += 1
        reader = _Shown()
        reader.feed(source[place[0] : place[1]])
        reader.close()
        shown = _SPACE.sub(" ", "".join(reader.parts)).strip(" ")
        wrong += shown != _SPACE.sub(" ", text[block.start : block.end]).strip(" ")
    return checked, wrong
