"""Which paragraphs of two articles tell the same, in the order of both."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from slopcheck.style import Hashes
from slopcheck.views import Views

_LEAST = 0.12  # share of rarer words two paragraphs must have in common
_LONGEST = 400  # paragraphs; beyond it the table grows too large, and only the first ones are aligned


def align(first: Views, second: Views) -> list[tuple[int, int]]:
    """Pairs of block indices, rising in both articles, that share the most of their rarer words."""
    ours, theirs = _words(first), _words(second)
    if not ours or not theirs:
        return []
    weights = _weights([words for _, words in ours + theirs])
    table = np.zeros((len(ours), len(theirs)))
    for i, (_, a) in enumerate(ours):
        for j, (_, b) in enumerate(theirs):
            table[i, j] = _overlap(a, b, weights)
    table[table < _LEAST] = 0.0
    return [(ours[i][0], theirs[j][0]) for i, j in _best(table)]


def _words(views: Views) -> list[tuple[int, Hashes]]:
    """The distinct words of each body block, by the block's index in the document."""
    found: list[tuple[int, Hashes]] = []
    for at, block in enumerate(views.blocks):
        if views.blk_body[at] and len(found) < _LONGEST:
            low, high = views.tokens_in(block.start, block.end)
            found.append((block.number, np.unique(views.tok_hash[low:high])))
    return found


def _weights(sets: list[Hashes]) -> dict[int, float]:
    """Rarer words count for more: the logarithm of the share of paragraphs that lack them."""
    values, counts = np.unique(np.concatenate(sets), return_counts=True)
    weight = np.log(len(sets) / counts)
    return dict(zip(values.tolist(), weight.tolist(), strict=True))


def _overlap(a: Hashes, b: Hashes, weights: dict[int, float]) -> float:
    shared = np.intersect1d(a, b, assume_unique=True)
    smaller = min(_sum(a, weights), _sum(b, weights))
    return _sum(shared, weights) / smaller if len(shared) > 1 and smaller else 0.0


def _sum(words: Hashes, weights: dict[int, float]) -> float:
    return sum(weights[word] for word in words.tolist())


def _best(table: NDArray[np.float64]) -> list[tuple[int, int]]:
    """The chain of cells, rising in both directions, with the largest sum."""
    rows, columns = table.shape
    best = np.zeros((rows + 1, columns + 1))
    for i in range(rows):
        taken = best[i, :-1] + table[i]
        best[i + 1, 1:] = np.maximum.accumulate(np.maximum(best[i, 1:], taken))
    return _trace(best, table)


def _trace(best: NDArray[np.float64], table: NDArray[np.float64]) -> list[tuple[int, int]]:
    i, j = table.shape
    pairs: list[tuple[int, int]] = []
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]
