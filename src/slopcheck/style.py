"""The style stream of a text and the learned style lexicon that weighs its n-grams.

The stream is made to say how a text is written and not what about: runs of capitalised words inside a
sentence become one NAME, words with digits NUMBER, and every sentence begins with START. n-grams are runs
of 1 to 3 symbols that do not cross a paragraph's end.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from slopcheck.derived import derived
from slopcheck.sets import heads, ranking
from slopcheck.types import Ints

Hashes = NDArray[np.uint64]
Floats = NDArray[np.float64]

LONGEST = 3
# What stands behind so many words counts so much, among occurrences and among words: an article's beginning then
# scores more like the whole (docs/decisions/0003).
LEAD, BEHIND = 300, 0.5
SOFT = 10.0  # see `rate`; chosen inside the groups, docs/decisions/0003
EVEN = 7.0  # the rate per 1,000 words that counts as its square root whatever the softness
START, NAME, NUMBER, BREAK = (np.uint64(v) for v in (11, 13, 17, 19))
SYMBOLS = {"\u27e8start\u27e9": START, "\u27e8name\u27e9": NAME, "\u27e8number\u27e9": NUMBER}

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_BUCKET_BITS = 17
_STRETCH = 1 << 16  # symbols of a long text that are looked up at a time
_BUCKET_SHIFT = np.uint64(64 - _BUCKET_BITS)


def mix(values: Hashes) -> Hashes:
    """Spreads the bits of 64-bit hashes (the finaliser of splitmix64)."""
    values = (values ^ (values >> np.uint64(30))) * _MIX
    return values ^ (values >> np.uint64(27))


def ngram_hashes(words: Hashes, n: int) -> Hashes:
    """Hashes of all runs of ``n`` words; length ``max(0, len(words) - n + 1)``."""
    count = max(0, len(words) - n + 1)
    out = words[:count].copy()
    for k in range(1, n):
        out = mix(out * _MULTIPLIER + words[k : k + count])
    return out


def _runs(symbols: Hashes, count: int) -> tuple[Hashes, tuple[int, int, int]]:
    """The hashes of all runs of one symbol, of two and of three that begin among the first ``count`` symbols, one
    after the other, and where those of each length begin.

    Unlike those of ``Stream.grams``, runs that cross a BREAK have hashes of their own here: no lexicon knows them.
    """
    pairs = mix(symbols[:-1] * _MULTIPLIER + symbols[1:])
    triples = mix(pairs[:-1] * _MULTIPLIER + symbols[2:])
    pairs = pairs[:count]
    return np.concatenate([symbols[:count], pairs, triples[:count]]), (0, count, count + len(pairs))


class Stream(NamedTuple):
    """Symbols and, for each, the first and last token it stands for (START and BREAK: the next token)."""

    symbols: Hashes
    first: Ints
    last: Ints

    def grams(self) -> Iterator[tuple[int, Hashes]]:
        """For n = 1..3 the n-gram hashes by place; those that cross a BREAK are 0."""
        symbols = self.symbols
        broken = np.flatnonzero(symbols == BREAK)
        hashes = symbols.copy()
        for n in range(1, LONGEST + 1):
            if n > 1:
                hashes = mix(hashes[: max(0, len(symbols) - n + 1)] * _MULTIPLIER + symbols[n - 1 :])
            shown = hashes.copy() if n < LONGEST else hashes
            for k in range(n):
                # Runs of n symbols that begin k places before a break; none begins before the text.
                places = broken - k
                shown[places[np.searchsorted(places, 0) : np.searchsorted(places, len(shown))]] = 0
            yield n, shown


def stream(
    hashes: Hashes, capital: NDArray[np.bool_], digit: NDArray[np.bool_], starts: Ints, breaks: Ints
) -> Stream:
    """Builds the stream of the given tokens.

    ``hashes``, ``capital`` and ``digit`` describe the tokens; ``starts`` are indices of tokens that begin a
    sentence, ``breaks`` of those among them that begin a paragraph.
    """
    count = len(hashes)
    if count == 0:
        return Stream(hashes, np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    made = _made if count <= _STRETCH else _in_stretches
    return made(hashes, capital, digit, starts, breaks)


def _made(
    hashes: Hashes, capital: NDArray[np.bool_], digit: NDArray[np.bool_], starts: Ints, breaks: Ints
) -> Stream:
    count = len(hashes)
    opens = np.zeros(count, dtype=np.bool_)
    opens[starts] = True
    parts = np.zeros(count, dtype=np.bool_)
    parts[breaks] = True
    name = capital & ~(opens | digit)
    kept = np.empty(count, dtype=np.bool_)
    kept[0] = True
    np.logical_not(name[1:] & name[:-1], out=kept[1:])
    # Each token stands for itself, unless it continues a name, behind the marks of what it opens.
    shown = kept.astype(np.int64)
    shown += opens
    shown += parts
    ends = shown.cumsum()
    symbols = np.where(digit, NUMBER, np.where(name, NAME, hashes))
    keep = kept.nonzero()[0]
    own = ends[keep] - 1
    first = np.arange(count).repeat(shown)
    out = np.empty(len(first), dtype=np.uint64)
    out[ends[opens] - 2] = START
    out[ends[parts] - 3] = BREAK
    out[own] = symbols[keep]
    last = first.copy()
    last[own[:-1]] = keep[1:] - 1
    last[own[-1]] = count - 1
    return Stream(out, first, last)


def _in_stretches(
    hashes: Hashes, capital: NDArray[np.bool_], digit: NDArray[np.bool_], starts: Ints, breaks: Ints
) -> Stream:
    """The stream of a long text, made of whole paragraphs at a time: what is made on the way stays in the
    processor's caches."""
    wanted = breaks.searchsorted(np.arange(_STRETCH, len(hashes), _STRETCH))
    cuts = dict.fromkeys([0, *breaks[wanted[wanted < len(breaks)]].tolist(), len(hashes)])
    parts: list[Stream] = []
    for a, b in pairwise(cuts):
        begun, parted = (places[slice(*places.searchsorted((a, b)))] - a for places in (starts, breaks))
        part = _made(hashes[a:b], capital[a:b], digit[a:b], begun, parted)
        parts.append(Stream(part.symbols, part.first + a, part.last + a))
    return Stream(*(np.concatenate(rows) for rows in zip(*parts, strict=True)))


