"""A reaction that nobody in the paragraph had.

**Why.** "The move has sparked outrage" reports a reaction without anybody who reacted. Nobody can be asked,
so nothing can be checked; it costs nothing to write and fills a paragraph.

**What it finds.** A sentence of a paragraph that says that people reacted (``lexicon/reaction.toml``),
where the whole paragraph has no quotation, nobody who speaks, no named person, no document and no figure.

**Limits.** A summary of reactions whose sources stand in other paragraphs is marked too. One such sentence
is ordinary; an article made of them is not.

**Sources.** Rates in the table and in reports/signals.md.
"""

from collections.abc import Iterator

import numpy as np

from slopcheck.facts import dates, figures
from slopcheck.names import names
from slopcheck.once import once
from slopcheck.phrases import Hit
from slopcheck.signals import Signal
from slopcheck.speech import occasions, speech
from slopcheck.types import Ints, Span
from slopcheck.views import Views

REACH = 40  # characters from a verb of reaction to its object


def find(views: Views) -> Iterator[Span]:
    found = list(_reactions(views, views.prose_hits("reaction")))
    if not found:
        return
    sourced = _sourced(views)
    last = 0
    for position in found:
        block = views.block_at(position)
        at = views.sentence_at(position)
        start, end = int(views.sent_start[at]), int(views.sent_end[at])
        if start >= last and block not in sourced and views.blocks[block].kind == "paragraph":
            last = end
            message = "A reaction, and nobody in the paragraph who reacted."
            yield Span(start, end, "unsourced-claim", message)


def _reactions(views: Views, hits: list[Hit]) -> Iterator[int]:
    """Where a reaction is told: a whole phrase, or a verb with its object close behind."""
    verb: Hit | None = None
    for hit in hits:
        note = hit.phrase.note
        near = verb is not None and hit.start - verb.end <= REACH
        if note == "whole" or (
            note == "object" and near and verb is not None and _together(views, verb, hit)
        ):
            yield hit.start
            verb = None
        elif note == "verb":
            verb = hit


def _together(views: Views, verb: Hit, thing: Hit) -> bool:
    """Within one sentence; "drew the attention of" somebody is no reaction."""
    pointed = views.lower.startswith(("attention of", "attention to"), thing.start)
    return not pointed and views.sentence_at(verb.start) == views.sentence_at(thing.start)


@once
def _sourced(views: Views) -> frozenset[int]:
    """Blocks in which somebody or something can be asked."""
    places = [one.start for one in speech(views)]
    places += [name.start for name in names(views).mentions if name.kind == "person"]
    places += [place[0] for place in occasions(views)]
    places += [quote[0] for quote in views.quotes]
    places += [figure.start for figure in figures(views)]
    places += [date.start for date in dates(views) if date.exact]
    at: Ints = np.searchsorted(views.blk_start, np.array(places, dtype=np.int64), side="right") - 1
    return frozenset(at.tolist())


SIGNALS = (
    Signal(
        id="unsourced-claim",
        version=1,
        family="sourcing",
        effect="fault",
        summary="A reaction with nobody in the paragraph who reacted",
        find=find,
        table="reaction",
    ),
)
