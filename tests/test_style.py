"""The style stream masks topic, and the lexicon finds its entries where they stand."""

import math

import numpy as np
import pytest

from slopcheck.style import (
    BREAK,
    NAME,
    NUMBER,
    START,
    Stream,
    StyleHits,
    StyleLexicon,
    ngram_hashes,
    rate,
    stream,
)
from slopcheck.tokens import hash_words


def made(words: list[str], capital: list[bool], starts: list[int], breaks: list[int]):  # type: ignore[no-untyped-def]
    digit = np.array([w[0].isdigit() for w in words])
    return stream(
        hash_words([w.lower() for w in words]), np.array(capital), digit, np.array(starts), np.array(breaks)
    )


def test_names_collapse_numbers_are_masked_and_starts_are_marked() -> None:
    words = ["The", "mayor", "Ada", "Lund", "paid", "300", "crowns"]
    text = made(words, [True, False, True, True, False, False, False], [0], [0])
    plain = dict(zip(words, hash_words([w.lower() for w in words]), strict=True))
    assert list(text.symbols) == [
        BREAK,
        START,
        plain["The"],
        plain["mayor"],
        NAME,
        plain["paid"],
        NUMBER,
        plain["crowns"],
    ]
    assert list(text.first) == [0, 0, 0, 1, 2, 4, 5, 6]
    assert list(text.last) == [0, 0, 0, 1, 3, 4, 5, 6]


def hits_in(lexicon: StyleLexicon, text: Stream) -> StyleHits:
    """The entries in a text that is all lead."""
    return lexicon.find(text, [0], [len(text.symbols)]).of(0)


def test_entries_are_found_where_they_stand_and_never_across_paragraphs() -> None:
    words = "we dive into it now dive deep".split()
    text = made(words, [False] * 7, [0, 4], [0, 4])
    pair = ngram_hashes(hash_words(["dive", "into"]), 2)
    across = ngram_hashes(hash_words(["it", "now"]), 2)
    hashes = np.sort(np.concatenate([pair, across]))
    lexicon = StyleLexicon(hashes, np.array([1.0, 1.0]), np.zeros(2), b"x\ny")
    hits = hits_in(lexicon, text)
    assert hits.places[:, 1:].tolist() == [[1, 2]]
    assert lexicon.hashes[hits.entry].tolist() == pair.tolist()


def test_contributions_are_weight_times_the_rate_less_its_centre() -> None:
    text = made("so dive then dive".split(), [False] * 4, [0], [0])
    lexicon = StyleLexicon(hash_words(["dive"]), np.array([0.25]), np.array([0.5]), b"dive")
    weighed = lexicon.weigh_each(lexicon.find(text, [0], [4]), [500])[0]
    assert weighed.worth.tolist() == [0.25 * ((1000 * 2 / 500) ** 0.5 - 0.5)]
    assert lexicon.absence(hits_in(lexicon, text)) == 0.0
    assert lexicon.absence(hits_in(lexicon, made(["so"], [False], [0], [0]))) == -0.25 * 0.5


def test_what_stands_behind_the_lead_counts_less() -> None:
    text = made("so dive then dive dive".split(), [False] * 5, [0], [0])
    lexicon = StyleLexicon(hash_words(["dive"]), np.array([1.0]), np.zeros(1), b"dive", lead=300, behind=0.25)
    found = lexicon.find(text, [0], [2])
    assert found.of(0).counts_for.tolist() == [1.0, 0.25, 0.25]
    assert found.of(0).count.tolist() == [1.5]
    assert lexicon.weigh_each(found, [700])[0].rate.tolist() == [(1000 * 1.5 / 400) ** 0.5]
    assert [lexicon.counted(words) for words in (0, 300, 304)] == [0, 300, 301]


def test_no_tokens_give_an_empty_stream() -> None:
    empty = stream(hash_words([]), np.zeros(0, bool), np.zeros(0, bool), np.zeros(0, int), np.zeros(0, int))
    assert [len(h) for _, h in empty.grams()] == [0, 0, 0]


def test_a_rate_of_softness_zero_is_the_square_root() -> None:
    count, words = np.array([1, 2, 9]), np.array([100, 500, 1000])
    np.testing.assert_allclose(rate(count, words, 0.0), np.sqrt(1000.0 * count / words))
    assert rate(np.array([7]), 1000, 0.0) == pytest.approx(rate(np.array([7]), 1000, 25.0))


def test_a_soft_rate_of_a_rare_phrase_hardly_depends_on_length() -> None:
    """A phrase that a thousand words hold once on average: what it counts on average, in 300 words and in 900."""
    means = {}
    for soft in (0.0, 10.0):
        short, long = (
            sum(_poisson(k, words / 1000) * rate(np.array([k]), words, soft)[0] for k in range(1, 12))
            for words in (300, 900)
        )
        means[soft] = long / short
    assert means[0.0] > 1.4
    assert 0.9 < means[10.0] < 1.1


def _poisson(k: int, mean: float) -> float:
    return float(np.exp(-mean) * mean**k / math.factorial(k))
