"""Headings and items that no markup declares, as flattened text and careless markup have them."""

from __future__ import annotations

from collections.abc import Sequence

from slopcheck.listing import is_listing
from slopcheck.patterns import LIST_MARK, lazy
from slopcheck.segment.flow import Part
from slopcheck.segment.rows import HEADING_WORDS, LONG, late, rows
from slopcheck.types import FURNITURE

_TERMINAL = tuple(".!?:;,…")
_CLOSERS = "\"')]’”"  # that may stand behind one of these
_ASKS = lazy(r"^[^\"'“‘].*\?[\"')\]’”]*$")
_ANCHOR = lazy(r"\s*\{#[\w-]{1,80}\}$")  # a heading's name in Markdown, left behind by careless flattening
_NUMBERED = lazy(r"\(?\d{1,3}[.)]\s")
# Addresses, code and times of day; headings begin with a capital or a figure.
_NO_HEADING = lazy(r"://|www\.|@\w|[_=\\{}<>|`~]|^\d{1,2}[:.]\d\d\b|^[^\w\"'“‘(¿¡#$]|^\W*[a-zß-ÿ][a-zß-ÿ]")
_VALUE = lazy(
    r":\s+(?:[$€£~]|\d+(?!\d)(?!\s+\w)|[^:]*[$€£]\d)|^\W*\w+:\s+\S[^:]*,|:\s+(?!.*, (?:and|&) )\S[^:]*,"
)  # a label and what it stands for: a price, a list
_SECTION_WORDS = 10
_FEW_WORDS = 3  # of a label, or of a heading that may end as it likes
_LABEL_WORDS = 8  # of a label that is written as a title is
_UNTITLED = lazy(r"\s[a-z]\w{3}")
# What a sentence says before a colon.
_NO_LABEL = lazy(
    r"^\W*[a-z]|[.,;]|^\W*(?:And|As|At|But|By|From|He|Here|I|If|In|It|Let|Now|On|Or|See|She|So|That|Then|There"
    r"|These|They|This|To|We|When|With|You)\b|\b(?:add(?:s|ed)?|are|asked|contains|following|follows|found|gives"
    r"|include[sd]?|including|is|of|provides|said|says|shows|that|this|to|was|were|wr(?:ites|ote)|yields):$"
)
_BOLD = 0.9  # of the characters; on a page, where headings have elements, what stands in for one is bold
_ADDRESS_CHARS = 30  # a single word that is longer is what is left of an address
_LINK = lazy(r"://|www\.|\w\.[a-z]{2,4}/\w")
_GONE = frozenset({"code", "separator"})  # often missing from flattened text
_MARK_CHARS = 5
_MARK = lazy(r"(?:[•◦▪‣●∙·]|\(?\d{1,3}[.)])$")
_LEADS_TO = frozenset({"paragraph", "quote"})  # running text, which has to be longer than its heading
_LISTS = frozenset({"item", "table"})


def unmarked(parts: list[Part]) -> None:
    """Give kinds to what is written like an item, a table's row or a heading, in place."""
    for index, part in enumerate(parts):
        if part.kind == "heading" and _is_sentence(part):
            part.kind = "paragraph"  # without its markup nothing tells it from one
        elif part.kind == "paragraph":
            if LIST_MARK.match(part.text):
                part.kind = "item"
            elif len(part.text) <= _MARK_CHARS and _MARK.match(part.text):
                _lone_mark(parts, index)
            elif part.words == 1 and len(part.text) >= _ADDRESS_CHARS and part.text.isascii():
                part.kind = "code"
    rows(parts)
    # What leads to code leads on to what follows it.
    _headings([part for part in parts if part.kind not in _GONE])


def below(parts: Sequence[Part]) -> None:
    """Rows of tables that stand below the article's paragraphs and turned out to be no furniture."""
    for index in late(parts):
        head = parts[index - 1]
        if index and head.kind == "paragraph" and _is_short(head) and _could_be(head, ()):
            head.kind = "heading"


def _lone_mark(parts: Sequence[Part], index: int) -> None:
    """The mark of an item on a line of its own, as lists of paragraphs are flattened: the item stands below."""
    parts[index].kind = "separator"
    if index + 1 < len(parts) and parts[index + 1].kind == "paragraph":
        parts[index + 1].kind = "item"


def _headings(parts: list[Part]) -> None:
    """A short line without terminal punctuation that leads on to a longer paragraph or to a list is a heading.

    So is the line right above it, over a section that begins with a subsection; three or more such lines are a
    listing (results, captions, related stories), of which the last alone may be a heading. One line that is no
    heading (a plug, search phrases) may stand between a heading and its text.
    """
    short = [_is_short(part) for part in parts]
    lede = next((i for i, part in enumerate(parts) if part.words >= LONG), len(parts))
    could = [
        short[i]
        and (i > lede or part.text[-1] != ":")  # above the article it labels what is about it
        and _could_be(part, parts[max(0, i - 1) : i] + parts[i + 1 : i + 2])
        for i, part in enumerate(parts)
    ]
    for index in range(len(parts) - 1):
        if not could[index] or parts[index + 1].tight:
            continue
        alone = index < 2 or not (short[index - 2] and short[index - 1])
        other = parts[index + 1].kind in FURNITURE or (short[index + 1] and not could[index + 1])
        past = alone and other and index + 2 < len(parts)
        if _leads(parts[index], parts[index + 1 + past]):
            if index and could[index - 1] and alone and parts[index - 1].words <= _SECTION_WORDS:
                parts[index - 1].kind = "heading"
            parts[index].kind = "heading"


def _is_short(part: Part) -> bool:
    """A line of a title's length that does not end a sentence."""
    if part.words > HEADING_WORDS:
        return False
    text = part.text.strip()
    fits = part.kind in _LEADS_TO or (part.kind == "item" and bool(_NUMBERED.match(text)))
    return fits and _is_title(text) and any(map(str.isalnum, text))


def _is_sentence(part: Part) -> bool:
    """Whether a heading is one by its markup alone. A few words are a heading however they end, but for a colon."""
    text = part.text.strip()
    if part.words <= _FEW_WORDS and not text.endswith(":"):
        return False
    return part.words > HEADING_WORDS or not _is_title(text) or bool(_LINK.search(text))


def _is_title(text: str) -> bool:
    if not text.rstrip(_CLOSERS).endswith(_TERMINAL):
        return True
    return ("?" in text and bool(_ASKS.search(text))) or _is_label(text)


def _is_label(text: str) -> bool:
    """A few words and a colon, written as a title is ("Benefits of Walking:") or too short for a sentence."""
    if not text.endswith(":") or _NO_LABEL.search(text):
        return False
    words = len(text.split())
    return words <= _FEW_WORDS or (words <= _LABEL_WORDS and not _UNTITLED.search(text))


def _could_be(part: Part, beside: Sequence[Part]) -> bool:
    if part.tight or (part.node is not None and part.bold < _BOLD * len(part.text) and part.text[-1] != "?"):
        return False
    if part.kind == "item":  # one of a numbered list stands beside another
        if not _NUMBERED.match(part.text):
            return False
        if any(other.kind == "item" and _NUMBERED.match(other.text) for other in beside):
            return False
    elif part.kind not in _LEADS_TO:
        return False
    text = _ANCHOR.sub("", part.text.strip())
    if _NO_HEADING.search(text) or _VALUE.search(text) or _LINK.search(text):
        return False
    return not is_listing(text.lower())


def _leads(part: Part, follows: Part) -> bool:
    if follows.kind not in _LEADS_TO:
        return follows.kind in _LISTS
    return not _is_short(follows) and follows.words > part.words
