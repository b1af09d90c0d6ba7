"""Spans and measures to named numbers.

A fault or credit signal becomes one number: the sum of its spans' strengths, per 1,000 words of the article
or per document as the signal declares. Neutral signals become none.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from slopcheck.measures import measures
from slopcheck.signals import Signal, catalogue
from slopcheck.types import Span
from slopcheck.views import Views


def featurise(views: Views, spans: Iterable[Span]) -> dict[str, float]:
    """All features by name: signal ids and measure ids."""
    strengths = dict.fromkeys(_counted(), 0.0)
    for span in spans:
        if span.signal in strengths:
            strengths[span.signal] += span.strength
    signals, words = catalogue(), views.text_words
    values = {id_: amount(signals[id_], total, words) if total else 0.0 for id_, total in strengths.items()}
    values.update((id_, float(m.compute(views))) for id_, m in measures().items())
    return values


@cache
def _counted() -> tuple[str, ...]:
    """The signals that are features."""
    return tuple(s.id for s in catalogue().values() if s.effect != "neutral")


def amount(signal: Signal, strength: float, words: int) -> float:
    """The feature of a signal whose spans' strengths sum to ``strength`` in an article of ``words`` words."""
    return strength if signal.per == "document" else 1000.0 * strength / max(words, 1)


def versions() -> dict[str, int]:
    """The version of every feature this installation computes."""
    found = {s.id: s.version for s in catalogue().values() if s.effect != "neutral"}
    found.update((id_, m.version) for id_, m in measures().items())
    return found


@cache
def family_of(feature: str) -> str:
    """The family of a reason's feature."""
    if feature.startswith("wording:"):
        return "wording"
    signal = catalogue().get(feature)
    return signal.family if signal else measures()[feature].family