class StyleHits:
    """Lexicon entries found in a text. ``entry`` and ``count`` are per distinct entry; ``places`` lists every
    occurrence as rows (entry, first token, last token), by entry and then in the order of the text, those of
    the i-th distinct entry from row ``begin[i]`` on. ``counts_for`` says what each occurrence counts and ``count``
    what all of an entry do together."""

    __slots__ = ("begin", "count", "counts_for", "entry", "places")

    def __init__(self, entry: Ints, count: Floats, places: Ints, counts_for: Floats, begin: Ints) -> None:
        self.entry = entry
        self.count = count
        self.places = places
        self.counts_for = counts_for
        self.begin = begin


class Found(NamedTuple):
    """The lexicon entries found in several documents, as those of one are in ``StyleHits``: the i-th document has
    ``places`` from row ``rows[i]`` on, and ``entry``, ``begin`` and ``sums`` (its ``count``) from ``cuts[i]`` on.
    Tokens count from the beginning of a document."""

    entry: Ints
    sums: Floats
    places: Ints
    counts_for: Floats
    begin: Ints
    rows: Ints
    cuts: Ints

    def of(self, number: int) -> StyleHits:
        """The entries of one document."""
        first, end = self.rows[number : number + 2].tolist()
        begin, stop = self.cuts[number : number + 2].tolist()
        return StyleHits(
            self.entry[begin:stop],
            self.sums[begin:stop],
            self.places[first:end],
            self.counts_for[first:end],
            self.begin[begin:stop] - first,
        )


class Weighed(NamedTuple):
    """What the entries found in a text count in it and what each adds to the log-odds, aligned with
    ``StyleHits.entry``; ``above`` marks those that count more than in genuine articles, ``order`` has those first
    that add or take most."""

    rate: Floats
    worth: Floats
    above: NDArray[np.bool_]
    order: Ints


