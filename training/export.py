"""A fitted model to the files that slopcheck loads: JSON for the scorecard, plain arrays for the lexicon."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from slopcheck.featurise import family_of, versions
from slopcheck.scorecard import FORMAT, VERSION, digest_of
from training.design import Fitted

NAME = "slopcheck-en"


def write(
    folder: Path,
    model: Fitted,
    refits: Sequence[Fitted],
    constants: Mapping[str, float],
    phrases: Mapping[int, str],
) -> None:
    """Writes ``scorecard.json`` and ``lexicon.npz``. The same model gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    known = versions()
    lexicon: dict[str, NDArray[Any]] = {
        "hashes": model.hashes,
        "weights": model.weights,
        "centres": model.centres,
        "phrases": np.frombuffer("\n".join(phrases[int(h)] for h in model.hashes).encode(), dtype=np.uint8),
        "intercepts": np.array([m.intercept - float(m.weights @ m.centres) for m in refits]),
        "knots": np.stack([np.concatenate(m.curves) for m in refits]),
        "refits": np.stack([m.weights for m in refits]).astype(np.float16),
    }
    # Not compressed: a quarter more bytes on disk, a third of the time to load.
    np.savez(folder / "lexicon.npz", allow_pickle=False, **lexicon)
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
