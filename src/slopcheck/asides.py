"""Which blocks are lines set between the paragraphs: a plug, search phrases, a title without markup."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from slopcheck.types import Kind, Range

LONGEST_LINE = 100  # characters of a paragraph that ends like no sentence and so is taken for a line
# What is longer counts as prose whatever it says, or plugs could hide an article.
LONGEST_ASIDE = 220  # characters
_CLOSING = ".!?:;,\u2026\"'\u201d\u2019)]*_"


def is_aside(text: str, kind: Kind, block: Range, marked: AbstractSet[Range]) -> bool:
    """Whether a block of ``text`` is such a line; ``marked`` are the ranges that signals took for one."""
    start, end = block
    size = end - start
    if kind == "paragraph" and size <= LONGEST_LINE and text[end - 1] not in _CLOSING:
        return True
    return size <= LONGEST_ASIDE and block in marked
