"""A line with no tie to anything around it.

**Why.** Pages that sell attention set lines between the paragraphs that belong to another story. A reader
stumbles; an editor would have cut it.

**What it finds.** A short line between two paragraphs that looks like a title or a call (title case,
capitals, an exclamation mark) and has at least four content words, none of which stands in the headline, in
its neighbours or anywhere else in the article.

**Limits.** A line that shares one word with the article is left alone, and so is anything at the top or the
end. A subheading that plays with words the text never uses is marked wrongly.

**Sources.** Lines planted between paragraphs; see reports/promo.md.
"""

from collections.abc import Iterator

import numpy as np

from slopcheck.content import content
from slopcheck.headlines import stem
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Block, Views

LONGEST = 160  # characters
FEWEST = 4  # content words that are all strange to the article
TITLE_CASE = 0.7  # share of capitalised words
PARAGRAPH = 20  # words of a neighbour that make it a paragraph
_KINDS = frozenset({"paragraph", "heading"})


def find(views: Views) -> Iterator[Span]:
    blocks = views.blocks
    sizes = np.bincount(views.tok_block, minlength=len(blocks))
    for i in range(2, len(blocks) - 2):
        block = blocks[i]
        if (
            block.kind not in _KINDS
            or block.end - block.start > LONGEST
            or not _between(views, i, sizes.tolist())
        ):
            continue
        if _looks_like_a_call(views, block) and _is_strange(views, block):
            yield Span(
                block.start, block.end, "off-topic-insert", "Shares no word with the article around it."
            )


def _between(views: Views, i: int, sizes: list[int]) -> bool:
    before, after = views.blocks[i - 1], views.blocks[i + 1]
    return (
        before.kind == after.kind == "paragraph" and sizes[i - 1] >= PARAGRAPH and sizes[i + 1] >= PARAGRAPH
    )


def _looks_like_a_call(views: Views, block: Block) -> bool:
    first, last = views.tokens_in(block.start, block.end)
    if last - first < FEWEST or views.quoted_chars[block.start]:
        return False
    last_char = views.text[block.end - 1]
    words = ~views.tok_digit[first:last]
    capitals = int((views.tok_capital[first:last] & words).sum())
    return last_char == "!" or (last_char not in ".:,;" and capitals >= TITLE_CASE * int(words.sum()))


def _is_strange(views: Views, block: Block) -> bool:
    first, last = views.tokens_in(block.start, block.end)
    words = {stem(views.token(i)) for i in range(first, last) if content(views)[i]}
    rest = views.lower[: block.start] + " \n " + views.lower[block.end :]
    return len(words) >= FEWEST and not any(word in rest for word in words)


SIGNALS = (
    Signal(
        id="off-topic-insert",
        version=1,
        family="promo",
        effect="fault",
        summary="A line with no tie to anything around it",
        find=find,
    ),
)
