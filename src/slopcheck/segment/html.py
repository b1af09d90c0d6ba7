"""A page to parts in one pass. Every visible character keeps its position, by construction.

Not a validating parser: it reads tags as browsers do where that matters for what a reader sees (implied
end tags, raw text, quoted attributes) and recovers where a strict reading would lose the article
(unclosed comments, scripts and quotes). Time is linear in the page.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from slopcheck.segment.flow import SPACE, Flow, Part
from slopcheck.segment.head import metadata_of
from slopcheck.types import Kind, Range

_TAG = re.compile(r"<(?:(/?)([A-Za-z][^\s/>]{0,200})|!--|[!?])")
_TAG_END = re.compile(r"""[^>=]*+(?:=\s*+(?:"[^"]*+"|'[^']*+'|(?!["']))[^>=]*+)*+>""")
_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']*)))?""")
_ENTITY = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,7}|#\d{1,8}|[A-Za-z][A-Za-z0-9]{1,31});?")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BLANK_LINE = re.compile(r"(?:[ \t]*(?:\r\n|\n|\r)){2,}")

_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_RAW = frozenset(["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"])
_UNSEEN = frozenset(
    [
        "head",
        "template",
        "noscript",
        "select",
        "datalist",
        "object",
        "video",
        "audio",
        "canvas",
        "svg",
        "math",
        "map",
        "applet",
    ]
)
_NOTED = frozenset({"template", "noscript"})
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "blink",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "output",
        "q",
        "ruby",
        "rb",
        "rp",
        "rt",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_IMPLIED = {
    "li": ("li", ("ul", "ol", "menu")), "dt": ("dd", ("dl",)), "dd": ("dt", ("dl",)), "tr": ("tr", ("table",)),
    "td": ("td", ("tr", "table")), "th": ("td", ("tr", "table")), "option": ("option", ("select",)),
}  # fmt: skip
_MAX_FAULTS = 50  # after so many unclosed quotes the page is broken throughout: read tags the simple way


class Element(NamedTuple):
    """An open element: its name, the path down to it, and whether it hides what is inside."""

    name: str
    path: tuple[str, ...]
    hidden: bool
    pre: bool


class Page(NamedTuple):
    """What one pass over a page found."""

    parts: list[Part]
    metadata: dict[str, str]
    hidden: tuple[Range, ...]


def parse(source: str) -> Page:
    """The parts of an HTML page, the metadata of its head, and the ranges it hides from readers."""
    reader = _Reader(source, heed_hidden=True)
    reader.read()
    shown = sum(len(part.text) for part in reader.parts)
    if shown < 200 and sum(end - start for start, end in reader.hidden) > 2000:
        # Pages that script reveals: all is hidden until it runs. Better the article than nothing.
        reader = _Reader(source, heed_hidden=False)
        reader.read()
    return Page(reader.parts, metadata_of(reader.head, reader.json), tuple(reader.hidden))


