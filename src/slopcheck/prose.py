"""Whether a text is prose at all: tables, lists, code, verse and listings have no sentences to judge."""

from __future__ import annotations

from slopcheck.types import BODY
from slopcheck.views import Views

LEAST_SHARE = (
    0.25  # of the words; tabloid captions and tutorials full of code go down to .17, see 0003-model.md
)
_LEAST_WORDS = 5  # of a sentence
_STOPS = frozenset(".!?\u2026:;")
_CLOSERS = "\"'\u201d\u2019)]*_"


def prose_share(views: Views) -> float:
    """Share of the article's words (headline apart, code included) in full sentences of paragraphs and items."""
    sizes = list(zip(views.blocks, views.blk_tokens.tolist(), strict=True))
    total: int = sum(size for block, size in sizes if block.kind in BODY and block.kind != "headline")
    if not total:
        return 0.0
    first, last = views.sent_tokens
    lengths = last - first
    candidates = (views.blk_prose[views.sent_block] & (lengths >= _LEAST_WORDS)).nonzero()[0]
    text = views.text
    rows = zip(lengths[candidates].tolist(), views.sent_end[candidates].tolist(), strict=True)
    words: int = sum(length for length, end in rows if _stops(text, end))
    quoted: int = sum(size for block, size in sizes if block.kind == "quote")
    return float((words + quoted) / total)


def _stops(text: str, end: int) -> bool:
    while end and text[end - 1] in _CLOSERS:
        end -= 1
    return end > 0 and text[end - 1] in _STOPS
