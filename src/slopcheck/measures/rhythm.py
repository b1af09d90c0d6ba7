"""How the prose is built: rhythm of sentences and paragraphs, length and variety of words, share of speech.

Reporting mixes short and long sentences, prefers short words and hands the floor to others; padding runs in
even, abstract sentences. None of these can be pointed at, and each is weak alone. Quotations are left out of
all but ``quoted-share``, since they have the speaker's rhythm.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from slopcheck.content import content
from slopcheck.layout import Bools
from slopcheck.measures import Measure
from slopcheck.once import once
from slopcheck.types import Effect, Ints
from slopcheck.views import Views

LONG_WORD = 9  # letters; longer words are mostly abstractions
LEAST_SENTENCES = 5  # fewer have no rhythm to speak of
LEAST_PARAGRAPHS = 3
LONGEST_PARAGRAPH = 150  # words; a block beyond that is a text whose breaks were lost, not a paragraph
TYPICAL_PARAGRAPH = 40.0  # words; for a text that shows too few paragraphs to tell
WINDOW = 100  # words; the share of different words depends on the length it is counted over


@once
def _sentence_words(views: Views) -> Ints:
    """Words per prose sentence."""
    first, last = views.sent_tokens
    sizes = (last - first)[views.running[1]]
    return sizes[sizes > 0]


@once
def _paragraph_words(views: Views) -> Ints:
    running = np.array([b.kind in ("paragraph", "quote") for b in views.blocks], dtype=np.bool_)
    sizes = views.blk_tokens[running & ~views.blk_aside]
    return sizes[sizes > 0]


@once
def _word_letters(views: Views) -> Ints:
    return (views.tok_end - views.tok_start)[views.running[0] & ~views.tok_digit]


# numpy's mean, std and median do the same; on a few dozen numbers they take ten times as long.
def _mean(sizes: Ints) -> float:
    return int(np.add.reduce(sizes)) / len(sizes) if len(sizes) else 0.0


def _variation(sizes: Ints, least: int) -> float:
    """Standard deviation by mean."""
    if len(sizes) < least:
        return 0.0
    mean = _mean(sizes)
    apart = sizes - mean
    return math.sqrt(float(np.add.reduce(apart * apart)) / len(sizes)) / mean


def _share(marked: Bools) -> float:
    return int(np.count_nonzero(marked)) / len(marked) if len(marked) else 0.0


def sentence_variation(views: Views) -> float:
    return _variation(_sentence_words(views), LEAST_SENTENCES)


def sentence_words(views: Views) -> float:
    return _mean(_sentence_words(views))


def short_sentences(views: Views) -> float:
    return _share(_sentence_words(views) <= 8)


def paragraph_variation(views: Views) -> float:
    return _variation(_paragraph_words(views), LEAST_PARAGRAPHS)


def paragraph_words(views: Views) -> float:
    sizes = sorted(size for size in _paragraph_words(views).tolist() if size <= LONGEST_PARAGRAPH)
    if len(sizes) < LEAST_PARAGRAPHS:
        return TYPICAL_PARAGRAPH
    middle = len(sizes) // 2
    return float(sizes[middle] + sizes[-1 - middle]) / 2


def word_letters(views: Views) -> float:
    return _mean(_word_letters(views))


def long_words(views: Views) -> float:
    return _share(_word_letters(views) > LONG_WORD)


def quoted_share(views: Views) -> float:
    size = sum(b.end - b.start for b in views.text_blocks)
    quoted = sum(end - start for start, end in views.spoken)
    return min(1.0, quoted / size) if size else 0.0


def different_words(views: Views) -> float:
    """Share of different words over consecutive windows of 100 words, averaged."""
    words = views.tok_hash[views.running[0]]
    whole = len(words) // WINDOW
    if not whole:
        return 0.0
    rows = words[: whole * WINDOW].reshape(whole, WINDOW)  # a copy already
    rows.sort(axis=1)
    return (int(np.count_nonzero(rows[:, 1:] != rows[:, :-1])) + whole) / rows.size


def content_share(views: Views) -> float:
    return _share(content(views)[views.running[0]])


def headings(views: Views) -> float:
    """Headings per 1,000 words."""
    return 1000.0 * [b.kind for b in views.blocks].count("heading") / max(views.text_words, 1)


def item_share(views: Views) -> float:
    if "item" not in views.kinds:
        return 0.0
    size = sum(b.end - b.start for b in views.text_blocks)
    return sum(b.end - b.start for b in views.text_blocks if b.kind == "item") / size if size else 0.0


def _measure(
    id_: str, family: str, effect: Effect, summary: str, compute: Callable[[Views], float], version: int = 3
) -> Measure:
    return Measure(id_, version, family, effect, summary, compute)


MEASURES = (
    _measure(
        "sentence-variation", "structure", "neutral", "Variation of sentence length", sentence_variation
    ),
    _measure("sentence-words", "structure", "neutral", "Words per sentence", sentence_words),
    _measure(
        "short-sentences", "structure", "neutral", "Share of sentences of at most 8 words", short_sentences
    ),
    _measure(
        "paragraph-variation", "structure", "neutral", "Variation of paragraph length", paragraph_variation
    ),
    _measure("paragraph-words", "structure", "neutral", "Words of the middle paragraph", paragraph_words, 4),
    _measure("heading-rate", "structure", "fault", "Headings per 1,000 words", headings),
    _measure("item-share", "structure", "neutral", "Share of the article in list items", item_share),
    _measure("word-letters", "wording", "neutral", "Letters per word", word_letters),
    _measure("long-words", "wording", "neutral", "Share of words of more than nine letters", long_words),
    _measure("different-words", "wording", "neutral", "Share of different words in 100", different_words),
    _measure("content-share", "wording", "neutral", "Share of content words", content_share),
    _measure(
        "quoted-share", "sourcing", "credit", "Share of the article inside quotation marks", quoted_share
    ),
)
