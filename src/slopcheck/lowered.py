"""The text that words are read from: lower case, without the marks of items and without addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from slopcheck.fold import Folded
from slopcheck.patterns import LIST_MARK
from slopcheck.types import Block

Place = tuple[int, int, int]  # where a block starts, where its wording starts, and where it ends

# Addresses are no wording, and flattened text is often without them. What may end a sentence is not theirs.
# So are the names of headings, which Markdown hides and careless flattening leaves.
_STRETCH = 1 << 16  # characters
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]*[\w/]|\{#[\w-]{1,80}\}")


def places(folded: Folded, blocks: Sequence[Block]) -> list[Place]:
    """Where each block and its wording stand in the folded text.

    A plain text shows the marks of its items, and careless markup shows them once more.
    """
    if folded.way is None:
        found = [(b.start, b.start, b.end) for b in blocks]
    else:
        edges = np.array([(b.start, b.end) for b in blocks], dtype=np.int64).reshape(-1, 2)
        starts, ends = folded.into(edges[:, 0]).tolist(), folded.into(edges[:, 1]).tolist()
        found = list(zip(starts, starts, ends, strict=True))
    for i, block in enumerate(blocks):
        if block.kind == "item":
            start, first, end = found[i]
            while mark := LIST_MARK.match(folded.text, first, end):
                first = mark.end()
            found[i] = (start, first, end)
    return found


def lowered(text: str, found: Sequence[Place]) -> str:
    """The text in lower case, as long as it was; marks of items and addresses, which are no wording, are spaces."""
    lower = _same_length(text)
    marks = [(start, first) for start, first, _ in found if start < first]
    if "://" in lower or "www." in lower or "{#" in lower:
        marks += [address.span() for address in _ADDRESS.finditer(lower)]
    if not marks:
        return lower
    pieces: list[str] = []
    at = 0
    for start, end in sorted(marks):
        if start >= at:
            pieces += (lower[at:start], " " * (end - start))
            at = end
    return "".join([*pieces, lower[at:]])


def _same_length(text: str) -> str:
    """Lower case, straight apostrophes and plain spaces, one character for each."""
    if len(text) < 2 * _STRETCH or "\u0130" in text:
        return _made(text)
    # Each step copies the text: of a long one, lines are done so many at a time that the copies are near at hand.
    parts: list[str] = []
    at = 0
    while at < len(text):
        end = text.find("\n", at + _STRETCH) + 1 or len(text)
        parts.append(_made(text[at:end]))
        at = end
    return "".join(parts)


def _made(text: str) -> str:
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lower.replace("\u2019", "'").replace("\u2018", "'").replace("\n", " ").replace("\t", " ")
