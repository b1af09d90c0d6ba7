"""The settings a score depends on besides the text, as one hash that every report carries."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache

from slopcheck.classify import Model


def scoring(
    model: Model, *, format: str, headline: str | None, encoding: str | None
) -> Mapping[str, str | float | None]:
    """The effective settings of one run: how inputs are read, and the model with its thresholds."""
    return {
        "format": format,
        "headline": headline,
        "encoding": encoding,
        "model": model.card.id,
        **{f"threshold.{name}": value for name, value in model.card.constants.items()},
    }


def digest(settings: Mapping[str, str | float | None]) -> str:
    """SHA-256 of settings, whatever their order."""
    return _digest(tuple(settings.items()))


@lru_cache(maxsize=64)
def _digest(settings: tuple[tuple[str, str | float | None], ...]) -> str:
    # Remembered, since a run reads all its inputs with the same settings.
    return hashlib.sha256(json.dumps(dict(settings), sort_keys=True).encode()).hexdigest()
