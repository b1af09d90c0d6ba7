"""Features and wording to a verdict, by a model: a scorecard, its style lexicon and its bootstrap refits."""

from __future__ import annotations

import io
import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from slopcheck.errors import ModelError
from slopcheck.featurise import versions
from slopcheck.prose import LEAST_SHARE, prose_share
from slopcheck.scorecard import Scorecard, parse
from slopcheck.style import StyleHits, StyleLexicon, rate
from slopcheck.tables import PACKAGE
from slopcheck.types import Decision, Verdict
from slopcheck.views import Views

Floats = NDArray[np.float64]

LEAST_WORDS = (
    120  # shorter bodies hold too few words for a rate (short texts are where peers fall off cliffs)
)
SHOWN_WORDING = 40  # lexicon entries named in the reasons; the others are summed
PASS_QUALITY = 50.0  # quality at the warn threshold
MEDIAN_SPAN = 30.0  # quality points between the warn threshold and the median genuine article


class Model(NamedTuple):
    """What turns an article into a score.

    ``refits`` are the same model fitted on bootstrapped groups: an intercept each (shape B), the values at
    the knots of all features (B, sum of knots) and the lexicon's weights (B, entries).
    """

    card: Scorecard
    lexicon: StyleLexicon
    refit_intercepts: Floats
    refit_knots: Floats
    refit_lexicon: NDArray[np.float16]

    @property
    def slope(self) -> float:
        """Quality points per unit of log-odds (negative)."""
        return -MEDIAN_SPAN / (self.card.constants["warn"] - self.card.constants["median"])

    @property
    def base(self) -> float:
        """Quality at log-odds 0."""
        return PASS_QUALITY - self.slope * self.card.constants["warn"]

    def quality(self, log_odds: float) -> float:
        return min(100.0, max(0.0, self.base + self.slope * log_odds))


@cache
def load_model(path: str | None = None) -> Model:
    """The model at ``path`` (its lexicon lies beside it), or the one that ships with the package."""
    folder = Path(path).parent if path else PACKAGE / "model"
    name = Path(path).name if path else "scorecard.json"
    try:
        data = folder.joinpath(name).read_bytes()
        card = parse(data, name)
        arrays = np.load(io.BytesIO(folder.joinpath(_lexicon_file(data)).read_bytes()), allow_pickle=False)
        lexicon = StyleLexicon(
            arrays["hashes"], arrays["weights"], arrays["centres"], arrays["phrases"].tobytes()
        )
        model = Model(card, lexicon, arrays["intercepts"], arrays["knots"], arrays["refits"])
    except OSError as error:
        raise ModelError(
            f"cannot read model {name}: {error.strerror}", "Check the path given to --model."
        ) from error
    except (KeyError, ValueError) as error:
        raise ModelError(
            f"model {name} is damaged: {error}", "Restore its files or fit a new model."
        ) from error
    _check(model)
    return model


def _lexicon_file(data: bytes) -> str:
    name = str(json.loads(data)["lexicon"])
    if Path(name).name != name:
        raise ModelError("a model's lexicon must lie beside it", "Fit a new model.")
    return name


def _check(model: Model) -> None:
    entries, knots = len(model.lexicon.hashes), sum(len(f.knots) for f in model.card.features)
    count = len(model.refit_intercepts)
    if model.refit_lexicon.shape != (count, entries) or model.refit_knots.shape != (count, knots):
        raise ModelError(f"model {model.card.id}: its refits do not fit its features", "Fit a new model.")
    if not all(
        np.isfinite(a).all()
        for a in (model.lexicon.weights, model.lexicon.centres, model.refit_knots, model.refit_lexicon)
    ):
        raise ModelError(f"model {model.card.id} holds numbers that are not finite", "Fit a new model.")
    missing = {"warn", "block", "median", "prevalence"} - set(model.card.constants)
    if missing:
        raise ModelError(f"model {model.card.id} lacks {', '.join(sorted(missing))}", "Fit a new model.")
    ours = versions()
    stale = [f.name for f in model.card.features if ours.get(f.name) != f.version]
    if stale:
        raise ModelError(
            f"model {model.card.id} was fitted on other versions of: {', '.join(stale)}",
            "Use the model that ships with this version, or fit a new one.",
        )


