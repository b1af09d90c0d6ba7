"""The sourcing ledger: the checkable particulars of an article, and whom and what it names.

Positions are those of ``Document.text``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import overload

import numpy as np

from slopcheck.derived import derived
from slopcheck.facts import dates, figures
from slopcheck.names import names
from slopcheck.speech import occasions
from slopcheck.types import ABOUT, BODY, LedgerEntry, Range, Span
from slopcheck.views import Views

ENTITY_KINDS = ("person", "organisation", "place", "date")


class Ledger(Sequence[LedgerEntry]):
    """The ledger of an article, made when it is first read: most runs ask for the score alone."""

    def __init__(self, views: Views, spans: Sequence[Span]) -> None:
        self._views = views
        self._spans = spans

    @derived
    def _entries(self) -> tuple[LedgerEntry, ...]:
        return build(self._views, self._spans)

    @overload
    def __getitem__(self, at: int) -> LedgerEntry: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[LedgerEntry]: ...
    def __getitem__(self, at: int | slice) -> LedgerEntry | Sequence[LedgerEntry]:
        return self._entries[at]

    def __len__(self) -> int:
        return len(self._entries)


def build(views: Views, spans: Iterable[Span]) -> tuple[LedgerEntry, ...]:
    """Quotes, paraphrases, figures, dates, places and documents, ordered by place.

    A date, place or document is entered where it first stands; speech and figures every time.
    """
    entries = [
        *_speech(views, spans),
        *(
            _entry(views, "figure", (f.start, f.end))
            for f in figures(views)
            if _counts(views, (f.start, f.end))
        ),
        *_firsts(views, "date", ((d.start, d.end) for d in dates(views))),
        *_firsts(views, "place", ((n.start, n.end) for n in names(views).mentions if n.kind == "place")),
        *_firsts(views, "document", occasions(views)),
    ]
    return tuple(sorted(entries, key=lambda e: (e.start, e.end, e.kind)))


def entities(views: Views) -> Mapping[str, Mapping[str, tuple[Range, ...]]]:
    """Canonical name -> ranges, for each of ``ENTITY_KINDS``. Headline mentions of known names count."""
    found: dict[str, dict[str, list[Range]]] = {kind: {} for kind in ENTITY_KINDS}
    for name in names(views).mentions:
        if name.kind in found:
            found[name.kind].setdefault(name.full, []).append(views.folded.back(name.start, name.end))
    for date in dates(views):
        if _counts(views, (date.start, date.end)):
            text = views.text[date.start : date.end]
            found["date"].setdefault(text, []).append(views.folded.back(date.start, date.end))
    return {kind: {name: tuple(at) for name, at in named.items()} for kind, named in found.items()}


def _speech(views: Views, spans: Iterable[Span]) -> Iterator[LedgerEntry]:
    for span in spans:
        speaker = span.facts.get("speaker", "")
        if span.signal == "named-source":
            text = views.document.text[span.start : span.end]
            yield LedgerEntry("paraphrase", speaker, text, span.start, span.end)
        elif span.signal == "attributed-quote":
            start, end = views.folded.into(np.array([span.start, span.end], dtype=np.int64)).tolist()
            for quote in views.quotes[
                bisect_left(views.quotes, (start, 0)) : bisect_left(views.quotes, (end, 0))
            ]:
                yield _entry(views, "quote", quote, speaker)


def _counts(views: Views, place: Range) -> bool:
    """Whether a place in the text belongs to the article: its body, byline or dateline."""
    if not views.blocks:
        return False
    kind = views.blocks[views.block_at(place[0])].kind
    return kind in BODY or kind in ABOUT


def _firsts(views: Views, kind: str, ranges: Iterable[Range]) -> Iterator[LedgerEntry]:
    seen: set[str] = set()
    for place in ranges:
        text = views.lower[place[0] : place[1]]
        if text not in seen and _counts(views, place):
            seen.add(text)
            yield _entry(views, kind, place)


def _entry(views: Views, kind: str, place: Range, who: str = "") -> LedgerEntry:
    start, end = views.folded.back(*place)
    return LedgerEntry(kind, who, views.document.text[start:end], start, end)