class _Reader:
    """The state of one pass."""

    def __init__(self, source: str, *, heed_hidden: bool) -> None:
        self.source = source
        self.heed_hidden = heed_hidden
        self.parts: list[Part] = []
        self.hidden: list[Range] = []
        self.head: list[str] = []
        self.json: list[str] = []
        self.stack: list[Element] = [Element("", (), False, False)]
        self.count: dict[str, int] = {}
        self.flow = Flow(source)
        self.links = 0
        self.linked = 0
        self.breaks = 0
        self.faults = 0

    def read(self) -> None:
        """Walk from tag to tag; what lies between is text."""
        source, at, end = self.source, 0, len(self.source)
        while at < end:
            tag = source.find("<", at)
            if tag < 0:
                tag = end
            if tag > at:
                self._text(at, tag)
            at = self._markup(tag) if tag < end else end
        self._flush()

    def _markup(self, at: int) -> int:
        """Handle the markup at ``at``; return where the text goes on."""
        match = _TAG.match(self.source, at)
        if not match:
            self._text(at, at + 1)
            return at + 1
        name = match.group(2)
        if name is None:
            return self._declaration(match)
        name = name.lower()
        end = self._tag_end(match.end())
        if match.group(1):
            self._close(name, at, end)
            return end
        return self._open(name, self.source[match.end() : end - 1], at, end)

    def _tag_end(self, at: int) -> int:
        if self.faults < _MAX_FAULTS:
            match = _TAG_END.match(self.source, at)
            if match:
                return match.end()
            self.faults += 1
        stop = self.source.find(">", at)
        return stop + 1 if stop >= 0 else len(self.source)

    def _declaration(self, match: re.Match[str]) -> int:
        """A comment, a doctype, a processing instruction or CDATA; unclosed ones end at the next ``>``."""
        if match.group().startswith("<!--"):
            if self.source.startswith((">", "->"), match.end()):
                return self.source.index(">", match.end()) + 1
            stop = self.source.find("-->", match.end()) if self.faults < _MAX_FAULTS else -1
            if stop >= 0:
                return stop + 3
            self.faults += 1
        stop = self.source.find(">", match.end())
        return stop + 1 if stop >= 0 else len(self.source)

    def _open(self, name: str, attributes: str, at: int, end: int) -> int:
        if name in _RAW:
            return self._raw(name, attributes, at, end)
        if name in {"meta", "link"}:
            self.head.append(self.source[at:end])
            return end
        inside = self.stack[-1]
        if name == "br":
            self._break(at, end)
            return end
        inline = name in _INLINE
        if not inline:
            self._flush()
            self._imply(name)
            inside = self.stack[-1]
        if name in _VOID:
            return end
        hides = self._hides(name, attributes)
        if hides or inside.hidden or not inline or name == "a":
            self._push(name, attributes, inside, hides)
        return end

    def _push(self, name: str, attributes: str, inside: Element, hides: bool) -> None:
        path = inside.path
        if name not in _INLINE and not inside.hidden and len(path) < 40:
            path = (*path, name)
        self.stack.append(Element(name, path, inside.hidden or hides, inside.pre or name == "pre"))
        self.count[name] = self.count.get(name, 0) + 1
        self.links += name == "a"

    def _hides(self, name: str, attributes: str) -> bool:
        if name in _UNSEEN:
            return True
        if not attributes or not self.heed_hidden or name in ("body", "html"):
            return False
        lower = attributes.lower()
        if "hidden" not in lower and "display" not in lower:
            return False
        return any(
            (key == "hidden" and value != "until-found")
            or (key == "aria-hidden" and value == "true")
            or (key == "style" and _HIDING.search(value) is not None)
            for key, value in attributes_of(lower).items()
        )

    def _imply(self, name: str) -> None:
        """End what this start tag ends: an open paragraph, list item, cell or row."""
        if self.count.get("p") and self.stack[-1].name in ("p", "a"):
            self._pop_to("p", ("div", "td", "li", "blockquote", "section", "article", "button"))
        rule = _IMPLIED.get(name)
        if rule:
            for target in {name, rule[0], "th" if name == "td" else name}:
                self._pop_to(target, rule[1])

    def _pop_to(self, name: str, walls: tuple[str, ...]) -> None:
        if not self.count.get(name):
            return
        for depth in range(len(self.stack) - 1, max(0, len(self.stack) - 12), -1):
            if self.stack[depth].name == name:
                self._drop(depth)
                return
            if self.stack[depth].name in walls:
                return

    def _drop(self, depth: int) -> None:
        while len(self.stack) > depth:
            gone = self.stack.pop()
            self.count[gone.name] -= 1
            self.links -= gone.name == "a"

    def _close(self, name: str, at: int, end: int) -> None:
        if name == "br" or (name == "p" and not self.count.get("p")):
            self._break(at, end)
            return
        if name not in _INLINE:
            self._flush()
        if not self.count.get(name):
            return
        depth = len(self.stack) - 1
        while self.stack[depth].name != name:
            if name in _INLINE and self.stack[depth].name not in _INLINE:
                return  # a stray inline end tag does not close the blocks around it
            depth -= 1
        self._drop(depth)

    def _raw(self, name: str, attributes: str, at: int, end: int) -> int:
        """Elements whose content is not markup: skipped whole."""
        close = re.compile(rf"</{name}\b[^>]*>?", re.I).search(self.source, end)
        if close is None:
            return end if name not in {"script", "style"} else self._unclosed_script(end)
        if name == "title" and not self.count.get("svg"):
            self.head.append(self.source[at : close.end()])
        elif name == "script" and "ld+json" in attributes:
            self.json.append(self.source[end : close.start()])
        return close.end()

    def _unclosed_script(self, at: int) -> int:
        resume = re.compile(r"<(?:p|div|h1|article|body|main)\b[^>]*>", re.I).search(self.source, at)
        return resume.start() if resume else len(self.source)

    def _break(self, at: int, end: int) -> None:
        """One ``<br>`` is white space; two in a row end the paragraph."""
        self.breaks += 1
        if self.stack[-1].pre:
            return
        if self.breaks >= 2:
            self._flush()
        else:
            self.flow.space(at, end)

    def _text(self, start: int, end: int) -> None:
        inside = self.stack[-1]
        chunk = self.source[start:end]
        blank = not chunk.strip(SPACE)
        if inside.hidden:
            if not blank:
                self._note_hidden(start, end)
            return
        if blank and not inside.pre:
            self.flow.space(start, end)
            return
        self.breaks = 0
        before = self.flow.length
        show = self.flow.verbatim if inside.pre else self.flow.add
        if "&" in chunk:
            self._with_entities(start, end, inside.pre)
        else:
            show(start, end)
        if self.links:
            self.linked += self.flow.length - before

    def _with_entities(self, start: int, end: int, pre: bool) -> None:
        at = start
        show = self.flow.verbatim if pre else self.flow.add
        for match in _ENTITY.finditer(self.source, start, end):
            text = html.unescape(match.group())
            if text == match.group():
                continue
            if at < match.start():
                show(at, match.start())
            kept = len(match.group())
            if not match.group().endswith(";") and match.group()[1] != "#":
                tail = 0
                while (
                    match.group()[kept - 1 - tail :]
                    and text.endswith(match.group()[kept - 1 - tail :])
                    and tail < kept - 2
                ):
                    tail += 1
                kept -= tail
                text = text[: len(text) - tail] if tail else text
            self.flow.replace(text, match.start(), match.start() + kept)
            at = match.start() + kept
        if at < end:
            show(at, end)

    def _note_hidden(self, start: int, end: int) -> None:
        unseen = any(e.name in _UNSEEN and e.name not in _NOTED for e in self.stack[-6:])
        if not unseen:
            self.hidden.append((start, end))

    def _flush(self) -> None:
        """Finish the block under way, if it shows anything."""
        self.breaks = 0
        if self.flow.length:
            part = self._part()
            if part.text.strip():
                self.parts.append(part)
            self.flow = Flow(self.source)
        else:
            self.flow.pending = None
        self.linked = 0

    def _part(self) -> Part:
        path = self.stack[-1].path
        part = self.flow.part(_kind(path), link=self.linked)
        part.path = path
        part.level = next((_HEADINGS[name] for name in reversed(path) if name in _HEADINGS), 0)
        return part


def _kind(path: tuple[str, ...]) -> Kind:
    """What the markup says a block is."""
    for name in reversed(path):
        if name in _HEADINGS:
            return "heading"
        if name in ("li", "dt", "dd"):
            return "item"
        if name == "pre":
            return "code"
        if name in ("blockquote", "q"):
            return "quote"
        if name == "figcaption":
            return "caption"
        if name in ("td", "th"):
            return "table"
    return "paragraph"


def attributes_of(tag: str) -> dict[str, str]:
    """The attributes in the inside of a start tag; the first of a name counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(tag):
        key, double, single, bare = match.groups()
        found.setdefault(key, html.unescape(double or single or bare or ""))
    return found
