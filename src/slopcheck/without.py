"""What the score would be without a finding: text and denominators unchanged, its span struck.

Striking a span takes away its strength and the lexicon hits that lie inside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np

from slopcheck.classify import Model
from slopcheck.featurise import amount
from slopcheck.sets import counted
from slopcheck.signals import catalogue
from slopcheck.style import rate
from slopcheck.types import Ints, Span
from slopcheck.views import Views


class Without(Mapping[str, float]):
    """Log-odds without ``span:<index>``, ``family:<name>`` or ``wording:<index>``, worked out when asked for.

    The last takes away the lexicon hits inside a finding alone. The two parts of a finding are additive: its
    own share is the difference between ``span:<index>`` and ``wording:<index>``.
    """

    def __init__(
        self,
        views: Views,
        spans: Sequence[Span],
        features: Mapping[str, float],
        log_odds: float,
        model: Model,
    ) -> None:
        self._views = views
        self._spans = spans
        self._features = features
        self._log_odds = log_odds
        self._model = model
        families = sorted({catalogue()[s.signal].family for s in spans})
        self._groups = {f"span:{i}": [i] for i in range(len(spans))}
        for family in families:
            self._groups[f"family:{family}"] = [
                i for i, s in enumerate(spans) if catalogue()[s.signal].family == family
            ]
        self._inside = {f"wording:{i}": i for i in range(len(spans))}
        self._known: dict[int, float] = {}

    def __getitem__(self, key: str) -> float:
        if key in self._inside:
            return self._log_odds - self._worth(self._inside[key])
        struck = self._groups[key]
        if len(struck) == 1:
            return self._log_odds + self._features_without([self._spans[struck[0]]]) - self._worth(struck[0])
        return self.striking([self._spans[i] for i in struck])

    def __contains__(self, key: object) -> bool:
        return key in self._groups or key in self._inside  # the inherited one would work the number out

    def __iter__(self) -> Iterator[str]:
        yield from self._groups
        yield from self._inside

    def __len__(self) -> int:
        return len(self._groups) + len(self._inside)

    def striking(self, spans: Sequence[Span]) -> float:
        """The log-odds with these spans struck together."""
        return self._log_odds + self._features_without(spans) - self._wording_inside(spans)

    def _features_without(self, spans: Sequence[Span]) -> float:
        """What the log-odds change by when these spans' strengths go from the features."""
        struck: dict[str, float] = {}
        for span in spans:
            struck[span.signal] = struck.get(span.signal, 0.0) + span.strength
        total = 0.0
        for feature in self._model.card.features:
            if feature.name in struck:
                signal, value = catalogue()[feature.name], self._features[feature.name]
                left = max(0.0, value - amount(signal, struck[feature.name], self._views.words))
                total += float(feature(left)) - float(feature(value))
        return total

    def _worth(self, index: int) -> float:
        """What the wording inside one finding adds: remembered, since a page asks for both its parts."""
        if index not in self._known:
            self._known[index] = self._wording_inside([self._spans[index]])
        return self._known[index]

    def _wording_inside(self, spans: Sequence[Span]) -> float:
        """What the lexicon hits inside the spans add to the log-odds."""
        views, lexicon = self._views, self._model.lexicon
        hits = views.wording
        if hits is None or not len(hits.places):
            return 0.0
        edges = np.array([(s.start, s.end) for s in spans], dtype=np.int64)
        entries, starts, ends = self._hits
        inside: list[int] = []
        for start, end in zip(views.folded.into(edges[:, 0]), views.folded.into(edges[:, 1]), strict=True):
            low, high = np.searchsorted(starts, (start, end))
            inside.extend((low + np.flatnonzero(ends[low:high] <= end)).tolist())
        places = sorted(set(inside)) if len(spans) > 1 else inside
        entry, gone = counted(entries[places])
        count = hits.count[np.searchsorted(hits.entry, entry)]
        change = rate(count, views.words) - rate(count - gone, views.words)
        return float(lexicon.weights[entry] @ change)

    @cached_property
    def _hits(self) -> tuple[Ints, Ints, Ints]:
        """Entry, first and last character of every lexicon hit, in the order of the text."""
        places = self._views.wording.places if self._views.wording else np.zeros((0, 3), dtype=np.int64)
        places = places[np.argsort(places[:, 1], kind="stable")]
        return places[:, 0], self._views.tok_start[places[:, 1]], self._views.tok_end[places[:, 2]]