class StyleLexicon:
    """Sorted n-gram hashes with a weight and a centre each. ``joined`` holds the n-grams as text, one a line.

    An entry's contribution to the log-odds is ``weight * (rate(count, words, soft) - centre)``. The centre is
    the mean of genuine articles, so that a contribution says how this article differs from those. Occurrences
    and words behind the first ``lead`` words count ``behind`` each.
    """

    def __init__(
        self,
        hashes: Hashes,
        weights: Floats,
        centres: Floats,
        joined: bytes,
        soft: float = 0.0,
        lead: int = LEAD,
        behind: float = 1.0,
    ) -> None:
        if np.any(hashes[1:] <= hashes[:-1]) or not len(hashes) == len(weights) == len(centres):
            raise ValueError("a style lexicon's hashes must rise, with one weight and one centre for each")
        self.hashes = hashes
        self.weights = weights
        self.centres = centres
        self.soft = soft
        self.lead = lead
        self.behind = behind
        self._joined = joined

    @derived
    def phrases(self) -> list[str]:
        """The n-grams as people write them; split only when somebody asks."""
        return self._joined.decode("utf-8").split("\n")

    def reasons(self, entries: list[int]) -> list[str]:
        """What the reasons of a verdict call some entries: remembered, since the same come again and again."""
        known = self._reasons
        for entry in entries:
            if entry not in known:
                known[entry] = f"wording: {self.phrases[entry]}"
        return [known[entry] for entry in entries]

    @derived
    def _reasons(self) -> dict[int, str]:
        return {}

    def find(self, text: Stream, firsts: Sequence[int], leads: Sequence[int]) -> Found:
        """All entries that occur in each of several documents, whose tokens begin at ``firsts``, in one stream.

        ``leads`` says how many tokens each document's first ``lead`` words take.
        """
        size = max(len(text.symbols), 1)
        order, at = self._among(text.symbols)
        bits = (LONGEST * size).bit_length()
        mask = (1 << bits) - 1
        # Sorted are numbers made of document, entry and place: sorting plain numbers is many times as fast as an
        # argsort. Of a long text they are millions, so each step is done in place.
        order <<= bits
        order += at
        if len(firsts) > 1:
            tokens = np.array(firsts, dtype=np.int64)
            number = tokens.searchsorted(text.first[at % size], "right") - 1
            order += number << (bits + len(self.hashes).bit_length())
        del at
        order.sort()
        places = np.empty((len(order), 3), dtype=np.int64)
        np.right_shift(order, bits, out=places[:, 0])
        begin = heads(places[:, 0])
        rows = np.array([0, len(order)], dtype=np.int64)
        lead: int | Ints = leads[0]
        if len(firsts) > 1:
            number = places[:, 0] >> len(self.hashes).bit_length()
            places[:, 0] &= (1 << len(self.hashes).bit_length()) - 1
            rows = number.searchsorted(np.arange(len(firsts) + 1))
            lead = np.array(leads, dtype=np.int64)[number]
        order &= mask
        pair, triple = order >= size, order >= 2 * size
        np.subtract(order, size, out=order, where=pair)
        np.subtract(order, size, out=order, where=triple)
        places[:, 1] = text.first[order]
        order += pair
        order += triple
        places[:, 2] = text.last[order]
        if len(firsts) > 1:
            places[:, 1:] -= tokens[number, None]
        counts_for = counting(places[:, 1], lead, self.behind)
        sums = np.add.reduceat(counts_for, begin) if len(begin) else counts_for
        return Found(places[begin, 0], sums, places, counts_for, begin, rows, begin.searchsorted(rows))

    def _among(self, symbols: Hashes) -> tuple[Ints, Ints]:
        """The entries among the runs of one, two and three symbols, and the places of these runs: those of two are
        ``len(symbols)`` behind those of one symbol that begin there, and so on."""
        found: list[tuple[Ints, Ints]] = []
        size = len(symbols)
        # A long text is looked through in stretches, so that its hashes stay in the processor's caches.
        for first in range(0, max(size, 1), _STRETCH):
            count = min(_STRETCH, size - first)
            hashes, begins = _runs(symbols[first : first + count + LONGEST - 1], count)
            entries, at = self._looked_up(hashes)
            longer = (at >= begins[1]).astype(np.int64)
            longer += at >= begins[2]
            found.append(
                (
                    entries,
                    at + np.array([first, size - begins[1] + first, 2 * size - begins[2] + first])[longer],
                )
            )
        if len(found) == 1:
            return found[0]
        return np.concatenate([entries for entries, _ in found]), np.concatenate([at for _, at in found])

    def _looked_up(self, hashes: Hashes) -> tuple[Ints, Ints]:
        """The entries among ``hashes`` and their places there, in the order of these."""
        filled, first, rounds, padded = self._buckets
        bucket = hashes >> _BUCKET_SHIFT
        likely = filled[bucket].nonzero()[0]
        wanted = hashes[likely]
        at = first[bucket[likely]].astype(np.int64)
        for _ in range(rounds):
            at += padded[at] < wanted
        found = (padded[at] == wanted).nonzero()[0]
        return at[found], likely[found]

    @derived
    def _buckets(self) -> tuple[NDArray[np.bool_], Ints, int, Hashes]:
        """Hashes are spread evenly, so their leading bits say where in the sorted list to look: twice as fast
        as a binary search. Returned are which buckets hold any, the first entry of each bucket (in the smallest
        type, since what lies in the processor's cache is found faster), the steps from there that reach every
        entry of the fullest bucket, and the hashes with a stop behind them."""
        bucket = (self.hashes >> _BUCKET_SHIFT).astype(np.int64)
        starts = heads(bucket)
        sizes = np.diff(np.append(starts, len(bucket)))
        filled = np.zeros(1 << _BUCKET_BITS, dtype=np.bool_)
        filled[bucket[starts]] = True
        first = np.zeros(1 << _BUCKET_BITS, dtype=np.min_scalar_type(len(bucket)))
        first[bucket[starts]] = starts
        rounds = int(sizes.max(initial=1)) - 1  # from the first of so many entries to the last
        padded = np.append(self.hashes, np.full(rounds + 1, np.iinfo(np.uint64).max, dtype=np.uint64))
        return filled, first, rounds, padded

    def weigh_each(self, found: Found, words: Sequence[int]) -> list[Weighed]:
        """What the entries found in each document count in a text of so many words."""
        cuts = found.cuts.tolist()
        sizes = np.array([self.counted(size) for size in words]).repeat(found.cuts[1:] - found.cuts[:-1])
        count, centres = self.rate(found.sums, sizes), self.centres[found.entry]
        worth = self.weights[found.entry] * (count - centres)
        above, least = count > centres, -np.abs(worth)
        return [Weighed(count[a:b], worth[a:b], above[a:b], ranking(least[a:b])) for a, b in pairwise(cuts)]

    def absence(self, hits: StyleHits) -> float:
        """Log-odds of all entries that the text does not use."""
        return float(np.add.reduce(self.weights[hits.entry] * self.centres[hits.entry])) - self._all_centres

    @derived
    def _all_centres(self) -> float:
        # A product of matrices would be summed in another order by more threads.
        return float(np.add.reduce(self.weights * self.centres))

    def counted(self, words: int) -> float:
        """What so many words of an article count."""
        return counted(words, self.lead, self.behind)

    def rate(self, count: Floats, words: float | Floats) -> Floats:
        """What so many occurrences in so many words count."""
        return rate(count, words, self.soft)


def counting(first: Ints, lead: int | Ints, behind: float = BEHIND) -> Floats:
    """What occurrences that begin at these tokens count, where the lead takes so many tokens."""
    return np.where(first < lead, 1.0, behind)


def counted(words: int, lead: int = LEAD, behind: float = BEHIND) -> float:
    """What so many words count, those behind the ``lead`` so much each."""
    return min(words, lead) + behind * max(0, words - lead)


def rate(count: Floats, words: float | Floats, soft: float = SOFT) -> Floats:
    """A rate per 1,000 words, damped: rates well below ``soft`` count in proportion, those above by their root.

    With ``soft`` 0 it is the square root. The root alone makes what a rare phrase counts on average grow with the
    length of the text, for it is seen seldom in a short one and then counts much.
    """
    per_thousand: Floats = 1000.0 * count / np.maximum(words, 1)
    if soft == 0.0:
        return np.sqrt(per_thousand)
    return math.sqrt(1.0 + soft / EVEN) * per_thousand / np.sqrt(per_thousand + soft)
