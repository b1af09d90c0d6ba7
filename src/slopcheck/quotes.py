"""Where the quotations are: straight and curly, nested, and running over several paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Protocol

from slopcheck.patterns import lazy
from slopcheck.types import Kind, Range

# An apostrophe inside a word, or before an elided start ('90s, 'em, 'tis), is not a quotation mark.
# The pattern begins with all marks, since the search for one set of characters is ten times as fast as for three;
# the marks behind it are asked for one by one, since a set of characters beyond Latin-1 costs half a millisecond.
_MARK = re.compile(
    r"""["\u201c\u201d\u201e\u00ab\u00bb'\u2018\u2019](?:(?<!')(?<!\u2018)(?<!\u2019)|(?<=')(?:(?<!\w')"""
    r"""(?=[^\W\d_])|(?!\w))|(?<=\u2018)(?<!\w\u2018)(?=[^\W\d_])|(?<=\u2019)(?!\w))"""
)
_ELISION = lazy(r"['\u2018\u2019](?:em|tis|twas|til|cause|n|bout|round)\b", re.IGNORECASE)
_OPENS = frozenset("\u201c\u201e\u00ab")
_CLOSES = frozenset("\u201d\u00bb")
_SINGLES = frozenset("'\u2018\u2019")
_SHORTEST_SINGLE = 3  # letters; anything shorter between single marks is an apostrophe's work

MOST = 0.5  # of the paragraphs: nobody quotes more than that whole and adds nothing of his own
FILLED = 0.9  # of a paragraph's characters from which it is all quotation
LEAST = 300  # characters of such paragraphs: a few short quotations under headings are a page of quotations


class HasRange(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def kind(self) -> Kind: ...


def quotations(text: str, blocks: Iterable[HasRange]) -> tuple[Range, ...]:
    """Outermost quotations of the blocks, marks included, ordered and disjoint.

    A quotation left open at a paragraph's end counts to that end when the next paragraph opens with a
    quotation mark (the convention for speech over several paragraphs); otherwise the mark is a slip and
    counts for nothing.
    """
    found: list[Range] = []
    blocks = list(blocks)
    at, last = (blocks[0].start, blocks[-1].end) if blocks else (0, 0)
    marks = _MARK.finditer(text, at, last)  # in one search: beginning one for each block takes longer
    mark = next(marks, None)
    for i, block in enumerate(blocks):
        here: list[re.Match[str]] = []
        while mark is not None and mark.start() < block.end:
            if mark.start() >= block.start:
                here.append(mark)
            mark = next(marks, None)
        if block.kind == "quote":
            found.append((block.start, block.end))
            continue
        if not here:
            continue
        ranges, open_at = _in_block(text, here, block.start, block.end)
        found.extend(ranges)
        if open_at is not None and i + 1 < len(blocks) and text[blocks[i + 1].start] in '"\u201c\u201e':
            found.append((open_at, block.end))
    return tuple(found)


def unmasked(blocks: Sequence[HasRange]) -> list[Kind]:
    """The kinds of the blocks, with block quotes that hold most of an article as paragraphs.

    What stands in quotations is the speaker's and bears no fault; an article that is all quotation is an
    article in quotation marks.
    """
    size = sum(block.end - block.start for block in blocks if block.kind in ("paragraph", "quote"))
    quoted = sum(block.end - block.start for block in blocks if block.kind == "quote")
    posing = quoted >= LEAST and quoted > MOST * size
    return ["paragraph" if posing and block.kind == "quote" else block.kind for block in blocks]


def genuine(quotes: tuple[Range, ...], blocks: Iterable[HasRange]) -> tuple[Range, ...]:
    """The quotations without those that fill whole paragraphs, where such paragraphs hold most of the article:
    see ``unmasked``."""
    paragraphs = [(block.start, block.end) for block in blocks if block.kind == "paragraph"]
    size = sum(end - start for start, end in paragraphs)
    if sum(end - start for start, end in quotes) <= FILLED * MOST * size:
        return quotes
    filled = [place for place in paragraphs if _quoted(quotes, place) >= FILLED * (place[1] - place[0])]
    covered = sum(end - start for start, end in filled)
    if covered < LEAST or covered <= MOST * size:
        return quotes
    return tuple(q for q in quotes if not any(start <= q[0] < end for start, end in filled))


def _quoted(quotes: tuple[Range, ...], place: Range) -> int:
    first, last = bisect_left(quotes, (place[0], 0)), bisect_left(quotes, (place[1], 0))
    return sum(min(end, place[1]) - start for start, end in quotes[first:last])


def _in_block(
    text: str, marks: Sequence[re.Match[str]], start: int, end: int
) -> tuple[list[Range], int | None]:
    found: list[Range] = []
    double: int | None = None
    single: int | None = None
    for mark in marks:
        char, at = mark.group(), mark.start()
        if char in _SINGLES:
            if double is None:
                single = _single(text, at, char, single, found)
        elif double is None and _can_open(text, at, char, start):
            double, single = at, None
        elif double is not None and (char in _CLOSES or char == '"'):
            if char in _CLOSES or not _opens_again(text, at, end):
                found.append((double, at + 1))
                double = None
            else:
                double = at
    return found, double


def _single(text: str, at: int, char: str, opened: int | None, found: list[Range]) -> int | None:
    """Handles one single quotation mark; returns where a single quotation is open, if one is."""
    after_word = at > 0 and (text[at - 1].isalnum() or text[at - 1] in ".,!?\u2026-")
    if not after_word and char != "\u2019":
        return opened if _ELISION.match(text, at) else at
    closes = opened is not None and after_word and at - opened > _SHORTEST_SINGLE
    if closes and opened is not None and not _plural_possessive(text, at, opened):
        found.append((opened, at + 1))
        return None
    return opened


def _plural_possessive(text: str, at: int, opened: int) -> bool:
    """ "the dogs' bowls": an s before, a lower-case word after, and the real closing mark still to come."""
    if text[at - 1] != "s" or not text[at + 1 : at + 3].strip()[:1].islower():
        return False
    rest = text[at + 1 : at + 400].split("\n", 1)[0]
    return bool(re.search(r"[\w.,!?]['\u2019](?!\w)", rest)) and opened < at


def _can_open(text: str, at: int, char: str, start: int) -> bool:
    if char in _OPENS:
        return True
    if char in _CLOSES:
        return False
    before = text[at - 1] if at > start else " "
    # After a digit a straight mark means inches; after a letter it closes something never opened.
    return not before.isalnum()


def _opens_again(text: str, at: int, end: int) -> bool:
    """A straight mark that follows a space and precedes a letter opens, even while one is open."""
    return text[at - 1].isspace() and at + 1 < end and text[at + 1].isalnum()
