"""What each part is: headline, body, about the article, or furniture, and which kind of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, cast

from slopcheck.patterns import LIST_MARK, lazy
from slopcheck.segment import judge
from slopcheck.segment.certain import CERTAIN, may_be
from slopcheck.segment.flow import Part
from slopcheck.segment.headings import below, unmarked
from slopcheck.segment.judge import Lines, Pages
from slopcheck.segment.lexicon import normalise
from slopcheck.segment.rows import SENTENCE_END
from slopcheck.types import ABOUT, BODY, Kind

if TYPE_CHECKING:
    from slopcheck.segment.tags import Node

_NAME = lazy(r"[A-Z][\w'’.-]*(?: (?:de|van|von|al|bin|der|la|[A-Z][\w'’.-]*)){1,3}$")
_FULL_STOP = lazy(r"[.!?](?:[\"')\]]|[’”])*$")
_NO_TITLE_END = lazy(r"(?:[.:;,]|…)(?:[\"')\]]|[’”])*$")
_HEADLINE_WORDS = 45
_HEADLINE_REACH = 8  # a headline stands among the first few blocks or not at all
_STOPS = '.!?"\u201d'
_SENTENCE = 12  # words from which a cell of a table can be a sentence
_LONG = 25  # words from which a block is certainly running text
_WORD = lazy(r"[^\W\d_]{4,}")
_FEW_WORDS, _MOST = 3, 0.6  # of a line's longer words, to tell a line about the article from a menu
_MASTHEAD_REACH = 5  # blocks below the headline in which a bare name can be the byline
_TITLE_CHARS = 400
_LINE_CHARS = 400  # a longer block is not a line of residue
_SAY = 2  # log-odds that a block's place can weigh against its wording
_LESS = 0.9  # log-odds by which the wording may fall short of the place
_HEADLINE = -0.5  # log-odds from which the headline belongs to the body even where it stands apart from it
_NEAR = 4  # elements around a block whose class names tell its kind
_JUDGED = frozenset({"paragraph", "item", "heading", "quote"})
_CERTAINLY = 1.0  # log-odds
# Class words that tell a kind, the surest first.
_MARKED: tuple[tuple[str, Kind], ...] = (
    ("cookie", "cookie"), ("newsletter", "newsletter"), ("share", "share"), ("comment", "comment-form"),
    ("advert", "advert"), ("related", "related"), ("nav", "navigation"),
)  # fmt: skip


def label(
    parts: list[Part],
    titles: Sequence[str] = (),
    *,
    seek: bool = True,
    model: Pages | None = None,
    lines: Lines | None = None,
) -> int | None:
    """Give every part its kind, in place; return the index of the headline part, if the page shows one.

    Takes what ``begin`` takes.
    """
    found, doubt = begin(parts, titles, seek=seek, model=model, lines=lines)
    settle([doubt] if doubt else [])
    return found


class Doubt(NamedTuple):
    """A text without markup whose lines may yet be furniture: the ``telling`` parts, and those of the ``unknown``
    that turn out to be, when their words have been looked at. Running text stands from ``long``'s first part to its
    last."""

    parts: Sequence[Part]
    long: list[int]
    telling: set[int]
    unknown: list[int]


def begin(
    parts: list[Part],
    titles: Sequence[str] = (),
    *,
    seek: bool = True,
    model: Pages | None = None,
    lines: Lines | None = None,
) -> tuple[int | None, Doubt | None]:
    """What ``label`` does, but for the lines of texts without markup: those of many texts are settled at once.

    ``titles`` are headlines known from elsewhere, the surest first. ``seek`` allows guessing one from
    the markup or the position. ``model`` and ``lines`` replace the shipped models for pages.
    """
    _layout_tables(parts)
    for part in parts:
        part.kind = _alone(part)
    is_page = any(part.node is not None for part in parts)
    known = known_headline(parts, titles)
    found = known
    if found is None and seek:
        found = _first_heading(parts) if any(part.level for part in parts) else _first_line(parts)
    if found is not None:
        parts[found].kind = "headline"
    if is_page:
        _judge_page(parts, known, model or judge.pages(), lines or judge.lines())
        _layout_of_each(parts)
        unmarked(parts)
    else:
        if found is not None:
            _masthead(parts, found)
        unmarked(parts)
        return found, _doubt(parts)
    return found, None


def _judge_page(parts: Sequence[Part], title: int | None, model: Pages, lines: Lines) -> None:
    """What the model for pages does not take for article is furniture; so are telling lines inside it."""
    from slopcheck.segment import extras  # noqa: PLC0415 - only pages have anything between their paragraphs

    found = judge.article(parts, title, model)
    chosen = judge.choose(found, model)
    huge = len(parts) > judge.MAX_BLOCKS
    captions: list[int] = []
    if not huge:
        chosen, captions = extras.without(parts, found, extras.joined(parts, found, chosen))
    # Of a huge page there are too many lines to weigh their wording one by one.
    telling = [] if huge else _telling_blocks(parts, chosen.nonzero()[0].tolist())
    # Wording against layout: a line goes where it reads more like furniture than it stands like article.
    least = (lines.strict - _LESS + found.scores[telling].clip(-_SAY, _SAY)).tolist()
    odds = judge.furniture([parts[index].text for index in telling], lines, least)
    caught = {i for i, value, limit in zip(telling, odds.tolist(), least, strict=True) if value > limit}
    for index, part in enumerate(parts):
        if part.kind == "headline":
            part.kept = bool(chosen[index] or found.scores[index] > _HEADLINE)
        elif part.kind in ABOUT:
            part.kept = bool(chosen[index])
        elif part.kind in BODY and (not chosen[index] or index in caught):
            part.kind = "navigation" if huge else _furniture_kind(part, lines)
    for index in captions:
        parts[index].kind, parts[index].kept = "caption", False


def _telling_blocks(parts: Sequence[Part], chosen: Sequence[int]) -> list[int]:
    """Those of the ``chosen`` blocks whose wording can tell that they are no article, where there is running text."""
    if not any(parts[index].words >= _LONG for index in chosen):
        return []
    return [index for index in chosen if _is_telling(parts[index])]


def _is_telling(part: Part) -> bool:
    """Short paragraphs, those in table cells included; of the long ones those that begin as no sentence does."""
    if part.kind != "paragraph" and not (part.kind == "table" and part.chain and part.chain[0].name == "p"):
        return False
    return len(part.text) < _LINE_CHARS or part.text[0].islower()


def _doubt(parts: Sequence[Part]) -> Doubt:
    """Text without markup: residue stands at both ends; inside, only what is certain is furniture.

    A line that plugs something between two paragraphs stays body there: that is a fault of the article,
    and a signal's business.
    """
    long = [index for index, part in enumerate(parts) if part.words >= _LONG]
    if not long:
        return Doubt(parts, [], set(), [])  # no running text that a line could be the residue of
    first, last = long[0], long[-1]
    short = [i for i, part in enumerate(parts) if part.kind in _JUDGED and len(part.text) < _LINE_CHARS]
    telling = {i for i in short if _stands_outside(parts[i], i, first, last)}
    unknown: list[int] = []
    for i in short:
        if i not in telling:
            kind = parts[i].interface
            if kind is None or kind in BODY:
                unknown.append(i)
            elif kind in CERTAIN:
                telling.add(i)
    return Doubt(parts, long, telling, unknown)


def settle(doubts: Sequence[Doubt]) -> None:
    """Give the lines of texts without markup their kinds, in place."""
    lines = judge.lines()
    texts = [doubt.parts[i].text for doubt in doubts for i in doubt.unknown]
    likely = iter(may_be(texts, lines.arranged))
    for doubt in doubts:
        telling = doubt.telling.union(i for i in doubt.unknown if next(likely))
        _judge_lines(doubt.parts, doubt.long, sorted(telling), lines)
        below(doubt.parts)


def _judge_lines(parts: Sequence[Part], long: Sequence[int], telling: Sequence[int], lines: Lines) -> None:
    if not long:
        return
    first, last = long[0], long[-1]
    inside = max(lines.strict, _CERTAINLY)
    least = [
        lines.threshold if i > last else inside if i >= first or parts[i].kind == "heading" else lines.strict
        for i in telling
    ]
    # Markdown hands over its items without their marks, and they are to be judged alike.
    odds = judge.furniture([LIST_MARK.sub("", parts[index].text, count=1) for index in telling], lines, least)
    running = cache(lambda: _long_words(parts[index].text for index in long))
    for index, value, limit in zip(telling, odds.tolist(), least, strict=True):
        if value <= limit or (index < first and _is_about(parts[index].text, running())):
            continue
        kind = _furniture_kind(parts[index], lines)
        if _stands_outside(parts[index], index, first, last) or kind in CERTAIN:
            parts[index].kind = kind


def _stands_outside(part: Part, index: int, first: int, last: int) -> bool:
    """Whether a line above or below the running text may be any furniture; headings above it are the article's."""
    return index > last or (index < first and part.kind != "heading")


