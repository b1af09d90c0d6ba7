"""Speech in somebody's own words, with a name or a role to it.

**Why.** What a person said can be checked with that person. Reporting is full of it; the farms measured
quote nobody, or quote without saying whom.

**What it finds.** A quotation of two words or more beside a word of speech (``lexicon/attribution.toml``)
whose subject is a name, a pronoun that stands for one, or a role ("the mayor", "a spokesman"). The speaker
is resolved inside the article: "Bass said" is Karen Bass if the article calls her that somewhere.

**Limits.** Rules, not grammar: a pronoun goes to the person who spoke or opened a sentence last, if that can
be a man for "he" or a woman for "she"; where nobody fits, the quotation counts half and has no speaker. A
quotation that only repeats a headline is no speech; see pseudo-quote.

**Sources.** Verbs of speech per 1,000 words separate the example articles 0-2 to 12-20.
"""

from collections.abc import Iterator

from slopcheck.headlines import posing_quotes
from slopcheck.signals import Signal
from slopcheck.speech import speech
from slopcheck.types import Span
from slopcheck.views import Views


def find(views: Views) -> Iterator[Span]:
    posing = posing_quotes(views)
    for one in speech(views):
        if not one.quotes or any(quote in posing for quote in one.quotes):
            continue
        facts = {"speaker": one.speaker, "verb": one.verb, "form": "quote"}
        if one.source:
            facts["source"] = one.source
        yield Span(
            one.start,
            one.end,
            "attributed-quote",
            f"Quoted speech of {one.speaker}."
            if one.speaker
            else "Quoted speech; whose, a pronoun leaves open.",
            0.5 if one.form in ("unnamed role", "open pronoun") else 1.0,
            facts=facts,
        )


SIGNALS = (
    Signal(
        id="attributed-quote",
        version=3,
        family="sourcing",
        effect="credit",
        summary="A quotation with its speaker",
        find=find,
        table="attribution",
    ),
)
