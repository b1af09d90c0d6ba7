"""Whether a text is prose at all: tables, lists, code, verse and listings have no sentences to judge."""

from __future__ import annotations

import numpy as np

from slopcheck.layout import Bools
from slopcheck.once import jointly
from slopcheck.types import BODY, Ints
from slopcheck.views import Views

LEAST_SHARE = (
    0.25  # of the words; tabloid captions and tutorials full of code go down to .17, see 0003-model.md
)
_LEAST_WORDS = 5  # of a sentence
_MOST = 0x2FFF  # beyond it is none of these marks
_STOPS, _CLOSERS = (np.zeros(_MOST + 1, dtype=np.bool_) for _ in range(2))
_STOPS[[ord(char) for char in ".!?\u2026:;"]] = True
_CLOSERS[[ord(char) for char in "\"'\u201d\u2019)]*_"]] = True


@jointly
def prose_share(views: Views) -> list[float]:
    """Share of the article's words (headline apart, code included) in full sentences of paragraphs and items."""
    sizes = views.blk_tokens
    kinds = [block.kind for block in views.blocks]
    counted = np.array([kind in BODY and kind != "headline" for kind in kinds], dtype=np.bool_)
    quoted = np.array([kind == "quote" for kind in kinds], dtype=np.bool_)
    first, last = views.sent_tokens
    lengths = last - first
    full = (views.blk_prose[views.sent_block] & (lengths >= _LEAST_WORDS)).nonzero()[0]
    full = full[_stops(views, views.sent_end[full])]
    held = np.bincount(views.sent_block[full], weights=lengths[full], minlength=len(sizes))
    held += sizes * quoted  # numbers of words, exact as fractions too
    if not len(sizes):
        return [0.0]
    firsts = views.first_blocks[:-1]
    totals, in_full = np.add.reduceat(sizes * counted, firsts), np.add.reduceat(held, firsts)
    return [a / b if b else 0.0 for a, b in zip(in_full.tolist(), totals.tolist(), strict=True)]


def _stops(views: Views, ends: Ints) -> Bools:
    """Which places stand behind a mark that ends a sentence, quotation marks and brackets apart."""
    codes = views.text_codes
    ends = ends.copy()
    inner = np.arange(len(ends))
    while len(inner):
        inner = inner[ends[inner] > 0]
        inner = inner[_CLOSERS[np.minimum(codes[ends[inner] - 1], _MOST)]]
        ends[inner] -= 1
    found: Bools = (ends > 0) & _STOPS[np.minimum(codes[ends - 1], _MOST)]
    return found