def _long_words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in _WORD.findall(text.lower()))


def _is_about(text: str, running: frozenset[str]) -> bool:
    """Whether a line above the article speaks its language: most of its words come back in the paragraphs."""
    words = set(_WORD.findall(text.lower()))
    return len(words) >= _FEW_WORDS and len(words & running) >= _MOST * len(words)


def _furniture_kind(part: Part, lines: Lines) -> Kind:
    """Which furniture: by interface string, by the class names around it, by its wording."""
    kind = part.interface
    if kind is not None and kind not in BODY:
        return kind
    return (_kind_around(part) if part.chain else None) or cast(Kind, judge.likeliest_kind(part.text, lines))


def _kind_around(part: Part) -> Kind | None:
    """Which furniture the elements around a block of a page announce."""
    from slopcheck.segment.tags import MARK_BITS  # noqa: PLC0415 - only pages have elements

    nodes = part.chain[:_NEAR]
    marks = 0
    for node in nodes:
        marks |= node.marks
    for name, named in _MARKED:
        if marks & MARK_BITS[name]:
            return named
    if part.link > 0.5 * len(part.text):
        return "related" if part.words >= 5 else "navigation"
    return "navigation" if any(node.name in ("nav", "header", "footer") for node in nodes) else None


def _layout_tables(parts: Sequence[Part]) -> None:
    """Cells that mostly hold sentences lay out a page; they are paragraphs and no table."""
    cells = [part for part in parts if part.kind == "table"]
    if _is_most([part for part in cells if part.words >= _LONG and part.text[-1] in _STOPS], cells):
        for part in cells:
            part.kind = "paragraph"


