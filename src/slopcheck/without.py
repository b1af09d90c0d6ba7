"""What the score would be without a finding: text and denominators unchanged, its span struck.

Striking a span takes away its strength and the lexicon hits that lie inside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import overload

import numpy as np

from slopcheck.classify import Model
from slopcheck.derived import derived
from slopcheck.featurise import amount
from slopcheck.scorecard import Feature
from slopcheck.signals import catalogue
from slopcheck.style import Floats
from slopcheck.types import Ints, Span, Verdict
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
        self._known: dict[int, float] = {}

    @derived
    def _inside(self) -> Mapping[str, int]:
        return {f"wording:{i}": i for i in range(len(self._spans))}

    @derived
    def _groups(self) -> Mapping[str, list[int]]:
        """The spans struck together under each key."""
        groups = {f"span:{i}": [i] for i in range(len(self._spans))}
        families = [catalogue()[span.signal].family for span in self._spans]
        for family in sorted(set(families)):
            groups[f"family:{family}"] = [i for i, of in enumerate(families) if of == family]
        return groups

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
        for name, strength in struck.items():
            feature = self._curves.get(name)
            if feature is not None:
                value = self._features[name]
                left = max(0.0, value - amount(catalogue()[name], strength, self._views.text_words))
                total += feature.at(left) - feature.at(value)
        return total

    def _worth(self, index: int) -> float:
        """What the wording inside one finding adds: remembered, since a page asks for both its parts."""
        if index not in self._known:
            self._known[index] = self._wording_inside([self._spans[index]])
        return self._known[index]

    def share(self, index: int) -> float:
        """The part of the log-odds that falls to a finding, its feature's shared out by strength.

        Unlike what striking it alone would change, it is not nothing where a feature is above its last knot.
        """
        span = self._spans[index]
        feature = self._curves.get(span.signal)
        part = 0.0
        if feature is not None and self._features[span.signal] > 0:
            whole = feature.at(self._features[span.signal]) - feature.at(0.0)
            signal = catalogue()[span.signal]
            part = whole * amount(signal, span.strength, self._views.text_words) / self._features[span.signal]
        return part + self._worth(index)

    @derived
    def _curves(self) -> Mapping[str, Feature]:
        return {feature.name: feature for feature in self._model.card.features}

    def _wording_inside(self, spans: Sequence[Span]) -> float:
        """What the lexicon hits inside the spans add to the log-odds."""
        views, lexicon = self._views, self._model.lexicon
        hits = views.wording
        if hits is None or not len(hits.places) or not len(spans):
            return 0.0
        edges = np.array([(s.start, s.end) for s in spans], dtype=np.int64)
        entries, counts_for, starts, ends = self._hits
        inside: list[int] = []
        for start, end in zip(views.folded.into(edges[:, 0]), views.folded.into(edges[:, 1]), strict=True):
            low, high = np.searchsorted(starts, (start, end))
            inside.extend((low + np.flatnonzero(ends[low:high] <= end)).tolist())
        places = sorted(set(inside)) if len(spans) > 1 else inside
        if not places:
            return 0.0
        tally: dict[int, float] = {}  # of a dozen hits, faster than sorting arrays
        for one, weight in zip(entries[places].tolist(), counts_for[places].tolist(), strict=True):
            tally[one] = tally.get(one, 0.0) + weight
        entry = np.fromiter(tally, dtype=np.int64)
        gone = np.fromiter(tally.values(), dtype=np.float64)
        count, words = hits.count[np.searchsorted(hits.entry, entry)], lexicon.counted(views.text_words)
        change = lexicon.rate(count, words) - lexicon.rate(np.maximum(count - gone, 0.0), words)
        return float(lexicon.weights[entry] @ change)

    @derived
    def _hits(self) -> tuple[Ints, Floats, Ints, Ints]:
        """Entry, what it counts, first and last character of every lexicon hit, in the order of the text."""
        hits, views = self._views.wording, self._views
        if hits is None:
            nothing = np.zeros(0, dtype=np.int64)
            return nothing, np.zeros(0), nothing, nothing
        order = np.argsort(hits.places[:, 1], kind="stable")
        places = hits.places[order]
        return (
            places[:, 0],
            hits.counts_for[order],
            views.tok_start[places[:, 1]],
            views.tok_end[places[:, 2]],
        )


class Passing(Sequence[int]):
    """Indices of the fewest findings without which the article passes, worked out when asked for.

    Faults are struck in the order of their share of the score until what is left, scored exactly, lies under the
    warn threshold; then each is put back that is not needed. No member can be left out; a smaller set of others
    is possible where findings overlap. Empty when the article passes as it is, or with every fault struck does not.
    """

    def __init__(self, without: Without, spans: Sequence[Span], verdict: Verdict, warn: float) -> None:
        self._without = without
        self._spans = spans
        self._verdict = verdict
        self._warn = warn

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[int]: ...
    def __getitem__(self, at: int | slice) -> int | Sequence[int]:
        return self._found[at]

    def __len__(self) -> int:
        return len(self._found)

    @derived
    def _found(self) -> tuple[int, ...]:
        if self._verdict.decision not in {"warn", "block"}:
            return ()
        faults = [i for i, s in enumerate(self._spans) if catalogue()[s.signal].effect == "fault"]
        if not self._passes(faults):
            return ()
        shares = {i: self._without.share(i) for i in faults}
        order = sorted((i for i in faults if shares[i] > 0), key=lambda i: (-shares[i], i))
        # Striking more of them hardly ever raises the score, so a short run that passes is found by halving.
        low, high = 1, len(order)
        if not order or not self._passes(order):
            return ()
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self._passes(order[:middle]) else (middle + 1, high)
        kept = order[:low]
        for index in reversed(order[:low]):
            fewer = [i for i in kept if i != index]
            if self._passes(fewer):
                kept = fewer
        return tuple(sorted(kept))

    def _passes(self, struck: Sequence[int]) -> bool:
        return self._without.striking([self._spans[i] for i in struck]) < self._warn
