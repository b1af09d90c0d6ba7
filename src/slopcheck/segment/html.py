"""A page to parts in one pass. Every visible character keeps its position, by construction.

Not a validating parser: it reads tags as browsers do where that matters for what a reader sees (implied
end tags, raw text, quoted attributes) and recovers where a strict reading would lose the article
(unclosed comments, scripts and quotes). Time is linear in the page.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from slopcheck.segment import tags
from slopcheck.segment.flow import SPACE, Flow, Part
from slopcheck.segment.head import metadata_of
from slopcheck.segment.scenery import Scenery
from slopcheck.segment.tags import IMPLIED, REACH, ROLE_OF, Node
from slopcheck.types import Range

_TAG = re.compile(
    r"""<(?:(?P<close>/?)(?P<name>[A-Za-z][^\s/>]{0,200}+)
          (?P<inside>[^>=]*+(?:=\s*+(?:"[^"]*+"|'[^']*+'|(?!["']))[^>=]*+)*+)>
        | (?P<broken>/?[A-Za-z])
        | (?P<other>!--|[!?/]))""",
    re.X,
)
_NAME = re.compile(r"[^\s/>]{1,200}")
_LINK_END = re.compile(r"</[aA][\s/>]")
_ENTITY = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,7}|#\d{1,8}|[A-Za-z][A-Za-z0-9]{1,31});?")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_RESUME = re.compile(r"<(?:p|div|h1|article|body|main)\b[^>]*>", re.I)
_ENDS_PARAGRAPH = frozenset(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3"
    " h4 h5 h6 header hgroup hr li main menu nav ol p pre section summary table ul".split()
)  # fmt: skip
_PARAGRAPH_WALLS = ("div", "td", "th", "li", "blockquote", "section", "article", "button", "table")
_IMPLYING = _ENDS_PARAGRAPH | frozenset(IMPLIED) | {"body"}
_MAX_FAULTS = 50  # after so many unclosed quotes or comments the page is broken throughout: end them at once
_MAX_CLIMB = 12  # an implied end tag closes no element further out than this
_SHOWN = ("html", "body")  # a page hidden as a whole is shown by a script later
_CACHE = 2000  # distinct start tags whose class names are remembered


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
        self.top = Node("", None, 0)
        self.count: dict[str, int] = {}
        self.known: dict[
            str, tuple[int, bool]
        ] = {}  # of a start tag's inside: its marks, and whether it hides
        self.endless: set[str] = set()
        self.flow = Flow(source)
        # A link opened behind the last end tag of one never closes: what follows it is no link's text.
        self.last_link_end = max((match.start() for match in _LINK_END.finditer(source)), default=-1)
        self.links = 0
        self.linked = 0
        self.bold = 0
        self.emphasised = 0
        self.breaks = 0
        self.faults = 0
        self.scenery = Scenery()
        self.chains: dict[Node, list[Node]] = {}  # the elements from a parent of blocks outwards

    def read(self) -> None:
        """Walk from tag to tag; what lies between is text."""
        source, at, end = self.source, 0, len(self.source)
        search = _TAG.search
        while True:
            match = search(source, at)
            if match is None:
                break
            start = match.start()
            if start > at:
                self._text(at, start)
            close, name, inside = match.group(1, 2, 3)
            if name is None:
                at = self._fault(match)
                continue
            role = ROLE_OF.get(name)
            if role is None:
                name = name.lower()
                role = ROLE_OF.get(name, tags.BLOCK)
            at = match.end()
            if close:
                self._close(name, role, start, at)
            elif role == tags.TEXTUAL and not self.top.hidden and not inside:
                self.bold += name in ("b", "strong")
            else:
                at = self._open(name, role, inside, start, at)
        if at < end:
            self._text(at, end)
        self._flush()

    def _fault(self, match: re.Match[str]) -> int:
        """Comments, declarations, and tags whose quotes do not close; return where the text goes on."""
        at = match.end()
        if match["broken"]:
            stop = self.source.find(">", at)
            if stop < 0:
                return len(self.source)
            found = _NAME.match(self.source, at - 1)
            name = found.group().lower() if found else ""
            role = ROLE_OF.get(name, tags.BLOCK)
            if match["broken"].startswith("/"):
                self._close(name, role, match.start(), stop + 1)
                return stop + 1
            return self._open(name, role, "", match.start(), stop + 1)
        if match["other"] == "!--":
            if self.source.startswith((">", "->"), at):
                return self.source.index(">", at) + 1
            stop = self.source.find("-->", at) if self.faults < _MAX_FAULTS else -1
            if stop >= 0:
                return stop + 3
            self.faults += 1
        stop = self.source.find(">", at)
        return stop + 1 if stop >= 0 else len(self.source)

    def _open(self, name: str, role: int, inside: str, at: int, end: int) -> int:
        if role == tags.BLOCK:
            self._flush()
            if name in _IMPLYING or self.top.name == "head":
                self._imply(name)
            self._push(name, inside)
        elif role == tags.ANCHOR:
            self._link(name, inside, at)
        elif role == tags.TEXTUAL:
            if self.top.hidden or (self.heed_hidden and _hides(inside)):
                self._push(name, inside, hides=True)
            else:
                self.bold += name in ("b", "strong")
        elif role == tags.VOID:
            self.scenery.note(name, inside, self.top, self.links)
        elif role == tags.SKIPPED:
            self.scenery.note(name, inside, self.top, self.links)
            return self._skip(name, inside, at, end)
        elif role == tags.UNSEEN:
            self._push(name, "", hides=True)
        elif role == tags.BREAK:
            self._break(at, end)
        elif role == tags.RULE:
            self._flush()
        elif role == tags.HEAD:
            self.head.append(self.source[at:end])
        return end

    def _link(self, name: str, inside: str, at: int) -> None:
        self._pop_to(("a",), ("div", "p", "li", "td"))
        if at < self.last_link_end or _hides(inside):
            self._push(name, inside)

    def _push(self, name: str, inside: str, *, hides: bool = False) -> None:
        """Open an element, hidden where its attributes or what it ``hides`` by itself say so."""
        above = self.top
        marks = 0
        hidden = above.hidden or hides
        if inside and not hidden:
            known = self.known.get(inside)
            if known is None:
                known = tags.marks_of(inside), self.heed_hidden and _hides(inside)
                if len(self.known) < _CACHE:
                    self.known[inside] = known
            marks = known[0]
            hidden = known[1] and name not in _SHOWN
        self.top = Node(name, above, above.depth + 1, marks, hidden, above.pre or name == "pre")
        self.count[name] = self.count.get(name, 0) + 1
        if name == "a":
            self.links += 1

    def _imply(self, name: str) -> None:
        """End what this start tag ends: an open head, paragraph, list item, cell or row."""
        if self.top.name == "head" or (name == "body" and self.count.get("head")):
            self._pop_to(("head",), ())
        if name in _ENDS_PARAGRAPH and self.count.get("p"):
            self._pop_to(("p",), _PARAGRAPH_WALLS)
        rule = IMPLIED.get(name)
        if rule:
            self._pop_to(*rule)

    def _pop_to(self, names: tuple[str, ...], walls: tuple[str, ...]) -> None:
        for name in names:
            if self.count.get(name):
                break
        else:
            return
        for node in self.top.up(_MAX_CLIMB):
            if node.name in names:
                self._drop(node)
                return
            if node.name in walls:
                return

    def _drop(self, last: Node) -> None:
        """Close every element down to and including ``last``."""
        node = self.top
        while True:
            self.count[node.name] -= 1
            self.links -= node.name == "a"
            if node is last:
                break
            assert node.parent is not None
            node = node.parent
        assert last.parent is not None
        self.top = last.parent

    def _close(self, name: str, role: int, at: int, end: int) -> None:
        if name == "br" or (name == "p" and not self.count.get("p")):
            self._break(at, end)
            return
        if role == tags.BLOCK:
            self._flush()
        elif role == tags.TEXTUAL and self.bold and name in ("b", "strong"):
            self.bold -= 1
        if not self.count.get(name):
            return
        node = self.top
        while node.name != name:
            if role in (tags.TEXTUAL, tags.ANCHOR) and ROLE_OF.get(node.name, tags.BLOCK) == tags.BLOCK:
                return  # a stray inline end tag does not close the blocks around it
            assert node.parent is not None
            node = node.parent
        self._drop(node)

    def _skip(self, name: str, inside: str, at: int, end: int) -> int:
        """Elements whose content is not text a reader sees: passed over whole."""
        close = None
        if name not in self.endless:
            close = re.compile(rf"</{name}\b[^>]*>?", re.I).search(self.source, end)
        if close is None:
            self.endless.add(name)
            if name not in ("script", "style"):
                return end
            resume = _RESUME.search(self.source, end)
            return resume.start() if resume else len(self.source)
        if name == "title":
            self.head.append(self.source[at : close.end()])
        elif name == "script" and "ld+json" in inside:
            self.json.append(self.source[end : close.start()])
        return close.end()

    def _break(self, at: int, end: int) -> None:
        """One ``<br>`` is white space; two in a row end the paragraph."""
        self.breaks += 1
        if self.top.hidden:
            return
        if self.top.pre:
            self.flow.replace("\n", at, end, keep=True)
        elif self.breaks >= 2:
            self._flush()
        else:
            self.flow.space(at, end)

    def _text(self, start: int, end: int) -> None:
        chunk = self.source[start:end]
        top = self.top
        if not chunk.strip(SPACE):
            if not top.hidden and not top.pre and self.flow.length:
                self.flow.space(start, end)
            if top.hidden or not top.pre:
                return
        elif top.name == "head":
            self._drop(top)
            top = self.top
        if top.hidden:
            self._note_hidden(start, end)
            return
        self.breaks = 0
        before = self.flow.length
        if "&" in chunk:
            self._with_entities(start, end, top.pre)
        elif top.pre:
            self.flow.verbatim(start, end)
        else:
            self.flow.add(start, end)
        if self.links:
            self.linked += self.flow.length - before
        if self.bold > 0:
            self.emphasised += self.flow.length - before

    def _with_entities(self, start: int, end: int, pre: bool) -> None:
        at = start
        show = self.flow.verbatim if pre else self.flow.add
        for match in _ENTITY.finditer(self.source, start, end):
            shown = html.unescape(match.group())
            if shown == match.group():
                continue
            stop = match.end()
            if not match.group().endswith(";"):
                shown, stop = _without_tail(shown, match)
            if at < match.start():
                show(at, match.start())
            self.flow.replace(shown, match.start(), stop, keep=pre)
            at = stop
        if at < end:
            show(at, end)

    def _note_hidden(self, start: int, end: int) -> None:
        if not any(node.name in ("head", "object", "map", "applet") for node in self.top.up(6)):
            self.hidden.append((start, end))

    def _flush(self) -> None:
        """Finish the block under way, if it shows anything."""
        self.breaks = self.bold = 0
        if self.flow.length:
            part = self._part()
            if part.text.strip():
                self.parts.append(part)
            self.flow = Flow(self.source)
            self.linked = self.emphasised = 0
        else:
            self.flow.pending = None

    def _part(self) -> Part:
        top = self.top
        if top.parent is None:
            chain = [top]
        else:
            outer = self.chains.get(top.parent)
            if outer is None:
                outer = self.chains[top.parent] = top.parent.up(REACH - 1)
            chain = [top, *outer]
        kind, level = tags.kind_of_markup(chain)
        part = self.flow.part(kind, level=level, link=self.linked)
        part.bold = self.emphasised
        part.chain = chain
        self.scenery.hand_over(part)
        return part


def _hides(inside: str) -> bool:
    """Whether attributes hide an element from readers."""
    lower = inside.lower()
    if "hidden" not in lower and "display" not in lower:
        return False
    return any(
        (key == "hidden" and value != "until-found")
        or (key == "aria-hidden" and value == "true")
        or (key == "style" and _HIDING.search(value) is not None)
        for key, value in tags.attributes_of(lower).items()
    )


def _without_tail(shown: str, match: re.Match[str]) -> tuple[str, int]:
    """``&ampx`` without semicolon is ``&`` and the letter x: give the letters back to the text."""
    entity, stop = match.group(), match.end()
    while entity[1] != "#" and len(shown) > 1 and shown[-1] == entity[-1]:
        shown, entity, stop = shown[:-1], entity[:-1], stop - 1
    return shown, stop
