"""A small model with stated weights, so that reporters and the command line are tested apart from any fit.

Every fault costs and every credit earns log-odds, 0.1 for each unit of its rate, up to 2; a few words weigh.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from slopcheck.featurise import family_of, versions
from slopcheck.measures import measures
from slopcheck.scorecard import FORMAT, VERSION, digest_of
from slopcheck.signals import catalogue
from slopcheck.views import hash_words

WORDS = {"significant": 0.05, "pivotal": 0.1, "said": -0.06, "according": -0.04}
REFITS = 5


def write(folder: Path) -> Path:
    """Writes the model's two files and returns the scorecard's path."""
    hashes = hash_words(list(WORDS))
    order = np.argsort(hashes)
    words = [list(WORDS)[i] for i in order]
    weights = np.array([WORDS[w] for w in words])
    raw = {
        "format": FORMAT,
        "version": VERSION,
        "name": "standin",
        "intercept": -1.0,
        "features": [_feature(name, version) for name, version in sorted(versions().items())],
        "constants": {"warn": 1.0, "block": 3.0, "median": -3.0, "prevalence": 0.1},
        "lexicon": "lexicon.npz",
    }
    raw["sha256"] = digest_of(raw)
    knots = np.array([value for row in raw["features"] for value in row["values"]])
    scale = np.linspace(0.8, 1.2, REFITS)[:, None]
    np.savez_compressed(
        folder / "lexicon.npz",
        hashes=hashes[order],
        weights=weights,
        phrases=np.frombuffer("\n".join(words).encode(), dtype=np.uint8),
        intercepts=np.full(REFITS, -1.0),
        knots=scale * knots,
        refits=(scale * weights).astype(np.float16),
    )
    path = folder / "scorecard.json"
    path.write_text(json.dumps(raw, indent=1) + "\n", encoding="utf-8")
    return path


def _feature(name: str, version: int) -> dict[str, object]:
    signal = catalogue().get(name)
    effect = signal.effect if signal else measures()[name].effect
    sign = {"fault": 1.0, "credit": -1.0, "neutral": 0.0}[effect]
    weight = sign if signal else 0.0
    return {
        "name": name,
        "version": version,
        "family": family_of(name),
        "transform": "identity",
        "knots": [0.0, 20.0],
        "values": [0.0, 2.0 * weight],
    }
