"""Features and wording to a verdict, by a model: a scorecard, its style lexicon and its bootstrap refits."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from slopcheck.arrays import unpack
from slopcheck.errors import ConfigError, ModelError
from slopcheck.featurise import versions
from slopcheck.prose import LEAST_SHARE, prose_share
from slopcheck.scorecard import Feature, Scorecard, checked, digest_of, read_json
from slopcheck.style import LEAD, StyleHits, StyleLexicon, Weighed
from slopcheck.tables import PACKAGE
from slopcheck.types import Decision, Verdict
from slopcheck.views import Views

Floats = NDArray[np.float64]

LEAST_WORDS = (
    120  # shorter bodies hold too few words for a rate (short texts are where peers fall off cliffs)
)
# In words: far beyond any article, and far below where arithmetic on tokens would overflow.
MOST_LEAD = 1_000_000
SHOWN_WORDING = 40  # lexicon entries named in the reasons; the others are summed
PASS_QUALITY = 50.0  # quality at the warn threshold
MEDIAN_SPAN = 30.0  # quality points between the warn threshold and the median genuine article

HOUSE_FORMAT, HOUSE_VERSION = "slopcheck-house", 1
_HALF_EXPONENT = np.uint16(0x7C00)  # all its bits are set in an infinite or undefined half-precision number
LIMITS = ("median", "warn", "block")
_RESTORE = "Restore its files or fit a new model."
_RECALIBRATE = "Run `slopcheck calibrate` again."


class Model(NamedTuple):
    """What turns an article into a score.

    ``refits`` are the same model fitted on bootstrapped groups: an intercept each (shape B), the values at
    the knots of all features (B, sum of knots) and the lexicon's weights (entries, B).
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
def load_model(path: str | None = None, profile: str | None = None) -> Model:
    """The model at ``path`` (its lexicon lies beside it), or the one that ships with the package.

    A house file stands for the model it belongs to, with the house's own thresholds. ``profile`` names a kind of
    writing for which the model holds thresholds of its own.
    """
    if profile is not None:
        return _profiled(load_model(path), profile)
    folder = Path(path).parent if path else PACKAGE / "model"
    name = Path(path).name if path else "scorecard.json"
    data = _bytes(folder, name)
    raw = read_json(data, name)
    return _house(raw, folder, name) if raw.get("format") == HOUSE_FORMAT else _load(raw, folder, name)


