"""A question asked only to be answered.

**Why.** "The result? A city divided." The writer asks what no reader asked, to make an ordinary statement
sound like news.

**What it finds.** Inside a paragraph, after a statement, one of two figures, answered at once in the same
paragraph by a sentence that is no question: a noun set up as a question ("The result?", "The best part?",
at most five words), or a stock question ("But what does this mean?", "Why does it matter?", "So why
wait?").

**Limits.** A question at the start of a paragraph may head a section or an FAQ and is left alone; so are
questions in a row, real questions, and anything inside quotations.
"""

from collections.abc import Iterator
from itertools import pairwise

from slopcheck.once import jointly
from slopcheck.patterns import lazy
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Views

_MARK = ord("?")
LONGEST = 5  # words of a noun set up as a question
_NOUN = lazy(r"(?:(?:and|but|so),? )?(?:the|your|my|their|our|its) [^?,.]{3,40}\?")
_STOCK = lazy(
    r"(?:(?:and|but|so),? )?(?:what (?:exactly )?does (?:this|that|it|all this) (?:really |actually |all )?mean"
    r"(?: for (?:you|us|them))?|why (?:does|should) (?:this|that|it|you|we) (?:matter|care)|why (?:wait|bother)"
    r"|why is (?:this|that|it) (?:so )?(?:important|significant)|what(?:'s| is) the (?:catch|secret|takeaway|upshot)"
    r"|sound familiar|who knows|so what|what gives)\?"
)


def find(views: Views) -> Iterator[Span]:
    for index in _questions(views):
        start, end = int(views.sent_start[index]), int(views.sent_end[index])
        if _figure(views, start, end) and _answered(views, index):
            yield Span(
                start,
                end,
                "answered-question",
                "The question is asked only to be answered by the next sentence.",
            )


@jointly
def _questions(views: Views) -> list[list[int]]:
    """The sentences of each document's prose that end in a question mark, but for a document's last sentence."""
    asked = (views.sent_prose & (views.codes[views.sent_end - 1] == _MARK)).nonzero()[0]
    firsts = views.first_sentences
    cuts = asked.searchsorted(firsts).tolist()
    return [
        [index - first for index in asked[a:b].tolist() if index + 1 < end]
        for (first, end), (a, b) in zip(pairwise(firsts), pairwise(cuts), strict=True)
    ]


def _figure(views: Views, start: int, end: int) -> bool:
    if views.is_quoted(start, end):
        return False
    first, last = views.tokens_in(start, end)
    noun = last - first <= LONGEST and _NOUN.fullmatch(views.lower, start, end) is not None
    return noun or _STOCK.fullmatch(views.lower, start, end) is not None


def _answered(views: Views, index: int) -> bool:
    """Between a statement and a statement, outside quotation marks, in one block."""
    block = views.sent_block
    if index == 0 or block[index - 1] != block[index] or block[index + 1] != block[index]:
        return False
    start, end = int(views.sent_start[index + 1]), int(views.sent_end[index + 1])
    before = views.lower[int(views.sent_end[index - 1]) - 1]
    return before != "?" and views.lower[end - 1] != "?" and not views.is_quoted(start, end)


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
