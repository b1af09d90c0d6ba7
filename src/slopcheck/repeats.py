"""What a text says again word for word, outside quotations: whole sentences and shorter runs of words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from slopcheck.content import content
from slopcheck.once import jointly
from slopcheck.sets import among, numbered
from slopcheck.style import Hashes, mix
from slopcheck.types import Ints
from slopcheck.views import Views

SHORTEST_SENTENCE = 6  # words; shorter ones recur by chance ("He was right.")
RUN = 5  # words of the shortest repeated run: runs of four recur by chance in one article in ten

_SALT = np.uint64(0xD6E8FEB86659FD93)
_STEP = np.uint64(0x9E3779B97F4A7C15)
_FACTORS = tuple(np.uint64(pow(0xBF58476D1CE4E5B9, k, 2**64)) for k in range(RUN))
_STRETCH = 1 << 15  # words
_NOTHING: Ints = np.zeros(0, dtype=np.int64)


class Repeat(NamedTuple):
    """``[start, end)`` says what ``[first_start, first_end)`` said before it."""

    start: int
    end: int
    first_start: int
    first_end: int
    words: int


def _earlier(keys: Hashes) -> tuple[Ints, Ints]:
    """The places whose key stood before, and where each key stood first."""
    double = _recurring(keys)
    if not len(double):
        return _NOTHING, _NOTHING
    # Few keys recur: only those are traced back to their places.
    near = double[double[:-1].searchsorted(keys)]
    places = (near == keys).nonzero()[0]
    _, first, inverse = numbered(keys[places])
    before = places[first[inverse]]
    again = before != places
    return places[again], before[again]


def _recurring(keys: Hashes) -> Hashes:
    """The keys that stand there more than once, sorted."""
    ranked = keys.copy()
    ranked.sort()
    again: Hashes = ranked[1:][ranked[1:] == ranked[:-1]]
    return again


def salted(views: Views, keys: Hashes, tokens: Ints) -> Hashes:
    """Keys of what stands at ``tokens`` that differ from one document of a whole to another."""
    if len(views.first_chars) == 1:
        return keys
    number = np.array(views.first_tokens, dtype=np.int64).searchsorted(tokens, "right")
    return keys + number.astype(np.uint64) * _SALT


def _dealt(views: Views, found: Sequence[Repeat]) -> list[tuple[Repeat, ...]]:
    """What was found in a whole, by document, in the document's places."""
    each: list[list[Repeat]] = [[] for _ in views.first_chars]
    for repeat in found:
        number = bisect_right(views.first_chars, repeat.start) - 1
        at = views.first_chars[number]
        start, end, first_start, first_end, words = repeat
        each[number].append(Repeat(start - at, end - at, first_start - at, first_end - at, words))
    return [tuple(repeats) for repeats in each]


@jointly
def sentences(views: Views) -> list[tuple[Repeat, ...]]:
    """Sentences of prose that stood in their document before."""
    first, last = views.sent_tokens
    sizes = last - first
    chosen = (views.sent_prose & (sizes >= SHORTEST_SENTENCE)).nonzero()[0]
    first, sizes = first[chosen], sizes[chosen]
    # Sentences with one beginning and one length are compared in full, and hardly any others have to be.
    alike = salted(views, views.tok_hash[first] + sizes.astype(np.uint64), first)
    twice = _recurring(alike)
    if not len(twice):
        return _dealt(views, ())
    doubled = among(alike, twice)
    chosen, first, sizes = chosen[doubled], first[doubled], sizes[doubled]
    if len(chosen) < 2:
        return _dealt(views, ())
    place = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    tokens = np.repeat(first, sizes) + place
    mixed = mix(views.tok_hash[tokens] + place.astype(np.uint64) * _STEP)
    keys = salted(views, np.add.reduceat(mixed, np.cumsum(sizes) - sizes), first)
    again, before = _earlier(keys)
    starts, ends = views.sent_start.tolist(), views.sent_end.tolist()
    rows = zip(chosen[again].tolist(), chosen[before].tolist(), sizes[again].tolist(), strict=True)
    found = [
        Repeat(starts[s], ends[s], starts[o], ends[o], size)
        for s, o, size in rows
        if not views.is_quoted(starts[s], ends[s])
    ]
    return _dealt(views, found)


@jointly
def runs(views: Views) -> list[tuple[Repeat, ...]]:
    """Maximal runs of at least ``RUN`` words of prose that stood in their document before, within one sentence."""
    words = views.tok_hash
    count = len(words) - RUN + 1
    if count < 2:
        return _dealt(views, ())
    grams = salted(views, _grams(words, count), np.arange(count))
    # Few runs of words recur: only those are asked for their sentence and for quotation marks.
    twice = _recurring(grams)
    if not len(twice):
        return _dealt(views, ())
    places = among(grams, twice)
    starts, sentences = views.tok_start, views.sent_start
    one = sentences.searchsorted(starts[places], "right") == sentences.searchsorted(
        starts[places + RUN - 1], "right"
    )
    places = places[one]
    places = places[views.tok_prose[places[:, None] + np.arange(RUN)].all(axis=1)]
    if len(places) < 2:
        return _dealt(views, ())
    again, before = _earlier(grams[places])
    places, before = places[again], places[before]
    if not len(places):
        return _dealt(views, ())
    # A start where the previous place did not continue the same earlier run.
    new = np.ones(len(places), dtype=np.bool_)
    new[1:] = (np.diff(places) != 1) | (np.diff(before) != 1)
    heads = np.flatnonzero(new)
    tails = np.append(heads[1:], len(places)) - 1
    found: list[Repeat] = []
    for head, tail in zip(heads.tolist(), tails.tolist(), strict=True):
        repeat = _repeat(
            views, int(places[head]), int(places[tail]) + RUN, int(before[head]), int(before[tail]) + RUN
        )
        if not found or repeat.start >= found[-1].end:
            found.append(repeat)
    return _dealt(views, found)


def _grams(words: Hashes, count: int) -> Hashes:
    """A key of each run of ``RUN`` words."""
    grams = words[:count].copy()
    for a in range(0, count, _STRETCH):  # so that what is added stays in the processor's caches
        part = grams[a : a + _STRETCH]
        for k in range(1, RUN):
            part += words[a + k : a + k + len(part)] * _FACTORS[k]
    return grams


def _repeat(views: Views, first: int, last: int, earlier: int, earlier_last: int) -> Repeat:
    """Tokens ``[first, last)`` say what ``[earlier, earlier_last)`` said; function words at the edges go."""
    words = last - first
    wordy = content(views)
    while first < last - 1 and not wordy[first]:
        first, earlier = first + 1, earlier + 1
    while last - 1 > first and not wordy[last - 1]:
        last, earlier_last = last - 1, earlier_last - 1
    starts, ends = views.tok_start, views.tok_end
    return Repeat(
        int(starts[first]), int(ends[last - 1]), int(starts[earlier]), int(ends[earlier_last - 1]), words
    )


def weight(views: Views, start: int, end: int) -> int:
    """Content words in lower case in ``[start, end)``: what a repeated name or title does not have."""
    first, last = views.tokens_in(start, end)
    return int((content(views)[first:last] & ~views.tok_capital[first:last]).sum())
