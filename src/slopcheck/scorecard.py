"""An additive scorecard: ``log_odds = intercept + sum of f_j(x_j)``, loaded from JSON, evaluated with numpy.

Each ``f_j`` is piecewise linear in ``transform(x_j)``, flat beyond its outer knots. Both the block labels and
the verdict are scorecards; the verdict's also carries a style lexicon (``style.py``).
"""

from __future__ import annotations

import hashlib
import json
import math
from bisect import bisect_right
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from slopcheck.derived import derived
from slopcheck.errors import ModelError

Floats = NDArray[np.float64]

FORMAT = "slopcheck-scorecard"
VERSION = 1
_TRANSFORMS = {"identity": lambda x: x, "sqrt": lambda x: np.sqrt(np.maximum(x, 0.0))}


class Feature:
    """One term: a named, versioned number, its transform and the knots and log-odds of its curve."""

    def __init__(
        self, name: str, version: int, family: str, transform: str, knots: Floats, values: Floats
    ) -> None:
        self.name = name
        self.version = version
        self.family = family
        self.transform = transform
        self.knots = knots
        self.values = values

    def __call__(self, x: Floats) -> Floats:
        """Log-odds of each number of an array."""
        return np.asarray(np.interp(_TRANSFORMS[self.transform](x), self.knots, self.values))

    def at(self, x: float) -> float:
        """Log-odds of one number: what ``__call__`` gives, at a tenth of the price of a call into numpy."""
        if x == 0.0:
            return self.at_zero  # what most signals find
        return self._read(x)

    def _read(self, x: float) -> float:
        knots, values = self._curve
        where = self._transformed(x)
        low = bisect_right(knots, where) - 1
        if low < 0:
            return values[0]
        if low >= len(knots) - 1 or knots[low] == where:
            return values[low]
        slope = (values[low + 1] - values[low]) / (knots[low + 1] - knots[low])
        return slope * (where - knots[low]) + values[low]

    def position(self, x: float) -> tuple[int, float, int, float]:
        """The two knots around ``x`` and their weights: the weighted sum of their values is its log-odds."""
        if x == 0.0:
            return self._position_of_zero
        return self._locate(x)

    def _locate(self, x: float) -> tuple[int, float, int, float]:
        knots, _ = self._curve
        where = self._transformed(x)
        low = bisect_right(knots, where) - 1
        if low < 0 or low >= len(knots) - 1:
            end = max(low, 0)
            return end, 1.0, end, 0.0
        share = (where - knots[low]) / (knots[low + 1] - knots[low])
        return low, 1.0 - share, low + 1, share

    def _transformed(self, x: float) -> float:
        return math.sqrt(max(x, 0.0)) if self.transform == "sqrt" else x

    @derived
    def at_zero(self) -> float:
        """Log-odds of the number 0."""
        return self._read(0.0)

    @derived
    def _position_of_zero(self) -> tuple[int, float, int, float]:
        return self._locate(0.0)

    @derived
    def _curve(self) -> tuple[list[float], list[float]]:
        return self.knots.tolist(), self.values.tolist()


class Scorecard(NamedTuple):
    """``constants`` are named numbers that belong to the fit (thresholds, prevalence, supports); ``profiles``
    hold other thresholds for kinds of writing."""

    name: str
    digest: str
    intercept: float
    features: tuple[Feature, ...]
    constants: Mapping[str, float]
    profiles: Mapping[str, Mapping[str, float]] = MappingProxyType({})

    @property
    def id(self) -> str:
        return f"{self.name}@{self.digest[:12]}"

    def contributions(self, values: Mapping[str, float]) -> dict[str, float]:
        """Log-odds of each feature; a feature the model needs and ``values`` lacks is a ModelError."""
        try:
            return {f.name: f.at(x) if (x := values[f.name]) else f.at_zero for f in self.features}
        except KeyError:
            missing = [f.name for f in self.features if f.name not in values]
            raise ModelError(
                f"model {self.id} needs features this installation does not compute: {', '.join(missing)}",
                "Use the model that ships with this version, or fit a new one with `slopcheck train`.",
            ) from None

    def log_odds(self, rows: Floats) -> Floats:
        """Log-odds of each row of a matrix, shape (n, len(features)), columns in the order of ``features``."""
        total = np.full(len(rows), self.intercept)
        for column, feature in enumerate(self.features):
            total += feature(rows[:, column])
        return total


def read_json(data: bytes, name: str) -> dict[str, Any]:
    """The object that a model's file holds; a ModelError if it is none."""
    try:
        raw = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ModelError(
            f"{name} is no model of slopcheck ({error})", "Check the path given to --model."
        ) from error
    if not isinstance(raw, dict):
        raise ModelError(f"{name} is no model of slopcheck", "Check the path given to --model.")
    return raw


def parse(data: bytes, name: str = "model") -> Scorecard:
    """Reads and checks a scorecard. Anything odd is a ModelError that says what."""
    return checked(read_json(data, name), name)


def checked(raw: Mapping[str, Any], name: str) -> Scorecard:
    """The scorecard that a file's object describes; a ModelError if it describes none."""
    try:
        if raw["format"] != FORMAT or raw["version"] != VERSION:
            raise ModelError(
                f"{name}: not a {FORMAT} version {VERSION} file",
                "Use a model made by this version of slopcheck.",
            )
        features = tuple(_feature(row) for row in raw["features"])
        constants = _numbers(raw.get("constants", {}))
        profiles = {str(k): _numbers(v) for k, v in raw.get("profiles", {}).items()}
        card = Scorecard(
            str(raw["name"]), digest_of(raw), float(raw["intercept"]), features, constants, profiles
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ModelError(
            f"{name}: damaged scorecard ({error!r})", "Restore the file or fit a new model."
        ) from error
    if "sha256" in raw and raw["sha256"] != card.digest:
        raise ModelError(
            f"{name}: its contents do not match its sha256", "Restore the file or fit a new model."
        )
    if not all(map(math.isfinite, [card.intercept, *constants.values()])):
        raise ModelError(f"{name}: holds numbers that are not finite", "Restore the file or fit a new model.")
    return card


def _numbers(raw: Mapping[str, Any]) -> dict[str, float]:
    return {str(key): float(value) for key, value in raw.items()}


def digest_of(raw: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON of a scorecard without its own ``sha256`` field."""
    plain = {k: v for k, v in raw.items() if k != "sha256"}
    return hashlib.sha256(json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _feature(row: Mapping[str, Any]) -> Feature:
    knots = np.array(row["knots"], dtype=np.float64)
    values = np.array(row["values"], dtype=np.float64)
    if row["transform"] not in _TRANSFORMS:
        raise ValueError(f"unknown transform {row['transform']!r}")
    if len(knots) != len(values) or len(knots) < 1 or np.any(np.diff(knots) <= 0):
        raise ValueError(f"feature {row['name']}: knots must rise and match the values")
    if not (np.isfinite(knots).all() and np.isfinite(values).all()):
        raise ValueError(f"feature {row['name']}: numbers that are not finite")
    return Feature(
        str(row["name"]), int(row["version"]), str(row["family"]), str(row["transform"]), knots, values
    )
