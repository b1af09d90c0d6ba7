"""Which blocks are lines set between the paragraphs: a plug, search phrases, a title without markup."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from slopcheck.listing import is_listing
from slopcheck.types import Kind, Range

LONGEST_LINE = 100  # characters of a paragraph that ends like no sentence and so is taken for a line
# What is longer counts as prose whatever it says, or plugs could hide an article.
LONGEST_ASIDE = 220  # characters
LONGEST_LISTING = 400  # characters of a list of phrases between commas or bars
_KINDS = frozenset({"paragraph", "quote"})
_CLOSING = ".!?:;,\u2026\"'\u201d\u2019)]*_"


def is_aside(text: str, lower: str, kind: Kind, block: Range, marked: AbstractSet[Range]) -> bool:
    """Whether a block of ``text`` is such a line; ``marked`` are the ranges that signals took for one."""
    start, end = block
    size = end - start
    if kind in _KINDS:
        if size <= LONGEST_LINE and text[start:end].rstrip()[-1:] not in _CLOSING:
            return True
        if size <= LONGEST_LISTING and is_listing(lower[start:end]):
            return True
    return size <= LONGEST_ASIDE and block in marked
