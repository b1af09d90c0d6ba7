"""Sentences as templates: names and numbers become slots, so that a sentence that is filled anew in every
article is recognised for what it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from slopcheck.detect import view
from slopcheck.reporters.hashes import short_hash
from slopcheck.types import Document

LEAST_WORDS = 6  # besides the slots: what is shorter recurs by chance
NAME, NUMBER = "\u2026", "#"
_KINDS = frozenset({"paragraph", "item"})
_WORD = re.compile(r"[^\W_]+(?:['\u2019.,-][^\W_]+)*")


class Template(NamedTuple):
    """A sentence with its slots, and the hash it is recognised by where the text may not go."""

    text: str
    hash: str


def templates(document: Document) -> Mapping[int, tuple[Template, ...]]:
    """The templates of each paragraph and list item, by the block's index."""
    views = view(document)
    rows = [
        (views.blocks[block].number, _WORD.findall(views.text[start:end]))
        for start, end, block in zip(
            views.sent_start.tolist(), views.sent_end.tolist(), views.sent_block.tolist(), strict=True
        )
        if views.blocks[block].kind in _KINDS
    ]
    names = {word for _, words in rows for word in words[1:] if word[0].isupper()}
    found: dict[int, list[Template]] = {}
    for number, words in rows:
        slots = _slots(words, names)
        if sum(slot not in {NAME, NUMBER} for slot in slots) >= LEAST_WORDS:
            text = " ".join(slots)
            found.setdefault(number, []).append(Template(text, short_hash(text)))
    return {number: tuple(of) for number, of in found.items()}


def _slots(words: list[str], names: set[str]) -> list[str]:
    """The words in lower case, runs of names as one slot. The first word is a name if it is one elsewhere."""
    slots: list[str] = []
    for at, word in enumerate(words):
        named = word[0].isupper() and word != "I" and (at > 0 or word in names)
        slot = NUMBER if any(c.isdigit() for c in word) else NAME if named else word.lower()
        if slot != NAME or slots[-1:] != [NAME]:
            slots.append(slot)
    return slots
