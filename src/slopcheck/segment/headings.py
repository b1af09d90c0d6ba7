"""Headings, items and table rows that no markup declares, as flattened text and careless markup have them."""

from __future__ import annotations

from collections.abc import Sequence

from slopcheck.patterns import LIST_MARK as BULLET
from slopcheck.patterns import lazy
from slopcheck.segment.flow import Part
from slopcheck.segment.lexicon import kind_of

_TERMINAL = lazy(r"(?:[.!?:;,]|…)(?:[\"')\]]|[’”])*$")
_ASKS = lazy(r"^[^\"'“‘].*\?[\"')\]’”]*$")
_ANCHOR = lazy(r"\s*\{#[\w-]{1,80}\}$")  # a heading's name in Markdown, left behind by careless flattening
_NUMBERED = lazy(r"\(?\d{1,3}[.)]\s")
# Addresses, code and times of day; headings begin with a capital or a figure.
_NO_HEADING = lazy(r"://|www\.|@\w|[_=\\{}<>|`~]|^\d{1,2}[:.]\d\d\b|^[^\w\"'“‘(¿¡#$]|^\W*[a-zß-ÿ][a-zß-ÿ]")
_VALUE = lazy(
    r":\s+(?:[$€£~]|\d+(?!\d)(?!\s+\w)|[^:]*[$€£]\d)|^\W*\w+:\s+\S[^:]*,|:\s+(?!.*, (?:and|&) )\S[^:]*,"
)  # a label and what it stands for: a price, a list
_WORDS = 16
_SECTION_WORDS = 10
_LABEL_WORDS = 8
_UNTITLED = lazy(r"(?:^|\s)[a-z]\w{3}|^\W*[a-z]|[.,;]")
_BOLD = 0.9  # of the characters; on a page, where headings have elements, what stands in for one is bold
_LONG = 25  # words from which a block is certainly running text
_BAR = " | "
_ROWS = 3  # lines that make a listing
_ROW_CHARS = 300
_LINE_CHARS = 100
_ADDRESS = 30
_SMALL = frozenset(
    "a an the is are was were has have had that which who this these he she they we i it his her their our".split()
)
_FEW = 0.06  # of the words
_CLOSED = lazy(r"[.!?:;,…\"')\]’”*_]\s*$")
SENTENCE_END = lazy(r"[.!?][\"')\]’”]*\s+[\"'(\[“‘]*[A-Z]")
_GONE = frozenset({"code", "separator"})
_MARK_CHARS = 5
_MARK = lazy(r"(?:[•◦▪‣●∙·]|\(?\d{1,3}[.)])$")
_LEADS_TO = frozenset({"paragraph", "quote"})  # running text, which has to be longer than its heading
_LISTS = frozenset({"item", "table"})


def unmarked(parts: list[Part]) -> None:
    """Give kinds to what is written like an item, a table's row or a heading, in place.

    A heading that is as long as a sentence or ends like one is wording like one: without its markup nothing tells
    it from a paragraph. A long word alone is what is left of an address.
    """
    for index, part in enumerate(parts):
        if part.kind == "paragraph" and BULLET.match(part.text):
            part.kind = "item"
        elif part.kind == "paragraph" and len(part.text) <= _MARK_CHARS and _MARK.match(part.text):
            _lone_mark(parts, index)
        elif part.kind == "heading" and _is_sentence(part):
            part.kind = "paragraph"
        elif (
            part.kind == "paragraph"
            and part.words == 1
            and len(part.text) >= _ADDRESS
            and part.text.isascii()
        ):
            part.kind = "code"
    _rows(parts)
    long = [i for i, part in enumerate(parts) if part.words >= _LONG and _CLOSED.search(part.text)]
    if long:  # outside the article's paragraphs, lines may yet be furniture
        listings(parts[long[0] : long[-1]])
    # Code and rules are often gone from flattened text, so what leads to them leads on to what follows.
    _headings([part for part in parts if part.kind not in _GONE])


