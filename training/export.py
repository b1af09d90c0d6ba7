"""A fitted model to the files that slopcheck loads: JSON for the scorecard, plain arrays for the lexicon."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from slopcheck.featurise import family_of, versions
from slopcheck.scorecard import FORMAT, VERSION, digest_of
from training.design import Fitted, Floats

NAME = "slopcheck-en"


def write(
    folder: Path, model: Fitted, refits: Sequence[Fitted], constants: Mapping[str, float], phrases: Mapping[int, str]
) -> None:
    """Writes ``scorecard.json`` and ``lexicon.npz``. The same model gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    known = versions()
    lexicon = {
        "hashes": model.hashes,
        "weights": model.weights,
        "phrases": np.frombuffer("\n".join(phrases[int(h)] for h in model.hashes).encode(), dtype=np.uint8),
        "intercepts": np.array([m.intercept for m in refits]),
        "knots": np.stack([knots_like(model, m) for m in refits]),
        "refits": np.stack([weights_like(model, m) for m in refits]).astype(np.float16),
    }
    np.savez_compressed(folder / "lexicon.npz", **lexicon)
    raw = {
        "format": FORMAT,
        "version": VERSION,
        "name": NAME,
        "intercept": model.intercept,
        "features": [
            {
                "name": term.name,
                "version": known[term.name],
                "family": family_of(term.name),
                "transform": term.transform,
                "knots": term.knots.tolist(),
                "values": curve.tolist(),
            }
            for term, curve in zip(model.terms, model.curves, strict=True)
        ],
        "constants": dict(constants),
        "lexicon": "lexicon.npz",
    }
    raw["sha256"] = digest_of(raw)
    (folder / "scorecard.json").write_text(json.dumps(raw, indent=1) + "\n", encoding="utf-8")


def knots_like(model: Fitted, other: Fitted) -> Floats:
    """The other model's curves read at this model's knots, all features in one row."""
    theirs = {t.name: (t.knots, c) for t, c in zip(other.terms, other.curves, strict=True)}
    parts = [
        np.interp(t.knots, *theirs[t.name]) if t.name in theirs else np.zeros(len(t.knots)) for t in model.terms
    ]
    return np.concatenate(parts) if parts else np.zeros(0)


def weights_like(model: Fitted, other: Fitted) -> Floats:
    """The other model's lexicon weights for this model's entries, 0 where it has none."""
    at = np.minimum(np.searchsorted(other.hashes, model.hashes), len(other.hashes) - 1)
    return np.where(other.hashes[at] == model.hashes, other.weights[at], 0.0)
