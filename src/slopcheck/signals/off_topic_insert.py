"""A line with no tie to anything around it.

**Why.** Pages that sell attention set lines between the paragraphs that belong to another story. A reader
stumbles; an editor would have cut it.

**What it finds.** A short line between two paragraphs that looks like a title or a call (title case,
capitals, an exclamation mark) and has at least four content words, none of which stands in the headline, in
its neighbours or anywhere else in the article.

**Limits.** A line that shares one word with the article is left alone, and so is anything at the top or the
end. A subheading that plays with words the text never uses is marked wrongly.

**Weight.** None, it is neutral: on the visible corpus such lines are as rare in farms as in genuine articles,
and only one is left there, a plug for another story. inserted-promo knows a plug by its wording.

**Sources.** Lines planted between paragraphs; see reports/promo.md.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from slopcheck.content import content
from slopcheck.headlines import stem
from slopcheck.layout import Block
from slopcheck.patterns import lazy
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Views

LONGEST = 160  # characters
FEWEST = 4  # content words that are all strange to the article
TITLE_CASE = 0.7  # share of capitalised words
PARAGRAPH = 20  # words of a neighbour that make it a paragraph
LONE = 1  # headings of a text that has none but the line in question
_CAPTION = lazy("[,()@#\u2014]|^\\d|^[a-z]+: ")
_KINDS = frozenset({"paragraph", "heading"})


def find(views: Views) -> Iterator[Span]:
    blocks = views.blocks
    candidates = [i for i in range(2, len(blocks) - 2) if _is_between(blocks, i)]
    if not candidates:
        return
    sizes = np.bincount(views.tok_block, minlength=len(blocks))
    lone = sum(block.kind == "heading" for block in blocks) <= LONE
    for i in candidates:
        block = blocks[i]
        # In an article with subheadings, a heading is one of them.
        if (block.kind == "heading" and not lone) or min(sizes[i - 1], sizes[i + 1]) < PARAGRAPH:
            continue
        if _looks_like_a_call(views, block) and _is_strange(views, block):
            message = "Shares no word with the article around it."
            yield Span(block.start, block.end, "off-topic-insert", message)


def _is_between(blocks: Sequence[Block], i: int) -> bool:
    short = blocks[i].kind in _KINDS and blocks[i].end - blocks[i].start <= LONGEST
    return short and blocks[i - 1].kind == blocks[i + 1].kind == "paragraph"


def _looks_like_a_call(views: Views, block: Block) -> bool:
    first, last = views.tokens_in(block.start, block.end)
    if last - first < FEWEST or views.quoted_chars[block.start]:
        return False
    if _CAPTION.search(views.lower[block.start : block.end]):
        return False
    last_char = views.text[block.end - 1]
    words = ~views.tok_digit[first:last]
    capitals = int((views.tok_capital[first:last] & words).sum())
    return last_char == "!" or (last_char not in ".:,;" and capitals >= TITLE_CASE * int(words.sum()))


def _is_strange(views: Views, block: Block) -> bool:
    first, last = views.tokens_in(block.start, block.end)
    words = {stem(views.token(i)) for i in range(first, last) if content(views)[i]}
    return len(words) >= FEWEST and not any(
        views.lower.find(word, 0, block.start) >= 0 or views.lower.find(word, block.end) >= 0
        for word in words
    )


SIGNALS = (
    Signal(
        id="off-topic-insert",
        version=1,
        family="promo",
        effect="neutral",
        summary="A line with no tie to anything around it",
        find=find,
    ),
)
