"""A small model with stated weights, so that reporters and the command line are tested apart from any fit.

Every fault costs and every credit earns log-odds, 0.1 for each unit of its rate, up to 2; a few words weigh.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from slopcheck.featurise import versions
from slopcheck.fitting import export
from slopcheck.fitting.design import Fitted, Term
from slopcheck.signals import catalogue
from slopcheck.tokens import hash_words

WORDS = {"significant": 0.05, "pivotal": 0.1, "said": -0.06, "according": -0.04}
CONSTANTS = {"warn": 0.2, "block": 1.5, "median": -7.0, "prevalence": 0.1}


def write(folder: Path) -> Path:
    """Writes the model's two files and returns the scorecard's path."""
    hashes = hash_words(list(WORDS))
    by_hash = dict(zip(hashes.tolist(), WORDS, strict=True))
    terms = tuple(_term(name) for name in sorted(versions()))
    model = Fitted(
        intercept=-1.0,
        terms=terms,
        curves=tuple(np.array([0.0, 2.0 * term.sign]) for term in terms),
        hashes=np.sort(hashes),
        weights=np.array([WORDS[by_hash[int(h)]] for h in np.sort(hashes)]),
        centres=np.zeros(len(WORDS)),
    )
    refits = [model.scaled(float(slope), 0.0) for slope in np.linspace(0.8, 1.2, 5)]
    export.write(folder / "scorecard.json", "stand-in", model, refits, CONSTANTS, by_hash)
    return folder / "scorecard.json"


def _term(name: str) -> Term:
    signal = catalogue().get(name)
    sign = {"fault": 1, "credit": -1, "neutral": 0}[signal.effect] if signal else 0
    return Term(name, "identity", sign, np.array([0.0, 20.0]))
