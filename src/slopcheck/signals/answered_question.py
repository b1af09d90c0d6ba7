"""A question asked only to be answered.

**Why.** "The result? A city divided." The writer asks what no reader asked, to make an ordinary statement
sound like news.

**What it finds.** Inside a paragraph, a question of at most eight words that opens with "the", "and",
"but", "so", "what" or "why", followed at once, in the same paragraph, by a sentence that is no question.

**Limits.** A question at the start of a paragraph may head a section or an FAQ and is left alone; so are
questions in a row and anything inside quotations.
"""

from collections.abc import Iterator

import numpy as np

from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Views

LONGEST = 8  # words; longer questions are as frequent in columns and essays
OPENERS = ("the ", "and ", "but ", "so ", "so,", "what ", "what's ", "why ")


def find(views: Views) -> Iterator[Span]:
    if "?" not in views.lower:
        return
    for index in np.flatnonzero(views.sent_prose[:-1]).tolist():
        start, end = int(views.sent_start[index]), int(views.sent_end[index])
        if views.lower[end - 1] != "?" or not views.lower.startswith(OPENERS, start):
            continue
        first, last = views.tokens_in(start, end)
        if last - first <= LONGEST and _answered(views, index) and not views.is_quoted(start, end):
            yield Span(
                start,
                end,
                "answered-question",
                "The question is asked only to be answered by the next sentence.",
            )


def _answered(views: Views, index: int) -> bool:
    """Inside a block, with a statement after it outside quotation marks."""
    block = views.sent_block
    if index == 0 or block[index - 1] != block[index] or block[index + 1] != block[index]:
        return False
    start, end = int(views.sent_start[index + 1]), int(views.sent_end[index + 1])
    return views.lower[end - 1] != "?" and not views.is_quoted(start, end)


SIGNALS = (
    Signal(
        id="answered-question",
        version=1,
        family="filler",
        effect="fault",
        summary="A question asked only to be answered",
        find=find,
    ),
)
