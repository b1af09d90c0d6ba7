"""From log-odds of single blocks to the stretches of blocks that are the article.

A change between article and furniture costs log-odds, more where both blocks stand in one container: the
choice with the best total is found exactly (Viterbi), so that a weak block between two strong ones stays and a
strong one alone among furniture goes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


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
