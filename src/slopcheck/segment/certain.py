"""Which lines in the middle of a text may be furniture: a look at all of them at once.

Between paragraphs only some kinds of furniture are believed (``CERTAIN``), and few lines use their words. Here
all lines are weighed in one pass over arrays, so that only those few are judged one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from slopcheck.segment import wording
from slopcheck.sets import Pool
from slopcheck.tokens import hash_words, letter_sums, prefix_hashes
from slopcheck.types import Ints

Floats = NDArray[np.float64]

CERTAIN = frozenset({"newsletter", "share", "cookie", "comment-form"})
_STRETCH = 30_000  # characters
_ROUNDING = 1e-6  # by which sums of the same numbers in another order may differ, and more


class Kinds(NamedTuple):
    """What each kind of furniture tends to say, as arrays.

    ``weights`` has a row per term and a column per kind; its first row is empty. ``words`` numbers the words that
    terms are made of, from 1 on (0 is any other word), ``hashes`` and ``numbers`` do so by their hashes, and ``zero``
    is what every number in the text counts as; ``alone`` and ``opening`` are, by such a number, the rows of a word
    and of a text's first word; ``pairs`` are pairs of numbers as one, sorted, and ``paired`` their rows. ``prior`` is
    what each kind has from the start, ``certain`` says which are of ``CERTAIN``.
    """

    words: Mapping[str, int]
    hashes: Pool
    numbers: Ints
    zero: int
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
    words: dict[str, int] = {}
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
    hashes = hash_words(list(words))
    return Kinds(
        words, Pool(hashes), np.append(0, hashes.argsort() + 1), words.get("0", 0), alone, opening,
        np.array(keys, dtype=np.int64), np.array([pairs[key] for key in keys], dtype=np.int64),
        weights, prior, np.array([kind in CERTAIN for kind in kinds], dtype=np.bool_),
    )  # fmt: skip


def may_be(texts: Sequence[str], kinds: Kinds) -> list[bool]:
    """Whether each text's likeliest kind can be one of ``CERTAIN``; rounding apart, whether it is."""
    if not texts or not kinds.certain.any() or kinds.certain.all():
        return [bool(kinds.certain.any())] * len(texts)
    likely: list[bool] = []
    for part in _parts(texts):
        likely += _likely(*_by_bytes(part, kinds), kinds)
    odd = [i for i, text in enumerate(texts) if not text.isascii() and not _is_latin(text)]
    if odd:
        for i, is_likely in zip(odd, _likely(*_by_words([texts[i] for i in odd], kinds), kinds), strict=True):
            likely[i] = is_likely
    return likely


def _parts(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """The texts, so many at a time that what is made of them stays in the processor's caches."""
    begin = size = 0
    for i, text in enumerate(texts):
        size += len(text)
        if size > _STRETCH:
            yield texts[begin : i + 1]
            begin, size = i + 1, 0
    if begin < len(texts):
        yield texts[begin:]


def _likely(numbers: Ints, line: Ints, sizes: Ints, kinds: Kinds) -> list[bool]:
    """``numbers`` and ``line`` give each word's number and its text, ``sizes`` the words of each text."""
    known = numbers.nonzero()[0]
    numbers, lines = numbers[known], line[known]
    rows, places = [kinds.alone[numbers]], [lines]
    if len(kinds.pairs):
        beside = ((known[1:] == known[:-1] + 1) & (lines[1:] == lines[:-1])).nonzero()[0]
        both = numbers[beside] * len(kinds.alone) + numbers[beside + 1]
        at = kinds.pairs[:-1].searchsorted(both)
        matched = (kinds.pairs[at] == both).nonzero()[0]
        rows.append(kinds.paired[at[matched]])
        places.append(lines[beside[matched]])
    first = ((known == 0) | (line[known - 1] != lines)).nonzero()[0]
    rows.append(kinds.opening[numbers[first]])
    places.append(lines[first])
    # Each term counts once in a line. A line's row 0 is there for all of them, and weighs nothing.
    size = len(kinds.weights)
    rows.append(np.zeros(len(sizes), dtype=np.int64))
    places.append(np.arange(len(sizes)))
    said = np.concatenate(places) * size + np.concatenate(rows)
    said.sort()
    new = np.empty(len(said), dtype=np.bool_)
    new[0] = True
    np.not_equal(said[1:], said[:-1], out=new[1:])
    said = said[new]
    begins = said.searchsorted(np.arange(len(sizes)) * size)
    root = np.sqrt(sizes + 2.0)
    totals = np.add.reduceat(kinds.weights[said % size], begins, axis=0) / root[:, None] + kinds.prior
    best = totals[:, kinds.certain].max(axis=1) - totals[:, ~kinds.certain].max(axis=1)
    likely: list[bool] = (best >= -_ROUNDING).tolist()
    return likely


def _is_latin(text: str) -> bool:
    """Whether ``_by_bytes`` finds all of a text's words."""
    try:
        wording.without_typography(text).encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


def _by_bytes(texts: Sequence[str], kinds: Kinds) -> tuple[Ints, Ints, Ints]:
    """What ``_by_words`` finds where all letters are Latin-1, for all texts in one pass over arrays."""
    # The one letter that would be longer in lower case stands for others that are not Latin-1.
    joined = "\n".join(texts).replace("\u0130", "?")
    codes = np.frombuffer(wording.without_typography(joined.lower()).encode("latin-1", "replace"), np.uint8)
    starts, ends = wording.word_ranges(codes)
    found = prefix_hashes(codes, letter_sums(codes), starts, ends)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    line = (lengths.cumsum() - lengths).searchsorted(starts, "right") - 1
    numbers = kinds.numbers[kinds.hashes.ranks(found)]
    if kinds.zero:
        for i in wording.DIGITS[codes[starts]].nonzero()[0].tolist():
            if joined[starts[i] : ends[i]].isdigit():
                numbers[i] = kinds.zero
    return numbers, line, np.bincount(line, minlength=len(texts))


def _by_words(texts: Sequence[str], kinds: Kinds) -> tuple[Ints, Ints, Ints]:
    """The numbers of all words (0 where none is needed), the text that each stands in, and the texts' sizes."""
    words = [wording.weighed_words(text) for text in texts]
    sizes = np.fromiter(map(len, words), np.int64, len(words))
    numbers = np.fromiter(map(kinds.words.get, chain.from_iterable(words), repeat(0)), np.int64, sizes.sum())
    return numbers, np.arange(len(words)).repeat(sizes), sizes
