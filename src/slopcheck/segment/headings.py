"""Headings, items and table rows that no markup declares, as flattened text and careless markup have them."""

from __future__ import annotations

from collections.abc import Sequence

from slopcheck.listing import is_listing
from slopcheck.patterns import lazy
from slopcheck.segment.flow import Part
from slopcheck.segment.plain import BULLET
from slopcheck.types import FURNITURE

_TERMINAL = lazy(r"(?:[.!?:;,]|…)(?:[\"')\]]|[’”])*$")
_ANCHOR = lazy(r"\s*\{#[\w-]{1,80}\}$")  # a heading's name in Markdown, left behind by careless flattening
_NUMBERED = lazy(r"\(?\d{1,3}[.)]\s")
# Addresses, code and times of day; headings begin with a capital or a figure.
_NO_HEADING = lazy(r"://|www\.|@\w|[_=\\{}<>|`~]|^\d{1,2}[:.]\d\d\b|^[^\w\"'“‘(¿¡#$]|^\W*[a-zß-ÿ][a-zß-ÿ]")
_VALUE = lazy(
    r":\s+(?:[$€£~]|\d+(?!\d)(?!\s+\w)|\S[^:]*,|[^:]*[$€£]\d)"
)  # a label and what it stands for: a price, a list
_WORDS = 16
_SECTION_WORDS = 10
_BOLD = 0.9  # of the characters; on a page, where headings have elements, what stands in for one is bold
_LONG = 25  # words from which a block is certainly running text
_BAR = " | "
_LEADS_TO = frozenset({"paragraph", "quote"})  # running text, which has to be longer than its heading
_LISTS = frozenset({"item", "table"})


def unmarked(parts: list[Part]) -> None:
    """Give kinds to what is written like an item, a table's row or a heading, in place."""
    for part in parts:
        if part.kind == "paragraph" and BULLET.match(part.text):
            part.kind = "item"
    _rows(parts)
    _headings(parts)


def _rows(parts: Sequence[Part]) -> None:
    """Lines inside the article whose cells are parted by bars, two in a row or with three cells."""
    barred = [i for i, part in enumerate(parts) if _BAR in part.text and part.kind == "paragraph"]
    if not barred:
        return
    long = [i for i, part in enumerate(parts) if _BAR not in part.text and len(part.text.split()) >= _LONG]
    near = set(barred)
    for i in barred:
        beside = i - 1 in near or i + 1 in near or parts[i].text.count(_BAR) > 1
        if beside and long and long[0] < i < long[-1]:
            parts[i].kind = "table"


def _headings(parts: list[Part]) -> None:
    """A short line without terminal punctuation that leads on to a longer paragraph or to a list is a heading.

    So is the line right above it, over a section that begins with a subsection; three or more such lines are a
    listing (results, captions, related stories), of which the last alone may be a heading. One line that is no
    heading (a plug, search phrases) may stand between a heading and its text.
    """
    short = [_is_short(part) for part in parts]
    could = [
        short[i] and _could_be(part, parts[max(0, i - 1) : i] + parts[i + 1 : i + 2])
        for i, part in enumerate(parts)
    ]
    for index in range(len(parts) - 1):
        if not could[index] or parts[index + 1].tight:
            continue
        alone = index < 2 or not (short[index - 2] and short[index - 1])
        other = parts[index + 1].kind in FURNITURE or (short[index + 1] and not could[index + 1])
        past = alone and other and index + 2 < len(parts)
        if _leads(parts[index], parts[index + 1 + past]):
            if index and could[index - 1] and alone and len(parts[index - 1].text.split()) <= _SECTION_WORDS:
                parts[index - 1].kind = "heading"
            parts[index].kind = "heading"


def _is_short(part: Part) -> bool:
    """A line of a title's length that does not end a sentence."""
    text = part.text.strip()
    is_title = not _TERMINAL.search(text) or text.endswith("?")
    fits = part.kind == "paragraph" or (part.kind == "item" and bool(_NUMBERED.match(text)))
    return fits and is_title and len(text.split()) <= _WORDS and any(map(str.isalnum, text))


def _could_be(part: Part, beside: Sequence[Part]) -> bool:
    if part.tight or (part.node is not None and part.bold < _BOLD * len(part.text)):
        return False
    if part.kind == "item":  # one of a numbered list stands beside another
        if not _NUMBERED.match(part.text):
            return False
        if any(other.kind == "item" and _NUMBERED.match(other.text) for other in beside):
            return False
    elif part.kind != "paragraph":
        return False
    text = _ANCHOR.sub("", part.text.strip())
    return not (_NO_HEADING.search(text) or _VALUE.search(text) or is_listing(text.lower()))


def _leads(part: Part, follows: Part) -> bool:
    if follows.kind not in _LEADS_TO:
        return follows.kind in _LISTS
    return not _is_short(follows) and len(follows.text.split()) > len(part.text.split())
