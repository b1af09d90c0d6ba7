"""The settings a score depends on besides the text, as one hash that every report carries."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

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
    return hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()
