"""Where the quotations are: straight and curly, nested, and running over several paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

from slopcheck.patterns import lazy
from slopcheck.types import Range

# An apostrophe inside a word, or before an elided start ('90s, 'em, 'tis), is not a quotation mark.
# The pattern begins with all marks, since the search for one set of characters is ten times as fast as for three.
_MARK = re.compile(
    r"""["\u201c\u201d\u201e\u00ab\u00bb'\u2018\u2019](?:(?<=["\u201c\u201d\u201e\u00ab\u00bb])|"""
    r"""(?<=['\u2018])(?<!\w['\u2018])(?=[^\W\d_])|(?<=['\u2019])(?!\w))"""
)
_ELISION = lazy(r"['\u2018\u2019](?:em|tis|twas|til|cause|n|bout|round)\b", re.IGNORECASE)
_OPENS = frozenset("\u201c\u201e\u00ab")
_CLOSES = frozenset("\u201d\u00bb")
_SINGLES = frozenset("'\u2018\u2019")
_SHORTEST_SINGLE = 3  # letters; anything shorter between single marks is an apostrophe's work


class HasRange(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def kind(self) -> str: ...


def quotations(text: str, blocks: Iterable[HasRange]) -> tuple[Range, ...]:
    """Outermost quotations of the blocks, marks included, ordered and disjoint.

    A quotation left open at a paragraph's end counts to that end when the next paragraph opens with a
    quotation mark (the convention for speech over several paragraphs); otherwise the mark is a slip and
    counts for nothing.
    """
    found: list[Range] = []
    blocks = list(blocks)
    for i, block in enumerate(blocks):
        if block.kind == "quote":
            found.append((block.start, block.end))
            continue
        ranges, open_at = _in_block(text, block.start, block.end)
        found.extend(ranges)
        if open_at is not None and i + 1 < len(blocks) and text[blocks[i + 1].start] in '"\u201c\u201e':
            found.append((open_at, block.end))
    return tuple(found)


def _in_block(text: str, start: int, end: int) -> tuple[list[Range], int | None]:
    found: list[Range] = []
    double: int | None = None
    single: int | None = None
    for mark in _MARK.finditer(text, start, end):
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
