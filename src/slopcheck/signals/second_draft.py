"""The article starts over.

**Why.** Two machine drafts, or a draft and its rewrite, glued together: after a first conclusion a second
lede tells the same news again.

**What it finds.** The first paragraph after a conclusion, outside that conclusion's own section, that
restates the opening: at least six content words, of which two thirds stand in the headline or the first 80
words, with at least 250 words of article still to come. Only the place where the article starts over is
marked.

**Weight.** None, it is neutral: on the visible corpus none is left, so nothing can be said of its rates.

**Limits.** An answer under a question, and a line that only introduces a list, restate the subject rightly.
Without a first conclusion nothing is reported: a summary at the end, or a repeated lede in a live blog, is
another matter.
"""

from collections.abc import Iterator

from slopcheck.conclusions import conclusions
from slopcheck.content import content, opening
from slopcheck.sets import distinct, member
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Views

LEAST_WORDS = 6  # content words of a second lede
_END = frozenset(
    ".!?\"'\u201d\u2019"
)  # what a sentence ends in; titles, list entries and introductions do not
FORM = 8  # characters between a question mark and the end of the template's field around it
SHARE = 2 / 3  # of them in the headline or the first lede
STILL_TO_COME = 250  # words after it: a draft, not a closing line


def find(views: Views) -> Iterator[Span]:
    ends = conclusions(views)
    if not ends:
        return
    wordy, known = content(views), opening(views, ends[0].start)
    total = len(views.tok_start)
    asked = False
    # The paragraph right after a concluding heading, or the concluding one itself, is the conclusion.
    for index in range(ends[0].block + (2 if ends[0].heading else 1), len(views.blocks)):
        block = views.blocks[index]
        first, last = views.tokens_in(block.start, block.end)
        if total - last < STILL_TO_COME:
            return
        words = distinct(views.tok_hash[first:last][wordy[first:last]])
        if block.kind == "heading":
            asked = views.lower[block.end - 1] == "?"
        if (
            block.kind != "paragraph"
            or asked
            or _is_asked(views, index)
            or len(words) < LEAST_WORDS
            or views.text[block.end - 1] not in _END
        ):
            continue
        if member(words, known).sum() >= SHARE * len(words):
            related = (views.headline,) if views.headline else ()
            yield Span(
                block.start,
                block.end,
                "second-draft",
                "After a conclusion the article starts over: this paragraph restates its opening.",
                related=related,
            )
            return


def _is_asked(views: Views, index: int) -> bool:
    """Whether the block before is a question set as a template's field."""
    before = views.blocks[index - 1]
    return "?" in views.text[max(before.start, before.end - FORM) : before.end]


SIGNALS = (
    Signal(
        id="second-draft",
        version=3,
        family="repetition",
        effect="neutral",
        summary="A second lede after the first conclusion",
        find=find,
        per="document",
    ),
)
