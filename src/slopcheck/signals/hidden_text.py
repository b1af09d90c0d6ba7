"""Text that the page holds but hides from its readers.

**Why.** Paragraphs in white on white or in a hidden element are there for search engines or for checkers.

**What it finds.** HTML elements that are hidden by an attribute or inline style and hold at least thirty
words in all. What is hidden has no place in the visible text, so the finding points at the block before it.

**Limits.** Menus, dialogues and "read more" folds are hidden until a click; they are short, and below the
threshold nothing is said. Style sheets are not read.

**Sources.** The threshold is longer than the hidden labels of ordinary templates.
"""

import re
from collections.abc import Iterator

import numpy as np

from slopcheck.patterns import lazy
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Views

REACH = 120  # characters before the text in which its own tag stands
_UNSHOWN = lazy(r"<(?:template|script|style|noscript)\b[^<>]*>\s*\Z", re.IGNORECASE)
_TAG = lazy(r"<[^>]*>")
FEWEST = 30  # hidden words on the page


def find(views: Views) -> Iterator[Span]:
    document = views.document
    if not document.hidden or not views.blocks:
        return
    sizes = [_words(document.source, a, b) for a, b in document.hidden]
    if sum(sizes) < FEWEST:
        return
    pieces = document.origin.pieces
    found: dict[int, int] = {}
    for (start, _), size in zip(document.hidden, sizes, strict=True):
        if not size:
            continue
        row = max(int(np.searchsorted(pieces[:, 2], start)) - 1, 0)
        at = views.block_at(int(views.folded.into(pieces[row : row + 1, 0])[0]))
        found[at] = found.get(at, 0) + size
    for index, size in sorted(found.items()):
        block = views.blocks[index]
        yield Span(block.start, block.end, "hidden-text", f"{size} hidden words follow this.")


def _words(source: str, start: int, end: int) -> int:
    """Words that a reader would see if this were shown; comments and templates never are."""
    inside = source[start:end]
    if inside.startswith(("<!--", "<script", "<style", "<template", "<noscript")):
        return 0
    if _UNSHOWN.search(source, max(0, start - REACH), start):
        return 0
    return len(_TAG.sub(" ", inside).split())


SIGNALS = (
    Signal(
        id="hidden-text",
        version=1,
        family="evasion",
        effect="fault",
        summary="Text that the page hides from its readers",
        find=find,
    ),
)
