"""A sentence that counts people, votes, places or scores.

**Why.** "212 homes", "two officers" or "a 5-4 vote" was counted by somebody and can be checked; "many"
cannot.

**What it finds.** The first count of a sentence: a number, in digits or words, before a unit of
``lexicon/unit.toml`` with one word in between at most, and votes and results written 5-4.

**Limits.** Distances, areas and weights stand in the ledger but are no credit. A handful of people, homes
or countries to which nothing happened, examples, sentences that speak to the reader, numbers in names and dates,
the rules of slot machines, a thing's age and anybody's ("a seven-year-old might") are left out. Games that are no
sport and books' characters are counted like others.
Amounts of money and percentages are no credit: content farms print as many prices and percentages as news,
or more. They stand in the ledger. Counts are not verified.

**Sources.** Rates on the visible corpus: prices 1.5 per 1,000 words in farms against 0.5 in genuine
articles, percentages 0.6 against 0.6; people, votes and scores 0.1 against 0.4.
"""

from collections.abc import Iterator

from slopcheck.facts import figures
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Views


def find(views: Views) -> Iterator[Span]:
    last = -1
    for start, end, is_count in figures(views):
        if not is_count or not views.blk_prose[views.block_at(start)]:
            continue
        sentence = views.sentence_at(start)
        if sentence != last:
            last = sentence
            yield Span(
                start,
                end,
                "counted-fact",
                "Says how many.",
                facts={"figure": views.text[start:end]},
            )


SIGNALS = (
    Signal(
        id="counted-fact",
        version=3,
        family="sourcing",
        effect="credit",
        summary="A sentence that counts people, votes, places or scores",
        find=find,
        table="unit",
    ),
)
