"""A trailing participle that announces importance.

**Why.** ", underscoring the need for reform" hangs an opinion on a fact as if it were part of it. Nobody is
said to hold it.

**What it finds.** At the end of a sentence, after a comma, a participle (``lexicon/tail.toml``) that
announces importance, potential or benefit: within its first seven words stands a word such as importance,
need, role or growing (``weighty`` in ``data/words.toml``). Whole formulas need no such word: ", paving the
way for". Marked to the end of the sentence.

**Limits.** Plain participles of result (making, leaving, giving, adding) are left alone, and so are tails
of more than 30 words, which carry matter of their own, and sentences in which somebody says, finds or
expects something: it may be his opinion. Nothing inside quotations.

**Sources.** Participles after a comma, counted in farms and in news; each in the table with its rates.
"""

from collections.abc import Iterator

from slopcheck.content import among
from slopcheck.phrases import Hit
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Views

LONGEST = 30  # words
REACH = 7  # words after the participle in which it must announce something


def find(views: Views) -> Iterator[Span]:
    last = 0
    for hit in views.prose_hits("tail"):
        start = hit.start + 2  # the comma and its space
        end = int(views.sent_end[views.sentence_at(start)])
        while end > hit.end and not views.text[end - 1].isalnum():
            end -= 1
        if hit.phrase.weight and start >= last and _announces(views, hit, start, end):
            last = end
            yield Span(
                start,
                end,
                "significance-tail",
                "A participle hangs importance on the fact before it; nobody is said to see it so.",
                hit.phrase.weight,
            )


def _announces(views: Views, hit: Hit, start: int, end: int) -> bool:
    """A tail of bearable length, outside quotations, that soon names something weighty."""
    first, last = views.tokens_in(start, end)
    if last - first > LONGEST or views.is_quoted(start, end):
        return False
    sentence = views.sentence_at(start)
    begin, _ = views.tokens_in(int(views.sent_start[sentence]), start)
    if among(views.tok_hash[begin:first], "answers").any():
        return False
    near = views.tok_hash[first : min(last, first + REACH)]
    return hit.phrase.note == "whole" or bool(among(near, "weighty").any())


SIGNALS = (
    Signal(
        id="significance-tail",
        version=2,
        family="filler",
        effect="fault",
        summary="A trailing participle that announces importance",
        find=find,
        table="tail",
    ),
)
