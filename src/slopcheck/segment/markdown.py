"""Markdown to parts, with exact positions: block structure by line, inline markup by one pass."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from slopcheck.segment.flow import Flow, Part
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
_QUOTE = re.compile(r" {0,3}(?:>[ ]?)+")
_REFERENCE = re.compile(r" {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S+")
_TABLE_RULE = re.compile(r" {0,3}\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$")

_INLINE = re.compile(
    r"""(?P<escape>\\[!-/:-@\[-`{-~])
      | (?P<code>(?<!`)(?P<ticks>`{1,8})(?!`)(?P<inside>[^\n]{1,2000}?)(?<!`)(?P=ticks)(?!`))
      | (?P<image>!\[[^\]\n]{0,500}\](?:\([^()\n]{0,1000}(?:\([^()\n]{0,200}\)[^()\n]{0,500})?\)|\[[^\]\n]{0,200}\]))
      | (?P<footnote>\[\^[^\]\n]{1,50}\])
      | (?P<open>\[)
      | (?P<close>\](?:\([^()\n]{0,1000}(?:\([^()\n]{0,200}\)[^()\n]{0,500})?\)|\[[^\]\n]{0,200}\])?)
      | (?P<auto><(?P<url>https?:[^<>\s]{1,1000}|[\w.+-]{1,100}@[\w.-]{1,100})>)
      | (?P<tag></?[A-Za-z][^<>\n]{0,1000}>|<!--(?:[^-]++|-(?!->)){0,200}+-->)
      | (?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)
      | (?P<mark>\*+|_+|~~)
    """,
    re.X | re.S,
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
        self.unclosed = len(source)  # from here on no comment ends

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
        if self.open and self.kind == "paragraph" and _SETEXT.match(line):
            self._flush("heading", level=1 if "=" in line else 2)
        elif _RULE.match(line):
            self._flush()
            self._leaf(row, "separator")
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
        return at + 1

    def _text(self, row: Row, line: str) -> None:
        quote = _QUOTE.match(line)
        item = _ITEM.match(line)
        if line.lstrip().startswith("|") and line.rstrip().endswith("|"):
            self._flush()
            self._cells(row, line)
        elif item:
            self._flush()
            self.kind = "item"
            self.open.append(Row(row.start + item.end(), row.end))
        elif quote:
            if self.kind != "quote":
                self._flush()
            self.kind = "quote"
            if line[quote.end() :].strip():
                self.open.append(Row(row.start + quote.end(), row.end))
            else:
                self._flush()
        else:
            self.open.append(row)

    def _cells(self, row: Row, line: str) -> None:
        flow = Flow(self.source)
        at = row.start
        for cell in line.split("|"):
            _inline(flow, at, at + len(cell), self.hidden)
            at += len(cell) + 1
            flow.space(at - 1, min(at, row.end))
        self._add(flow.part("table", tight=self.tight))

    def _heading(self, row: Row, line: str) -> None:
        mark = _ATX.match(line)
        assert mark
        tail = _ATX_END.search(line, mark.end())
        end = row.start + tail.start() if tail else row.end
        flow = Flow(self.source)
        _inline(flow, row.start + mark.end(), end, self.hidden)
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

    def _comment(self, at: int) -> int:
        """A comment over several lines; one that never ends hides nothing but its own line."""
        self._flush()
        start = self.rows[at].start
        stop = self.source.find("-->", start) if self.unclosed > start else -1
        if stop < 0:
            self.unclosed = start
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
            for row in self.open:
                if row.start > previous:
                    flow.space(previous, row.start)
                _inline(flow, row.start, row.end, self.hidden)
                previous = row.end
            self._add(flow.part(kind or self.kind, tight=self.tight, level=level))
        self.open = []
        self.kind = "paragraph"

    def _add(self, part: Part) -> None:
        if part.text.strip():
            self.parts.append(part)
            self.tight = True


def _inline(flow: Flow, start: int, end: int, hidden: list[Range]) -> None:
    """Show one line without its inline markup."""
    source = flow.source
    tokens = list(_INLINE.finditer(source, start, end))
    drop = _brackets(tokens) | _emphasis(source, tokens, start, end)
    at = start
    for index, token in enumerate(tokens):
        flow.add(at, token.start())
        at = token.end()
        kind = token.lastgroup
        if kind in ("escape",):
            flow.replace(source[at - 1], token.start(), at)
        elif kind == "code" or token["code"]:
            flow.add(*token.span("inside"))
        elif token["entity"]:
            flow.replace(html.unescape(token["entity"]), token.start(), at)
        elif token["auto"]:
            flow.add(*token.span("url"))
        elif token["tag"]:
            if token["tag"].startswith("<!--"):
                hidden.append(token.span())
            elif token["tag"].lower().startswith("<br"):
                flow.space(token.start(), at)
        elif token["image"] or token["footnote"] or index in drop:
            continue
        else:
            flow.add(token.start(), at)
    flow.add(at, end)


def _brackets(tokens: list[re.Match[str]]) -> set[int]:
    """Indices of the brackets that belong to links."""
    drop: set[int] = set()
    stack: list[int] = []
    for index, token in enumerate(tokens):
        if token["open"]:
            stack.append(index)
        elif token["close"] and stack:
            opened = stack.pop()
            if len(token["close"]) > 1:
                drop |= {opened, index}
    return drop


def _emphasis(source: str, tokens: list[re.Match[str]], start: int, end: int) -> set[int]:
    """Indices of the emphasis marks that have a partner; the others are text."""
    drop: set[int] = set()
    opened: dict[str, list[int]] = {}
    for index, token in enumerate(tokens):
        mark = token["mark"]
        if not mark:
            continue
        before = source[token.start() - 1] if token.start() > start else " "
        after = source[token.end()] if token.end() < end else " "
        inside_word = mark[0] == "_" and before.isalnum() and after.isalnum()
        stack = opened.setdefault(mark[0], [])
        if stack and not before.isspace() and not inside_word:
            drop |= {stack.pop(), index}
        elif not after.isspace() and not inside_word:
            stack.append(index)
    return drop
