"""Runs every signal over a document's views. Knows no signal by name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from slopcheck import shares
from slopcheck.phrases import Automaton
from slopcheck.signals import catalogue
from slopcheck.style import StyleLexicon
from slopcheck.types import Document, Span
from slopcheck.views import Views


@cache
def automaton() -> Automaton:
    """One automaton over the phrase tables that the signals declare."""
    return Automaton({s.table: s.phrases for s in catalogue().values() if s.table})


def view(document: Document, lexicon: StyleLexicon | None = None) -> Views:
    """The shared views of a document, with the catalogue's phrases and a model's style lexicon."""
    return views_of([document], lexicon)[0]


def views_of(documents: Sequence[Document], lexicon: StyleLexicon | None = None) -> list[Views]:
    """The views of several documents, made in one go."""
    return shares.views_of(documents, automaton(), lexicon, _asides)


def _asides(views: Views) -> dict[str, list[Span]]:
    """The findings of the signals that mark lines set into the article, by signal."""
    return {s.id: list(s.find(views)) for s in catalogue().values() if s.aside}


def detect(views: Views) -> tuple[Span, ...]:
    """All findings, in ``Document.text`` positions, sorted by start, end and signal.

    A signal that raises, or emits a bad span, fails the input: there are no half scores.
    """
    return detect_each([views])[0]


def detect_each(each: Sequence[Views]) -> list[tuple[Span, ...]]:
    """What ``detect`` finds in each of several documents."""
    found: list[list[Span]] = [[] for _ in each]
    # Each signal reads all documents before the next one does: what it needs stays in the processor's caches.
    for signal in catalogue().values():
        for views, all_spans in zip(each, found, strict=True):
            spans = list(views.asides[signal.id] if signal.aside else signal.find(views))
            if spans:
                spans.sort(key=_range)
                _validate(spans, signal.id, len(views.text))
                all_spans.extend(
                    spans if views.folded.way is None else [_back(span, views) for span in spans]
                )
    return [tuple(sorted(spans, key=_place)) for spans in found]


def _place(span: Span) -> tuple[int, int, str]:
    return span.start, span.end, span.signal


def _range(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _validate(spans: list[Span], signal: str, size: int) -> None:
    last = 0
    for span in spans:
        if span.signal != signal:
            raise ValueError(f"signal {signal} emitted a span named {span.signal}")
        if not last <= span.start < span.end <= size:
            raise ValueError(f"signal {signal} emitted a bad or overlapping span [{span.start}, {span.end})")
        if not 0.0 < span.strength <= 1.0:
            raise ValueError(f"signal {signal} emitted strength {span.strength}")
        last = span.end


def _back(span: Span, views: Views) -> Span:
    folded = views.folded
    start, end = folded.back(span.start, span.end)
    related = tuple(folded.back(a, b) for a, b in span.related)
    return Span(start, end, span.signal, span.message, span.strength, related, span.facts)
