"""How well an extracted text agrees with the gold text and the gold blocks of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from training.blocks_data import Page

_WORD = re.compile(r"\w+")
_FAITHFUL = 0.9  # from this F1 on, the blocks labelled article reproduce a page's gold text

Grams = Counter[tuple[str, str, str, str]]


def grams(text: str) -> Grams:
    """The bag of 4-grams of words."""
    words = _WORD.findall(text)
    return Counter(zip(words, words[1:], words[2:], words[3:], strict=False))


def f1(found: Grams, gold: Grams) -> float:
    """Agreement of two bags: 1 when both are empty."""
    if not found or not gold:
        return float(not found and not gold)
    return 2 * sum((found & gold).values()) / (sum(found.values()) + sum(gold.values()))


class Inside(NamedTuple):
    """Counts over a page: article blocks kept, of how many; boilerplate inside the article caught, of how many.

    ``words`` of article blocks, of which ``kept_words`` stand in blocks that are kept.
    """

    kept: int
    content: int
    caught: int
    boilerplate: int
    kept_words: int = 0
    words: int = 0


def inside(page: Page, is_kept: Callable[[str], bool], least: int) -> Inside:
    """What became of the blocks between the first and the last article block, those of ``least`` words on."""
    article = [index for index, found in enumerate(page.labels) if found == 1]
    if not article:
        return Inside(0, 0, 0, 0)
    kept = content = caught = boilerplate = kept_words = words = 0
    for index in range(article[0], article[-1] + 1):
        text = page.parts[index].text
        size = len(_WORD.findall(text))
        if size < least or page.labels[index] < 0:
            continue
        keeps = is_kept(text)
        if page.labels[index] == 1:
            content += 1
            kept += keeps
            words += size
            kept_words += size * keeps
        else:
            boilerplate += 1
            caught += not keeps
    return Inside(kept, content, caught, boilerplate, kept_words, words)


def keeper(extracted: str) -> Callable[[str], bool]:
    """Whether a block's words stand in an extracted text (at least half of its 4-grams, or all its words)."""
    bag = grams(extracted)
    flat = " " + " ".join(_WORD.findall(extracted)) + " "

    def kept(text: str) -> bool:
        own = grams(text)
        if not own:
            return f" {' '.join(_WORD.findall(text))} " in flat
        return sum((own & bag).values()) >= 0.5 * sum(own.values())

    return kept


def add(total: Inside, more: Inside) -> Inside:
    """Sum of two counts."""
    return Inside(*(a + b for a, b in zip(total, more, strict=True)))


def faithful(page: Page) -> bool:
    """Whether the page's block labels can be trusted: the blocks labelled article give its gold text."""
    article = "\n\n".join(part.text for part, y in zip(page.parts, page.labels, strict=True) if y == 1)
    return f1(grams(article), grams(page.gold)) >= _FAITHFUL
