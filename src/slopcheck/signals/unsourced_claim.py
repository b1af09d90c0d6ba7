"""A reaction that nobody in the paragraph had.

**Why.** "The move has sparked outrage" reports a reaction without anybody who reacted. Nobody can be asked,
so nothing can be checked; it costs nothing to write and fills a paragraph.

**What it finds.** A sentence of a paragraph that says that people reacted (``lexicon/reaction.toml``),
where the whole paragraph has no quotation, nobody who speaks, no named person, no document and no figure,
where the next paragraph quotes nobody, and where the sentence itself does not say who reacted.

**Limits.** A summary of reactions whose sources stand in other paragraphs is marked too. One such sentence
is ordinary; an article made of them is not.

**Sources.** Rates in the table and in reports/signals.md.
"""

from collections.abc import Iterator

import numpy as np

from slopcheck.facts import dates, figures
from slopcheck.names import names
from slopcheck.once import once
from slopcheck.patterns import lazy
from slopcheck.phrases import Hit
from slopcheck.signals import Signal
from slopcheck.speech import occasions, speech
from slopcheck.types import Ints, Range, Span
from slopcheck.views import Views

_WRITER = frozenset({"i", "my", "me", "we", "our", "us"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "who"})
_BETWEEN = frozenset({"also", "has", "have", "had", "already", "repeatedly", "recently", "often"})
_TOLD = lazy(r":\s|\b(?:telling|told|ministry|tweeted|insisting|accusing)\b")
REACH = 40  # characters from a verb of reaction to its object


def find(views: Views) -> Iterator[Span]:
    found = list(_reactions(views, views.prose_hits("reaction")))
    if not found:
        return
    sourced = _sourced(views)
    last = 0
    for position, thing in found:
        block = views.block_at(position)
        at = views.sentence_at(position)
        start, end = int(views.sent_start[at]), int(views.sent_end[at])
        free = start >= last and block not in sourced and views.blocks[block].kind == "paragraph"
        if free and not _somebody(views, start, position, thing, end):
            last = end
            message = "A reaction, and nobody in the paragraph who reacted."
            yield Span(start, end, "unsourced-claim", message)


def _reactions(views: Views, hits: list[Hit]) -> Iterator[Range]:
    """Where the words begin and end that tell a reaction: a whole phrase, or a verb with its object close behind."""
    verb: Hit | None = None
    for hit in hits:
        note = hit.phrase.note
        near = verb is not None and hit.start - verb.end <= REACH
        if note == "whole" or (
            note == "object" and near and verb is not None and _together(views, verb, hit)
        ):
            yield (verb.start if verb is not None and near else hit.start), hit.end
            verb = None
        elif note == "object" and near and _pointed(views, hit):
            verb = None  # "drew attention to a debate": somebody pointed, nobody reacted
        elif note == "verb":
            verb = hit


def _together(views: Views, verb: Hit, thing: Hit) -> bool:
    """Within one sentence; "drew the attention of" somebody is no reaction."""
    return not _pointed(views, thing) and views.sentence_at(verb.start) == views.sentence_at(thing.start)


def _pointed(views: Views, thing: Hit) -> bool:
    return views.lower.startswith(("attention of", "attention to"), thing.start)


def _somebody(views: Views, start: int, verb: int, thing: int, end: int) -> bool:
    """Whether the sentence says who reacted: the writer, a subject with a name or a pronoun, somebody named
    after the reaction ("criticism from the ministry of ..."), or a party ("fueled by opposition parties")."""
    known = names(views)
    first, last = views.tokens_in(start, end)
    if any(views.token(i) in _WRITER for i in range(first, last)):
        return True
    before = views.tokens_in(start, verb)[1] - 1
    while before >= first and views.token(before) in _BETWEEN:
        before -= 1
    subject = before >= first and (
        int(views.tok_end[before]) in known.by_end or views.token(before) in _PRONOUNS
    )
    party = views.lower.startswith((" part", " leader", " group", " lawmaker", " politician"), thing)
    passive = " by " in views.lower[verb:thing]
    told = _TOLD.search(views.lower, start, end) is not None
    return subject or party or passive or told or bool(known.within(thing, end))


@once
def _sourced(views: Views) -> frozenset[int]:
    """Blocks in which somebody or something can be asked, and those right before one that quotes."""
    places = [one.start for one in speech(views)]
    places += [name.start for name in names(views).mentions if name.kind == "person"]
    places += [place[0] for place in occasions(views)]
    places += [quote[0] for quote in views.quotes]
    places += [figure.start for figure in figures(views)]
    places += [date.start for date in dates(views) if date.exact]
    at: Ints = np.searchsorted(views.blk_start, np.array(places, dtype=np.int64), side="right") - 1
    quoting = {views.block_at(quote[0]) for quote in views.quotes}
    return frozenset(at.tolist()) | {index - 1 for index in quoting}


SIGNALS = (
    Signal(
        id="unsourced-claim",
        version=3,
        family="sourcing",
        effect="fault",
        summary="A reaction with nobody in the paragraph who reacted",
        find=find,
        table="reaction",
    ),
)
