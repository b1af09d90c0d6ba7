"""From log-odds of single blocks to the stretches of blocks that are the article.

A change between article and furniture costs log-odds, more where both blocks stand in one container: the
choice with the best total is found exactly (Viterbi), so that a weak block between two strong ones stays and a
strong one alone among furniture goes.

How likely a block must be article depends on the page. The F1 of a choice is expected to rise with a block whose
chance exceeds half of it (Lipton and others 2014, "Optimal thresholding of classifiers to maximize F1"): a page
that is doubtful altogether asks for less.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


_START, _NEAR, _ROUNDS = 0.9, 0.001, 5  # expected F1: the first guess, how close is settled, at most so often
_CERTAIN = 12.0  # log-odds beyond which chances are not told apart


def article(
    scores: Floats,
    words: Floats,
    same: Floats,
    *,
    threshold: float,
    share: float,
    within: float,
    between: float,
) -> NDArray[np.bool_]:
    """Which blocks are the article, by their log-odds: those above ``threshold``, moved by the expected F1.

    ``words`` weigh the blocks. ``share`` is how much of the log-odds of half the expected F1 is added to the
    threshold; the costs are those of ``stretches``.
    """
    chance = 1 / (1 + np.exp(-scores.clip(-_CERTAIN, _CERTAIN)))
    likely, expected = chance * words, _START
    chosen = np.zeros(len(scores), dtype=bool)
    for _ in range(_ROUNDS):
        level = threshold + share * math.log(expected / (2 - expected))
        chosen = stretches(scores - level, same, within, between)
        if not chosen.any():
            break
        before = expected
        expected = min(2 * float(likely[chosen].sum()) / float(words[chosen].sum() + likely.sum()), 1.0)
        if abs(expected - before) < _NEAR:
            break
    return chosen


def stretches(gain: Floats, same: Floats, within: float, between: float) -> NDArray[np.bool_]:
    """Which blocks to choose: the sum of their ``gain``, less the cost of every change, is largest.

    ``same`` says whether a block shares the container of the one before; a change there costs ``within``,
    elsewhere ``between``.
    """
    if not len(gain):
        return np.zeros(0, dtype=bool)
    out, inside = 0.0, float(gain[0])
    steps: list[tuple[bool, bool]] = []  # for both states of a block: was the one before chosen?
    for value, shared in zip(gain[1:].tolist(), same[1:].tolist(), strict=True):
        cost = within if shared else between
        left, entered = inside - cost > out, out - cost > inside
        out, inside = (inside - cost if left else out), (out - cost if entered else inside) + value
        steps.append((left, not entered))
    chosen = [inside > out]
    for left, stayed in reversed(steps):
        chosen.append(stayed if chosen[-1] else left)
    return np.array(chosen[::-1], dtype=bool)