def _layout_of_each(parts: Sequence[Part]) -> None:
    """The sentences in a table of a page that mostly holds sentences are paragraphs, once furniture is told from
    article; other lines there count no words anyway."""
    tables: dict[Node | None, list[Part]] = {}
    for part in parts:
        if part.kind == "table":
            around = next((node for node in part.chain if node.name == "table"), None)
            tables.setdefault(around, []).append(part)
    for cells in tables.values():
        if _is_most([part for part in cells if _holds_sentence(part)], cells):
            for part in cells:
                if part.text[-1] in _STOPS or _holds_sentence(part):
                    part.kind = "paragraph"


def _is_most(some: Sequence[Part], of: Sequence[Part]) -> bool:
    """Whether some parts hold at least half of the words."""
    return 2 * sum(part.words for part in some) >= sum(part.words for part in of)


def _holds_sentence(part: Part) -> bool:
    if part.words >= _LONG and SENTENCE_END.search(part.text):
        return True
    return part.words >= _SENTENCE and part.text[-1] in _STOPS


def _alone(part: Part) -> Kind:
    """The kind a part has whatever stands around it."""
    if part.kind in ("code", "headline", "table"):
        return part.kind
    kind = part.interface
    if kind == "separator":
        return kind
    if kind is None or (kind in ABOUT and part.words > _LONG):
        return part.kind
    if kind in ("byline", "dateline") and _ends_sentence(part.text):
        return part.kind
    return kind


def _ends_sentence(text: str) -> bool:
    return bool(_FULL_STOP.search(text)) and len(text.split()) > 8


def known_headline(parts: Sequence[Part], titles: Sequence[str]) -> int | None:
    """The part that shows one of the titles, best as a heading; a site name after the title may be missing."""
    if not titles:
        return None
    short = [
        (i, part, normalise(part.text)) for i, part in enumerate(parts) if len(part.text) <= _TITLE_CHARS
    ]
    # Without a page's markup, a heading below the first paragraph heads a section, whatever it begins with.
    lede = next((i for i, part in enumerate(parts) if len(part.text.split()) > _LONG), len(parts))
    for title in titles:
        key = normalise(title)
        same = [(i, part) for i, part, text in short if text == key and part.kind != "code"]
        headings = [(i, part) for i, part in same if part.level]
        if same:
            return min(headings or same, key=lambda found: (found[1].level, found[0]))[0]
        for i, part, text in short:
            if (
                part.level in (1, 2)
                and (part.node is not None or i <= lede)
                and text
                and len(text) >= 12
                and (key.startswith(text) or text.startswith(key))
            ):
                return i
    return None


def _first_heading(parts: Sequence[Part]) -> int | None:
    """The first heading of the first level, unless running text stands before it."""
    for index, part in enumerate(parts):
        if part.level == 1 and part.kind == "heading":
            return index
        if part.node is None and part.words > _LONG:
            return None
    return None


def _first_line(parts: Sequence[Part]) -> int | None:
    """The headline of a text without markup: the first line that is not residue, if it looks like one."""
    if sum(part.words >= 12 for part in parts) < 2:
        return None
    for index, part in enumerate(parts[:_HEADLINE_REACH]):
        if part.kind in ("paragraph", "heading") and part.node is None:
            return index if _could_be_headline(part.text) else None
    return None


def _could_be_headline(text: str) -> bool:
    words = len(text.split())
    return 2 <= words <= _HEADLINE_WORDS and not _NO_TITLE_END.search(text)


def _masthead(parts: Sequence[Part], headline: int) -> None:
    """Between headline and lede, a bare name next to a date or read time is the byline."""
    for index in range(headline + 1, min(headline + 1 + _MASTHEAD_REACH, len(parts))):
        part = parts[index]
        if part.kind not in ("paragraph", "heading"):
            continue
        if not _NAME.match(part.text):
            break
        after = parts[index + 1].kind if index + 1 < len(parts) else "paragraph"
        if after in ("read-time", "dateline", "share", "byline", "caption"):
            part.kind = "byline"
