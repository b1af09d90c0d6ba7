"""Markdown to parts, with exact positions: block structure by line, inline markup by one pass."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from slopcheck.segment.flow import Flow, Part
from slopcheck.segment.inline import inline
from slopcheck.types import Kind, Range

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|$)")
_FRONT = re.compile(r"(---|\+\+\+)[ \t]*\r?\n(.*?)\r?\n\1[ \t]*(?:\r?\n|$)", re.S)
_FIELD = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*[:=][ \t]*(.*?)[ \t]*$", re.M)
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_ATX_END = re.compile(r"[ \t]+#+[ \t]*$")
_RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ITEM = re.compile(r"\s{0,12}(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)")
_BREAK = re.compile(r"\S(?:[ ]{2,}|\\|<br ?/?>[ ]*)$")
_QUOTE = re.compile(r" {0,3}(?:>[ ]?)+")
_REFERENCE = re.compile(r" {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S+")
_TABLE_RULE = re.compile(r" {0,3}\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$")

# HTML between Markdown: elements that end a block, and those whose content is shown as it stands or not at all.
_TAG = re.compile(
    r"""(?<!`)(?P<ticks>`{1,8})(?!`)[^\n]{1,2000}?(?<!`)(?P=ticks)(?!`)
      | <(?P<close>/?)(?P<name>address|article|aside|blockquote|caption|center|dd|details|div|dl|dt|figcaption|figure
        |footer|form|h[1-6]|header|hr|iframe|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul
        )\b[^<>]{0,2000}>""",
    re.X | re.I,
)
_CELLS = frozenset({"td", "th"})
_OPENS: dict[str, Kind] = {"li": "item", "dd": "item", "dt": "item", "tr": "table", "figcaption": "caption"}
_RAW = re.compile(r"\s{0,3}(?:<(pre|script|style)\b[^<>]{0,1000}>|\{%-?[ ]?highlight\b[^{}]{0,200}%\})", re.I)
_RAW_MARKUP = re.compile(
    r"</?[A-Za-z][^<>]{0,500}>|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)
_KEYS = {"title": "title", "headline": "title", "author": "author", "authors": "author", "date": "date",
         "published": "date", "pubdate": "date", "publisher": "publisher", "site": "publisher",
         "source": "publisher", "url": "url", "link": "url", "canonical": "url",
         "description": "description", "excerpt": "description", "summary": "description"}  # fmt: skip


class Row(NamedTuple):
    """One line without its line break."""

    start: int
    end: int


def parse(source: str) -> tuple[list[Part], dict[str, str], tuple[Range, ...]]:
    """The blocks of a Markdown text, its front matter, and what it hides (HTML comments)."""
    metadata: dict[str, str] = {}
    start = 0
    front = _FRONT.match(source)
    if front and _FIELD.search(front.group(2)):
        metadata = _front_matter(front.group(2))
        start = front.end()
    hidden: list[Range] = []
    reader = _Blocks(source, [Row(*m.span(1)) for m in _LINE.finditer(source, start)], hidden)
    return reader.read(), metadata, tuple(hidden)


def _front_matter(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _FIELD.finditer(text):
        key = _KEYS.get(match.group(1).lower())
        value = match.group(2).strip("\"'[] ")
        if key and value:
            found.setdefault(key, value)
    return found


class _Blocks:
    """Groups lines into blocks. One instance reads one text."""

    def __init__(self, source: str, rows: list[Row], hidden: list[Range]) -> None:
        self.source = source
        self.rows = rows
        self.hidden = hidden
        self.parts: list[Part] = []
        self.open: list[Row] = []
        self.kind: Kind = "paragraph"
        self.tight = False
        self.level = 0
        self.quoted = 0  # block quotations in HTML around the line
        self.unclosed: dict[str, int] = {}  # from where on nothing closes a comment or an element

    def read(self) -> list[Part]:
        at = 0
        while at < len(self.rows):
            at = self._line(at)
        self._flush()
        return self.parts

    def _line(self, at: int) -> int:
        row = self.rows[at]
        line = self.source[row.start : row.end]
        if not line.strip():
            self._flush()
            self.tight = False
            return at + 1
        fence = _FENCE.match(line)
        if fence:
            return self._fenced(at, fence.group(1))
        raw = _RAW.match(line) if "<" in line or "{%" in line else None
        after = raw and self._raw(at, raw)
        if after:
            return after
        if self.open and self.kind == "paragraph" and _SETEXT.match(line):
            self._flush("heading", level=1 if "=" in line else 2)
        elif _RULE.match(line):
            self._flush()
            self._leaf(row, "separator")
            self.tight = False
        elif _ATX.match(line):
            self._flush()
            self._heading(row, line)
        elif line.lstrip().startswith("<!--") and "-->" not in line:
            return self._comment(at)
        elif _REFERENCE.match(line) and not self.open:
            pass
        elif _TABLE_RULE.match(line) and "|" in line:
            self._flush("table")
        else:
            self._text(row, line)
            if _BREAK.search(line) and self._breaks(at):
                self._flush()
        return at + 1

    def _breaks(self, at: int) -> bool:
        """Whether the line break that a line ends with parts it from the next: no sentence runs on there."""
        if at + 1 == len(self.rows):
            return False
        after = self.source[self.rows[at + 1].start : self.rows[at + 1].end]
        return not (_SETEXT.match(after) or after.lstrip(" >\t*_")[:1].islower())

    def _text(self, row: Row, line: str) -> None:
        quote = _QUOTE.match(line)
        item = _ITEM.match(line, quote.end() if quote else 0)
        if line.lstrip().startswith("|") and line.rstrip().endswith("|"):
            self._flush()
            self._cells(row, line)
        elif item:
            self._flush()
            self.kind = "item"
            self._show(row.start + item.end(), row.end)
        elif quote:
            if self.kind != "quote":
                self._flush()
            self.kind = "quote"
            if line[quote.end() :].strip():
                self._show(row.start + quote.end(), row.end)
            else:
                self._flush()
                self.tight = False
        else:
            self._show(row.start, row.end)

    def _show(self, start: int, end: int) -> None:
        """Show a line, or what follows a mark on it; elements of HTML in it part it into blocks."""
        at = start
        if "<" in self.source[start:end]:
            for tag in _TAG.finditer(self.source, start, end):
                if tag["name"]:
                    self._piece(at, tag.start())
                    self._tag(tag["name"].lower(), closes=bool(tag["close"]))
                    at = tag.end()
        self._piece(at, end)

    def _piece(self, start: int, end: int) -> None:
        if self.source[start:end].strip():
            self.open.append(Row(start, end))

    def _tag(self, name: str, *, closes: bool) -> None:
        """What an element's beginning or end says about the text after it."""
        if name in _CELLS and self.kind == "table":
            return
        if self.open or closes:
            self._flush()
        if name == "blockquote":
            self.quoted = max(0, self.quoted + (-1 if closes else 1))
            self.kind = self._usual()
        elif closes:
            pass
        elif name[0] == "h" and name[1:].isdigit():
            self.kind, self.level = "heading", int(name[1:])
        elif name in _OPENS:
            self.kind = _OPENS[name]
        if name not in _OPENS and name not in _CELLS:
            self.tight = False  # what such elements hold stands by itself

    def _usual(self) -> Kind:
        return "quote" if self.quoted else "paragraph"

    def _cells(self, row: Row, line: str) -> None:
        flow = Flow(self.source)
        at = row.start
        for cell in line.split("|"):
            inline(flow, at, at + len(cell), self.hidden)
            at += len(cell) + 1
            flow.space(at - 1, min(at, row.end))
        self._add(flow.part("table", tight=self.tight))

    def _heading(self, row: Row, line: str) -> None:
        mark = _ATX.match(line)
        assert mark
        tail = _ATX_END.search(line, mark.end())
        end = row.start + tail.start() if tail else row.end
        flow = Flow(self.source)
        inline(flow, row.start + mark.end(), end, self.hidden)
        self._add(flow.part("heading", tight=self.tight, level=len(mark.group(1))))

    def _leaf(self, row: Row, kind: Kind) -> None:
        flow = Flow(self.source)
        flow.add(row.start, row.end)
        self._add(flow.part(kind, tight=self.tight))

    def _fenced(self, at: int, fence: str) -> int:
        self._flush()
        close = re.compile(rf" {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$")
        last = at + 1
        while last < len(self.rows):
            if close.match(self.source, self.rows[last].start, self.rows[last].end):
                break
            last += 1
        flow = Flow(self.source)
        inner = self.rows[at + 1 : last]
        if inner:
            flow.verbatim(inner[0].start, inner[-1].end)
        part = flow.part("code")
        if part.text.strip():
            self._add(part)
        return last + 1

    def _raw(self, at: int, opening: re.Match[str]) -> int | None:
        """Preformatted text, or a script, up to where it closes; None if it never does."""
        name = (opening[1] or "highlight").lower()
        close = f"</{name}>" if opening[1] else "{% endhighlight %}"
        begin = self.rows[at].start + opening.end()
        stop = self._find(close, begin)
        if stop < 0:
            return None
        self._flush()
        if name not in ("script", "style"):
            flow = Flow(self.source)
            for mark in _RAW_MARKUP.finditer(self.source, begin, stop):
                flow.verbatim(begin, mark.start())
                if mark[0][0] == "&":
                    flow.replace(html.unescape(mark[0]), *mark.span(), keep=True)
                begin = mark.end()
            flow.verbatim(begin, stop)
            self._add(flow.part("code"))
        while at < len(self.rows) and self.rows[at].end < stop:
            at += 1
        self._show(stop + len(close), self.rows[at].end)
        return at + 1

    def _find(self, close: str, start: int) -> int:
        """Where ``close`` stands next; -1 if nowhere. Each is sought in vain once."""
        if start >= self.unclosed.get(close, len(self.source)):
            return -1
        found = self.source.find(close, start)
        if found < 0:
            self.unclosed[close] = start
        return found

    def _comment(self, at: int) -> int:
        """A comment over several lines; one that never ends hides nothing but its own line."""
        self._flush()
        start = self.rows[at].start
        stop = self._find("-->", start)
        if stop < 0:
            self.hidden.append(self.rows[at])
            return at + 1
        self.hidden.append((start, stop + 3))
        while at < len(self.rows) and self.rows[at].end < stop + 3:
            at += 1
        return at + 1

    def _flush(self, kind: Kind | None = None, *, level: int = 0) -> None:
        if self.open:
            flow = Flow(self.source)
            previous = self.open[0].start
            for row in self._joined():
                if row.start > previous:
                    flow.space(previous, row.start)
                inline(flow, row.start, row.end, self.hidden)
                previous = row.end
            self._add(flow.part(kind or self.kind, tight=self.tight, level=level or self.level))
        self.open = []
        self.kind = self._usual()
        self.level = 0

    def _joined(self) -> Iterator[Row]:
        """The open rows; those with nothing but a line break between them as one, for markup may go on."""
        start, end = self.open[0]
        for row in self.open[1:]:
            if self.source[end : row.start].strip(" \t") not in ("\n", "\r\n", "\r"):
                yield Row(start, end)
                start = row.start
            end = row.end
        yield Row(start, end)

    def _add(self, part: Part) -> None:
        if part.text.strip():
            self.parts.append(part)
            self.tight = True
