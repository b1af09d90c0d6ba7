"""What stands between the paragraphs of a page's article and is none of it: captions, teasers, plugs, bylines.

The choice of stretches (``decode``) keeps a weak block between two strong ones, which is right for a short paragraph.
Some kinds of blocks stand there and are mostly no article; these need a place that says clearly that they belong.
A class word or a make that much of the article shares says nothing, so shares of the chosen words are asked for.
The limits, and what each is worth, are in ``docs/decisions/0011-block-model.md``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from slopcheck.segment.flow import Part
from slopcheck.segment.judge import Judged
from slopcheck.segment.tags import MARK_BITS, Node

Booleans = NDArray[np.bool_]

# Log-odds that blocks need: those a class word or a link sets apart, paragraphs of a rare make, bylines and dates.
_CLEAR, _RARE, _DATED = 3.0, 1.0, 0.0
_FILLED, _TEASER = 0.8, 8  # a link of so many words that fills so much of its block is a teaser
# Shares of the chosen words below which captions, blocks with such class words, and a make are an exception.
_CAPTIONS, _APART, _MAKE = 0.3, 0.1, 0.03
_CAPTION = MARK_BITS["caption"]
_WORDED = frozenset({"paragraph", "heading", "item", "quote"})
_FURNITURE = sum(MARK_BITS[name] for name in ("related", "advert", "newsletter", "share", "side"))
_ALMOST = -1.0  # log-odds from which plain blocks between chosen ones belong to them
# Shares of characters in links below which lists and paragraphs, and entries, are plain.
_PLAIN, _MIXED = 0.2, 0.5


def without(parts: Sequence[Part], found: Judged, chosen: Booleans) -> tuple[Booleans, list[int]]:
    """The choice less what needs a clearer place than it has, and which of these are captions by their class words.

    Where nothing would be left, the choice stays as it is.
    """
    indices = chosen.nonzero()[0].tolist()
    least = np.full(len(parts), -math.inf)
    captions, apart = [], []
    makes: dict[tuple[str, int], int] = {}
    total = captioned = marked = 0
    for index in indices:
        part = parts[index]
        total += part.words
        own, near = _marks(part)
        if near & _CAPTION:
            captions.append(index)
            captioned += part.words
        if own & _FURNITURE and part.kind in ("paragraph", "heading"):
            apart.append(index)
        marked += part.words if own & _FURNITURE else 0
        make = _make(part)
        makes[make] = makes.get(make, 0) + part.words
    captions = captions if captioned < _CAPTIONS * total else []
    least[apart if marked < _APART * total else []] = _CLEAR
    for index in indices:
        part = parts[index]
        if part.kind == "caption" or _is_teaser(part, many=bool(found.many[index])):
            least[index] = _CLEAR
        elif part.kind in ("byline", "dateline"):
            least[index] = _DATED
        elif part.kind == "paragraph" and makes[_make(part)] < _MAKE * total:
            least[index] = max(least[index], _RARE)
    least[captions] = _CLEAR
    sure = chosen & (found.scores > least)
    if not sure.any():
        return chosen, []
    return sure, [index for index in captions if not sure[index] and parts[index].kind in _WORDED]


def joined(parts: Sequence[Part], found: Judged, chosen: Booleans) -> Booleans:
    """The choice and what stands between its blocks, not far from chosen: plain paragraphs, entries of plain lists.

    Plain means without links, or nearly so.
    """
    places = chosen.nonzero()[0]
    near = (found.scores > _ALMOST) & ~chosen
    near[: places[0]] = near[places[-1] :] = False
    more, entries = [], []
    for index in near.nonzero()[0].tolist():
        part = parts[index]
        if part.kind == "item" and part.link < _MIXED * len(part.text):
            entries.append(index)
        elif part.kind == "paragraph" and _make(part)[0] == "p" and part.link < _PLAIN * len(part.text):
            more.append(index)
    if entries:
        lists: dict[Node | None, list[int]] = {_list(parts[index]): [0, 0] for index in entries}
        for part in parts:
            sums = lists.get(_list(part))
            if sums is not None:
                sums[0] += part.link
                sums[1] += len(part.text)
        plain = {node for node, (linked, length) in lists.items() if linked < _PLAIN * length}
        more += [index for index in entries if _list(parts[index]) in plain]
    out = chosen.copy()
    out[more] = True
    return out


def _is_teaser(part: Part, *, many: bool) -> bool:
    """Whether a link fills the block; links of a make with many blocks are an index."""
    return not many and part.link >= _FILLED * len(part.text) and part.words >= _TEASER


def _marks(part: Part) -> tuple[int, int]:
    """The class words of the element around a block, and those of the two around it."""
    chain = part.chain
    own = chain[0].marks if chain else 0
    return own, own | chain[1].marks if len(chain) > 1 else own


def _make(part: Part) -> tuple[str, int]:
    return (part.chain[0].name, part.chain[0].marks) if part.chain else ("", 0)


def _list(part: Part) -> Node | None:
    return part.chain[1] if len(part.chain) > 1 else None
