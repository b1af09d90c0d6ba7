"""Content words: what a text is about, with the words that only hold sentences together left out."""

from __future__ import annotations

from functools import cache

import numpy as np

from slopcheck import tables
from slopcheck.layout import Bools
from slopcheck.once import by_token, once
from slopcheck.sets import Pool, distinct
from slopcheck.style import Hashes
from slopcheck.tokens import hash_words
from slopcheck.types import Ints
from slopcheck.views import Views


@cache
def word_list(name: str) -> frozenset[str]:
    """A list of ``data/words.toml``."""
    lists = tables.read("data/words.toml")
    return frozenset(lists[name].split())


@cache
def word_hashes(name: str) -> Hashes:
    """The hashes of a list's words, sorted."""
    return np.sort(hash_words(sorted(word_list(name))))


def among(hashes: Hashes, name: str) -> Bools:
    """Which of these few token hashes are words of a list."""
    table = word_hashes(name)
    found: Bools = table[table[:-1].searchsorted(hashes)] == hashes
    return found


@cache
def _function() -> Pool:
    return Pool(word_hashes("function"))


@by_token
def content(views: Views) -> Bools:
    """Per token: a content word, neither a function word nor a number."""
    return ~_function().holds(views.tok_hash) & ~views.tok_digit


LEDE = 80  # tokens of prose at the top that count as the lede: two or three sentences


def opening(views: Views, before: int) -> Hashes:
    """Content words of the headline and of the first lines of prose: what the article says it is about.

    Only what stands before position ``before`` counts.
    """
    prose = views.tok_prose[: views.tokens_in(0, before)[1]].nonzero()[0][:LEDE]
    lede = prose[content(views)[prose]]
    return distinct(views.tok_hash[np.concatenate([_headline(views), lede])])


def _headline(views: Views) -> Ints:
    if views.headline is None:
        return np.zeros(0, dtype=np.int64)
    first, last = views.tokens_in(*views.headline)
    return np.arange(first, last)[content(views)[first:last]]


@once
def topic(views: Views) -> Hashes:
    """The article's own words: those of its headline, and content words its prose uses again and again."""
    ranked = np.sort(views.tok_hash[views.tok_prose & content(views)])
    often = max(3, int(0.004 * views.words)) - 1
    return distinct(
        np.concatenate([views.tok_hash[_headline(views)], ranked[often:][ranked[often:] == ranked[:-often]]])
    )
