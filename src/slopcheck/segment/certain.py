"""Which lines in the middle of a text may be furniture: a look at all of them at once.

Between paragraphs only some kinds of furniture are believed (``CERTAIN``), and few lines use their words. Here
all lines are weighed in one pass over arrays, so that only those few are judged one by one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from slopcheck.segment import wording
from slopcheck.types import Ints

Floats = NDArray[np.float64]

CERTAIN = frozenset({"newsletter", "share", "cookie", "comment-form"})
_ROUNDING = 1e-6  # by which sums of the same numbers in another order may differ, and more
_BREAK = "zzendoflinezz"  # stands between lines


class Kinds(NamedTuple):
    """What each kind of furniture tends to say, as arrays.

    ``weights`` has a row per term and a column per kind; its first row is empty. ``words`` numbers the words that
    terms are made of, from 2 on (1 is ``_BREAK``, 0 any other word); ``alone`` and ``opening`` are, by such a
    number, the rows of a word and of a text's first word; ``pairs`` are pairs of numbers as one, sorted, and
    ``paired`` their rows. ``prior`` is what each kind has from the start, ``certain`` says which are of ``CERTAIN``.
    """

    words: Mapping[str, int]
    alone: Ints
    opening: Ints
    pairs: Ints
    paired: Ints
    weights: Floats
    prior: Floats
    certain: NDArray[np.bool_]


def arrange(kinds: Mapping[str, Mapping[str, float]]) -> Kinds:
    """The words of each kind (its prior under "") as arrays."""
    terms = sorted({term for words in kinds.values() for term in words if term})
    words = {_BREAK: 1}
    for term in terms:
        for word in term.removeprefix("^").split(" "):
            words.setdefault(word, len(words) + 1)
    alone, opening = (np.zeros(len(words) + 1, dtype=np.int64) for _ in range(2))
    pairs: dict[int, int] = {}
    rows = {"": 0}
    for row, term in enumerate(terms, start=1):
        rows[term] = row
        first, _, second = term.removeprefix("^").partition(" ")
        if second:
            pairs[words[first] * (len(words) + 1) + words[second]] = row
        else:
            (opening if term.startswith("^") else alone)[words[first]] = row
    weights = np.zeros((len(rows), len(kinds)))
    for column, table in enumerate(kinds.values()):
        weights[[rows[term] for term in table], column] = list(table.values())
    prior = weights[0].copy()
    weights[0] = 0.0
    keys = sorted(pairs)
    return Kinds(
        words, alone, opening,
        np.array(keys, dtype=np.int64), np.array([pairs[key] for key in keys], dtype=np.int64),
        weights, prior, np.array([kind in CERTAIN for kind in kinds], dtype=np.bool_),
    )  # fmt: skip


def may_be(texts: Sequence[str], kinds: Kinds) -> list[bool]:
    """Whether each text's likeliest kind can be one of ``CERTAIN``; rounding apart, whether it is."""
    if not texts or not kinds.certain.any() or kinds.certain.all():
        return [bool(kinds.certain.any())] * len(texts)
    numbers, line = _numbered(texts, kinds)
    rows = [kinds.alone[numbers]]
    places = [line]
    if len(kinds.pairs):
        known = ((numbers[:-1] > 1) & (numbers[1:] > 1)).nonzero()[0]
        both = numbers[known] * len(kinds.alone) + numbers[known + 1]
        at = kinds.pairs[:-1].searchsorted(both)
        matched = (kinds.pairs[at] == both).nonzero()[0]
        found = known[matched]
        rows.append(kinds.paired[at[matched]])
        places.append(line[found])
    first = (numbers[:-1] == 1).nonzero()[0] + 1
    rows.append(kinds.opening[numbers[first]])
    places.append(line[first])
    # Each term counts once in a line. A line's row 0 is there for all of them, and weighs nothing.
    size = len(kinds.weights)
    said = np.concatenate(places) * size + np.concatenate(rows)
    said.sort()
    new = np.empty(len(said), dtype=np.bool_)
    new[0] = True
    np.not_equal(said[1:], said[:-1], out=new[1:])
    said = said[new]
    begins = said.searchsorted(np.arange(len(texts)) * size)
    root = np.sqrt(np.bincount(line) + 1.0)  # of words and 2; each line has its break too
    totals = np.add.reduceat(kinds.weights[said % size], begins, axis=0) / root[:, None] + kinds.prior
    best = totals[:, kinds.certain].max(axis=1) - totals[:, ~kinds.certain].max(axis=1)
    likely: list[bool] = (best >= -_ROUNDING).tolist()
    return likely


def _numbered(texts: Sequence[str], kinds: Kinds) -> tuple[Ints, Ints]:
    """The numbers of all words, each text's behind a break, and the text that each stands in."""
    words = wording.weighed_words("".join(f"\n{_BREAK}\n{text}" for text in texts))
    if words.count(_BREAK) != len(texts):  # somebody writes that
        words = [word for text in texts for word in (_BREAK, *wording.weighed_words(text.replace("z", "x")))]
    numbers = np.array(list(map(kinds.words.get, words, repeat(0))), dtype=np.int64)
    return numbers, np.cumsum(numbers == 1) - 1
