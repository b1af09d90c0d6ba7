"""Text to Document: blocks with kinds, and the way from every visible character back to the source."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from slopcheck.errors import ConfigError, InputError
from slopcheck.patterns import lazy
from slopcheck.segment import plain
from slopcheck.segment.blocks import Doubt, begin, settle
from slopcheck.segment.flow import Part, assemble
from slopcheck.types import Document, Input, Range

T = TypeVar("T")
S = TypeVar("S")

FORMATS = ("auto", "text", "markdown", "html")

_SUFFIXES = {
    ".md": "markdown", ".markdown": "markdown", ".mdown": "markdown", ".mkd": "markdown", ".mdx": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html",
    ".txt": "text", ".text": "text",
}  # fmt: skip
_HTML_START = lazy(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_HTML_TAG = lazy(r"</?(?:p|div|span|a|br|h[1-6]|ul|li|article|section)\b[^<>]{0,500}>", re.I)
_MARKDOWN_SIGN = lazy(
    r"^(?:#{1,6} \S|```|---\r?\n\w+:|> \S)|\]\((?:https?:|/)[^)\s]{1,500}\)|\*\*\S[^*\n]{0,200}\S\*\*", re.M
)
_MARKDOWN_MARKS = ("#", "```", "---", "> ", "](", "**")


class Parsed(NamedTuple):
    """What a format's parser hands over: parts in order, the head's metadata, ranges hidden from readers."""

    parts: list[Part]
    metadata: Mapping[str, str]
    hidden: tuple[Range, ...] = ()


class Begun(NamedTuple):
    """A text on its way to a document: the format it was read as, its parts, the headlines known, the index of the
    part that shows one, and what is left to be settled about its lines."""

    input: Input
    format: str
    parsed: Parsed
    titles: list[str]
    headline: int | None
    doubt: Doubt | None


def segment(
    text: str, *, name: str = "<text>", format: str = "auto", headline: str | None = None
) -> Document:
    """Find the visible text of an article and its parts.

    ``format`` is auto (by the name's suffix, else by content), text, markdown or html. A ``headline``
    supplied here, or found in the metadata, that the page does not show becomes a block in front of
    the text that has no place in the source. Raises InputError when there is nothing to read.
    """
    begun = _begin(Input(text, name, format, headline))
    settle([begun.doubt] if begun.doubt else [])
    return _finish(begun)


def segment_each(inputs: Sequence[Input]) -> list[Document | Exception]:
    """Segments several articles, their lines judged together; in the place of a document stands what is raised."""
    each = [_tried(_begin, one) for one in inputs]
    settle([begun.doubt for begun in each if isinstance(begun, Begun) and begun.doubt])
    return [_tried(_finish, begun) if isinstance(begun, Begun) else begun for begun in each]


def _tried(step: Callable[[T], S], given: T) -> S | Exception:
    try:
        return step(given)
    except Exception as error:
        return error


def _begin(given: Input) -> Begun:
    if given.format not in FORMATS:
        raise ConfigError(f"unknown format {given.format!r}", f"choose one of {', '.join(FORMATS)}")
    used = _sniff(given.text, given.name) if given.format == "auto" else given.format
    parsed = _parse(given.text, used)
    supplied = " ".join((given.headline or "").split())
    metadata = parsed.metadata
    titles = [supplied] if supplied else [metadata[key] for key in ("title", "page_title") if key in metadata]
    found, doubt = begin(parsed.parts, titles, seek=not supplied)
    return Begun(given, used, parsed, titles, found, doubt)


def _finish(begun: Begun) -> Document:
    given, (parts, metadata, hidden), found = begun.input, begun.parsed, begun.headline
    if begun.titles and found is None:
        parts.insert(0, Part(begun.titles[0], [], "headline"))
        found = 0
    if not any(part.pieces for part in parts):
        raise InputError(
            f"{given.name} shows no text", "nothing is visible to a reader: is it only scripts or markup?"
        )
    shown, blocks, origin = assemble(parts)
    place = (blocks[found].start, blocks[found].end) if found is not None else None
    return Document(
        name=given.name, source=given.text, text=shown, blocks=blocks, origin=origin, format=begun.format,
        headline=place, metadata=MappingProxyType(dict(metadata)), hidden=hidden,
    )  # fmt: skip


def _parse(text: str, used: str) -> Parsed:
    if used == "html":
        from slopcheck.segment import html  # noqa: PLC0415 - a format is imported when it is met

        return Parsed(*html.parse(text))
    if used == "markdown":
        from slopcheck.segment import markdown  # noqa: PLC0415

        return Parsed(*markdown.parse(text))
    return Parsed(plain.parse(text), {})


def _sniff(text: str, name: str) -> str:
    """The format by the name's suffix, else by what the text looks like."""
    dot = name.rfind(".")
    known = _SUFFIXES.get(name[dot:].lower()) if dot >= 0 else None
    if known:
        return known
    start = text[:20_000]
    if "<" in start and (_HTML_START.match(start) or len(_HTML_TAG.findall(start)) >= 3 + len(start) / 4000):
        return "html"
    # A sign needs one of these, and looking for them is fifty times as fast.
    signed = any(mark in start for mark in _MARKDOWN_MARKS) and _MARKDOWN_SIGN.search(start)
    return "markdown" if signed else "text"


__all__ = ["FORMATS", "segment", "segment_each"]