def _lone_mark(parts: Sequence[Part], index: int) -> None:
    """The mark of an item on a line of its own, as lists of paragraphs are flattened: the item stands below."""
    parts[index].kind = "separator"
    if index + 1 < len(parts) and parts[index + 1].kind == "paragraph":
        parts[index + 1].kind = "item"


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


def listings(parts: Sequence[Part]) -> None:
    """Make tables' rows of lines whose cells nothing parts: three or more in a row, none of which ends like a
    sentence or holds one, and some too long for lines of prose. What heads them may be a heading."""
    run: list[Part] = []
    for part in (*parts, None):
        if part is not None and _is_row(part):
            run.append(part)
            continue
        if len(run) >= _ROWS and max(len(row.text) for row in run) > _LINE_CHARS and _are_terse(run):
            heads = run[0].words <= _WORDS and any(word.islower() for word in run[0].text.split())
            for row in run[heads:]:
                if kind_of(row.text) is None:
                    row.kind = "table"
        run = []


def _are_terse(run: Sequence[Part]) -> bool:
    """Whether lines do without the small words of sentences: captions and tributes do not."""
    words = " ".join(part.text for part in run).lower().split()
    return sum(word in _SMALL for word in words) <= _FEW * len(words)


def _is_row(part: Part) -> bool:
    if part.kind not in _LEADS_TO or part.node is not None or len(part.text) > _ROW_CHARS:
        return False
    return not _CLOSED.search(part.text) and not SENTENCE_END.search(part.text)


def _headings(parts: list[Part]) -> None:
    """A short line without terminal punctuation that leads on to a longer paragraph or to a list is a heading.

    So is the line right above it, over a section that begins with a subsection; three or more such lines are a
    listing (results, captions, related stories), of which the last alone may be a heading.
    """
    short = [_is_short(part) for part in parts]
    lede = next((i for i, part in enumerate(parts) if part.words >= _LONG), len(parts))
    could = [
        short[i]
        and (i > lede or part.text[-1] != ":")  # above the article it labels what is about it
        and _could_be(part, parts[max(0, i - 1) : i] + parts[i + 1 : i + 2])
        for i, part in enumerate(parts)
    ]
    for index in range(len(parts) - 1):
        if could[index] and not parts[index + 1].tight and _leads(parts[index], parts[index + 1]):
            alone = index < 2 or not short[index - 2]
            if index and could[index - 1] and alone and len(parts[index - 1].text.split()) <= _SECTION_WORDS:
                parts[index - 1].kind = "heading"
            parts[index].kind = "heading"


def _is_short(part: Part) -> bool:
    """A line of a title's length that does not end a sentence."""
    text = part.text.strip()
    fits = part.kind in _LEADS_TO or (part.kind == "item" and bool(_NUMBERED.match(text)))
    return fits and _is_title(text) and len(text.split()) <= _WORDS


def _is_sentence(part: Part) -> bool:
    """Whether a heading is one by its markup alone. A word or two are a heading however they end."""
    if part.words <= 3:
        return False
    return part.words > _WORDS or not _is_title(part.text.strip())


def _is_title(text: str) -> bool:
    return not _TERMINAL.search(text) or bool(_ASKS.search(text)) or _is_label(text)


def _is_label(text: str) -> bool:
    """A few words and a colon, written as a title is: "Benefits of Walking:"."""
    words = text.split()
    return text.endswith(":") and len(words) <= _LABEL_WORDS and not _UNTITLED.search(text)


def _could_be(part: Part, beside: Sequence[Part]) -> bool:
    if part.tight or (part.node is not None and part.bold < _BOLD * len(part.text)):
        return False
    if part.kind == "item":  # one of a numbered list stands beside another
        if not _NUMBERED.match(part.text):
            return False
        if any(other.kind == "item" and _NUMBERED.match(other.text) for other in beside):
            return False
    elif part.kind not in _LEADS_TO:
        return False
    text = _ANCHOR.sub("", part.text.strip())
    return not (_NO_HEADING.search(text) or _VALUE.search(text))


def _leads(part: Part, follows: Part) -> bool:
    if follows.kind not in _LEADS_TO:
        return follows.kind in _LISTS
    return not _is_short(follows) and len(follows.text.split()) > len(part.text.split())
