"""A fitted model to the files that slopcheck loads: JSON for the scorecard, plain arrays for the lexicon."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from slopcheck.arrays import pack
from slopcheck.featurise import family_of, versions
from slopcheck.fitting.design import Fitted
from slopcheck.scorecard import FORMAT, VERSION, digest_of
from slopcheck.style import BEHIND, LEAD, SOFT


def write(
    path: Path,
    name: str,
    model: Fitted,
    refits: Sequence[Fitted],
    constants: Mapping[str, float],
    phrases: Mapping[int, str],
    *,
    profiles: Mapping[str, Mapping[str, float]] | None = None,
    lexicon_file: str | None = None,
) -> None:
    """Writes the scorecard to ``path`` and its lexicon beside it. The same model gives the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    known = versions()
    lexicon: dict[str, NDArray[Any]] = {
        "hashes": model.hashes,
        "weights": model.weights,
        "centres": model.centres,
        "phrases": np.frombuffer("\n".join(phrases[int(h)] for h in model.hashes).encode(), dtype=np.uint8),
        "intercepts": np.array([m.intercept - float(m.weights @ m.centres) for m in refits]),
        "knots": np.stack([np.concatenate(m.curves) for m in refits]),
        "refits": np.stack([m.weights for m in refits], axis=1).astype(np.float16),
    }
    packed = pack(lexicon)
    beside = path.with_name(lexicon_file or f"{path.stem}.arrays")
    beside.write_bytes(packed)
    raw = {
        "format": FORMAT,
        "version": VERSION,
        "name": name,
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
        "constants": {**constants, "soft": SOFT, "lead": LEAD, "behind": BEHIND},
        "profiles": {key: dict(limits) for key, limits in (profiles or {}).items()},
        "lexicon": beside.name,
        "lexicon_sha256": hashlib.sha256(packed).hexdigest(),
    }
    raw["sha256"] = digest_of(raw)
    path.write_text(json.dumps(raw, indent=1) + "\n", encoding="utf-8")