def classify(views: Views, features: Mapping[str, float], language: str, model: Model) -> Verdict:
    """The verdict, with reasons that sum to its log-odds."""
    parts = model.card.contributions(features)
    hits = views.wording
    worth = model.lexicon.contributions(hits, views.words) if hits else np.zeros(0)
    reasons = [("intercept", model.card.intercept)]
    reasons += [(name, value) for name, value in parts.items() if value]
    reasons += _wording_reasons(hits, worth, model.lexicon) if hits else []
    log_odds = math.fsum(value for _, value in reasons)
    abstain = _abstain(views, language, model)
    low, high = _interval(views, features, model)
    decision: Decision = "abstain" if abstain else decide(log_odds, low, model)
    quality = model.quality(log_odds)
    return Verdict(
        log_odds=log_odds,
        quality=None if abstain else quality,
        probability=None if abstain else 1.0 / (1.0 + math.exp(-max(-500.0, min(500.0, log_odds)))),
        interval=None if abstain else (min(quality, model.quality(high)), max(quality, model.quality(low))),
        decision=decision,
        abstain_reason=abstain,
        reasons=tuple(reasons),
        model=model.card.id,
        quality_base=model.base,
        quality_slope=model.slope,
    )


def decide(log_odds: float, low: float, model: Model) -> Decision:
    """Block at the 1 % threshold, if even the interval's better end lies beyond the warn threshold."""
    if log_odds >= model.card.constants["block"] and low >= model.card.constants["warn"]:
        return "block"
    return "warn" if log_odds >= model.card.constants["warn"] else "pass"


def _abstain(views: Views, language: str, model: Model) -> str | None:
    words = views.words
    if words < LEAST_WORDS:
        return f"too short: {words} words of body, and a score needs {LEAST_WORDS}"
    if language != "en":
        return f"not English (detected: {language}); the model was fitted on English articles alone"
    prose = prose_share(views)
    if prose < LEAST_SHARE:
        return f"not prose: {prose:.0%} of the words stand in full sentences"
    if coverage(views) < model.card.constants.get("coverage", 0.0):
        return "unlike anything the model was fitted on: it knows too few of the words"
    return None


def coverage(views: Views) -> float:
    """Occurrences of lexicon entries per word: how much of the text the model has seen the like of."""
    hits = views.wording
    return len(hits.places) / max(views.words, 1) if hits else 0.0


def _wording_reasons(hits: StyleHits, worth: Floats, lexicon: StyleLexicon) -> list[tuple[str, float]]:
    order = np.argsort(-np.abs(worth), kind="stable")
    named = [(f"wording: {lexicon.phrases[hits.entry[i]]}", float(worth[i])) for i in order[:SHOWN_WORDING]]
    rest = float(worth[order[SHOWN_WORDING:]].sum())
    return [
        *named,
        ("wording: other phrases it uses", rest),
        ("wording: phrases it does not use", lexicon.absence(hits)),
    ]


def _interval(views: Views, features: Mapping[str, float], model: Model) -> tuple[float, float]:
    """5th and 95th percentile of the log-odds over the refits."""
    total = model.refit_intercepts.copy()
    at = 0
    for feature in model.card.features:
        values = model.refit_knots[:, at : at + len(feature.knots)]
        # The refits share their knots, so one set of interpolation weights serves them all.
        total += values @ feature.position(features[feature.name])
        at += len(feature.knots)
    hits = views.wording
    if hits and len(hits.entry):
        total += model.refit_lexicon[:, hits.entry].astype(np.float64) @ rate(hits.count, views.words)
    # The linear percentile, as numpy.percentile has it, without the import of numpy.ma that comes with that.
    low, high = np.interp(np.array([0.05, 0.95]) * (len(total) - 1), np.arange(len(total)), np.sort(total))
    return float(low), float(high)