def _bytes(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise ModelError(
            f"cannot read model {name}: {error.strerror}", "Check the path given to --model."
        ) from error


def _load(raw: Mapping[str, Any], folder: Path, name: str) -> Model:
    card = checked(raw, name)
    lexicon_file = _beside(raw.get("lexicon"), name)
    data = _bytes(folder, lexicon_file)
    if "lexicon_sha256" in raw and hashlib.sha256(data).hexdigest() != raw["lexicon_sha256"]:
        raise ModelError(f"{lexicon_file} is not the lexicon of model {name}", _RESTORE)
    try:
        arrays = unpack(data)
        lexicon = StyleLexicon(
            arrays["hashes"],
            arrays["weights"],
            arrays["centres"],
            arrays["phrases"].tobytes(),
            card.constants.get("soft", 0.0),
            int(card.constants.get("lead", LEAD)),
            card.constants.get("behind", 1.0),
        )
        model = Model(card, lexicon, arrays["intercepts"], arrays["knots"], arrays["refits"])
        _check(model)
    except (KeyError, ValueError, TypeError, EOFError, OSError) as error:
        raise ModelError(f"model {name} is damaged: {error}", _RESTORE) from error
    return model


def _house(raw: Mapping[str, Any], folder: Path, name: str) -> Model:
    """The model that a house file belongs to, with the house's thresholds."""
    if raw.get("version") != HOUSE_VERSION or raw.get("sha256") != digest_of(raw):
        raise ModelError(f"house file {name} is damaged or of another version", _RECALIBRATE)
    file = raw.get("base_file")
    base = load_model(str(folder / _beside(file, name)) if file else None)
    if base.card.id != raw.get("base"):
        raise ModelError(
            f"house file {name} belongs to model {raw.get('base')}, and this is {base.card.id}", _RECALIBRATE
        )
    try:
        limits = {key: float(raw["constants"][key]) for key in LIMITS}
        own_name = str(raw["name"])
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(f"house file {name} is damaged: {error!r}", _RECALIBRATE) from error
    card = base.card._replace(
        name=own_name, digest=str(raw["sha256"]), constants={**base.card.constants, **limits}, profiles={}
    )
    model = base._replace(card=card)
    _check_limits(model)
    return model


def _profiled(model: Model, profile: str) -> Model:
    known = model.card.profiles
    if profile not in known:
        names = ", ".join(sorted(known)) or "none"
        raise ConfigError(f"model {model.card.id} has no profile {profile!r}", f"its profiles are: {names}")
    constants = {**model.card.constants, **known[profile]}
    return model._replace(card=model.card._replace(constants=constants))


def _beside(file: object, name: str) -> str:
    if not isinstance(file, str) or not file or Path(file).name != file:
        raise ModelError(f"model {name}: the files it is made of must lie beside it", "Fit a new model.")
    return file


def _check(model: Model) -> None:
    entries, knots = len(model.lexicon.hashes), sum(len(f.knots) for f in model.card.features)
    count = len(model.refit_intercepts)
    if model.refit_lexicon.shape != (entries, count) or model.refit_knots.shape != (count, knots):
        raise ModelError(f"model {model.card.id}: its refits do not fit its features", "Fit a new model.")
    plain = (model.lexicon.weights, model.lexicon.centres, model.refit_intercepts, model.refit_knots)
    halves = model.refit_lexicon.view(np.uint16) & _HALF_EXPONENT
    if not all(np.isfinite(a).all() for a in plain) or halves.max(initial=0) == _HALF_EXPONENT:
        raise ModelError(f"model {model.card.id} holds numbers that are not finite", "Fit a new model.")
    lexicon = model.lexicon
    if not (lexicon.soft >= 0.0 and 0 <= lexicon.lead <= MOST_LEAD and 0.0 <= lexicon.behind <= 1.0):
        raise ModelError(
            f"model {model.card.id}: its soft, lead or behind is out of range", "Fit a new model."
        )
    missing = {*LIMITS, "prevalence"} - set(model.card.constants)
    if missing:
        raise ModelError(f"model {model.card.id} lacks {', '.join(sorted(missing))}", "Fit a new model.")
    _check_limits(model)
    ours = versions()
    stale = [f.name for f in model.card.features if ours.get(f.name) != f.version]
    if stale:
        raise ModelError(
            f"model {model.card.id} was fitted on other versions of: {', '.join(stale)}",
            "Use the model that ships with this version, or fit a new one.",
        )


def _check_limits(model: Model) -> None:
    for limits in ({}, *model.card.profiles.values()):
        at = {**model.card.constants, **limits}
        if not (all(map(math.isfinite, at.values())) and at["median"] < at["warn"] <= at["block"]):
            raise ModelError(
                f"model {model.card.id}: its thresholds are not in order", "Fit or calibrate again."
            )


def classify(views: Views, features: Mapping[str, float], language: str, model: Model) -> Verdict:
    """The verdict, with reasons that sum to its log-odds."""
    parts = model.card.contributions(features)
    hits, weighed = views.wording, views.weighed
    reasons = [("intercept", model.card.intercept)]
    reasons += [(name, value) for name, value in parts.items() if value]
    reasons += _wording_reasons(hits, weighed, model.lexicon) if hits and weighed else []
    log_odds = math.fsum(value for _, value in reasons)
    abstain = _abstain(views, language, model)
    low, high = reaching(log_odds, *_interval(views, features, model), model.card.constants)
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


def reaching(log_odds: float, low: float, high: float, constants: Mapping[str, float]) -> tuple[float, float]:
    """The interval over the refits, stretched to hold the score of a fit that has seen the article's own group.

    How far each side has to reach was measured on groups held out; a model without the figures keeps its refits'.
    """
    down, up = (constants.get(name, 1.0) for name in ("reach_low", "reach_high"))
    return log_odds - down * max(0.0, log_odds - low), log_odds + up * max(0.0, high - log_odds)


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
    if coverage(views, model.lexicon) < model.card.constants.get("coverage", 0.0):
        return "unlike anything the model was fitted on: it knows too few of the words"
    return None


def coverage(views: Views, lexicon: StyleLexicon) -> float:
    """Occurrences of lexicon entries per word: how much of the text the model has seen the like of."""
    hits = views.wording
    return float(hits.count.sum()) / max(lexicon.counted(views.text_words), 1.0) if hits else 0.0


def _wording_reasons(hits: StyleHits, weighed: Weighed, lexicon: StyleLexicon) -> list[tuple[str, float]]:
    worth, order = weighed.worth, weighed.order
    shown = order[:SHOWN_WORDING]
    named = list(zip(lexicon.reasons(hits.entry[shown].tolist()), worth[shown].tolist(), strict=True))
    rest = float(worth[order[SHOWN_WORDING:]].sum())
    return [
        *named,
        ("wording: other phrases it uses", rest),
        ("wording: phrases it does not use", lexicon.absence(hits)),
    ]


def _interval(views: Views, features: Mapping[str, float], model: Model) -> tuple[float, float]:
    """5th and 95th percentile of the log-odds over the refits."""
    # The refits share their knots, so one vector of interpolation weights serves them all.
    firsts, of_zeros = _grid(model.card.features)
    weights = of_zeros.copy()
    for first, feature in zip(firsts, model.card.features, strict=True):
        value = features[feature.name]
        if value:  # most signals find nothing
            low, low_weight, high, high_weight = feature.position(value)
            weights[first : first + len(feature.knots)] = 0.0
            weights[first + high] = high_weight
            weights[first + low] = low_weight
    total = model.refit_intercepts + model.refit_knots @ weights
    hits, weighed = views.wording, views.weighed
    if hits and weighed and len(hits.entry):
        total += weighed.rate @ model.refit_lexicon.take(hits.entry, 0).astype(np.float64)
    ordered = sorted(total.tolist())
    return _percentile(ordered, 0.05), _percentile(ordered, 0.95)


@cache
def _grid(curves: tuple[Feature, ...]) -> tuple[list[int], Floats]:
    """Where each feature's knots begin among those of all, and the interpolation weights where every feature is 0."""
    firsts = [0, *accumulate(len(feature.knots) for feature in curves)]
    weights = np.zeros(firsts.pop())
    for first, feature in zip(firsts, curves, strict=True):
        low, low_weight, high, high_weight = feature.position(0.0)
        weights[first + high] = high_weight
        weights[first + low] = low_weight
    return firsts, weights


def _percentile(ordered: list[float], share: float) -> float:
    """The linear percentile, as numpy.percentile has it, without the import of numpy.ma that comes with that."""
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
