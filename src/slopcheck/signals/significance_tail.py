"""A trailing participle that announces importance.

**Why.** ", underscoring the need for reform" hangs an opinion on a fact as if it were part of it. Nobody is
said to hold it.

**What it finds.** At the end of a sentence, after a comma, a participle of importance or consequence with
its object (``lexicon/tail.toml``): highlighting the, reflecting a, reinforcing its, ensuring that,
potentially leading to. Marked to the end of the sentence.

**Limits.** Plain participles of result (making, leaving, giving, adding) are left alone, and so are tails
of more than 30 words, which carry matter of their own. Nothing inside quotations.

**Sources.** Participles after a comma, counted in farms and in news; each in the table with its rates.
"""

from collections.abc import Iterator

from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Views

LONGEST = 30  # words


def find(views: Views) -> Iterator[Span]:
    last = 0
    for hit in views.prose_hits("tail"):
        start = hit.start + 2  # the comma and its space
        end = int(views.sent_end[views.sentence_at(start)])
        while end > hit.end and not views.text[end - 1].isalnum():
            end -= 1
        first, final = views.tokens_in(start, end)
        if (
            hit.phrase.weight
            and start >= last
            and final - first <= LONGEST
            and not views.is_quoted(start, end)
        ):
            last = end
            yield Span(
                start,
                end,
                "significance-tail",
                "A participle hangs importance on the fact before it; nobody is said to see it so.",
                hit.phrase.weight,
            )


SIGNALS = (
    Signal(
        id="significance-tail",
        version=1,
        family="filler",
        effect="fault",
        summary="A trailing participle that announces importance",
        find=find,
        table="tail",
    ),
)
