"""Articles to rows: the features and style n-grams of one form of one article."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from slopcheck.detect import detect, view
from slopcheck.errors import InputError
from slopcheck.featurise import featurise
from slopcheck.segment import segment
from slopcheck.style import LEAD, SYMBOLS, counting
from slopcheck.views import Views

CUT = "cut"  # the form that is an article's beginning
WINDOW = "window"  # the form that is a stretch from somewhere in it; it is compared with the article, no more
WINDOWS = 2  # of each article
CUT_WORDS = (150, 400)  # of a beginning and of a window
LONGER = 1.17  # how many times longer than its cut an article is at least
LEAST_WORDS = 40  # rows with less body than this carry no rates worth fitting


@dataclass(frozen=True, slots=True)
class Row:
    """One form of one article: which article, its features, and its n-grams with what their occurrences count
    (``style.LEAD``)."""

    article: int
    form: str
    words: int
    features: dict[str, float]
    grams: NDArray[np.uint64]
    counts: NDArray[np.float64]


def views_of(text: str, *, name: str, format: str, headline: str | None) -> Views | None:
    """The views of one form of an article; None when nothing is left of it."""
    try:
        return view(segment(text, name=name, format=format, headline=headline))
    except InputError:
        return None


def row(article: int, form: str, views: Views) -> Row | None:
    """The row of one form of an article; None when it holds too few words."""
    if views.text_words < LEAST_WORDS:
        return None
    features = featurise(views, detect(views))
    lead = views.leads(LEAD)[0]
    found: list[NDArray[np.uint64]] = []
    counts_for: list[NDArray[np.float64]] = []
    for _, hashes in views.style.grams():
        inside = hashes.nonzero()[0]
        found.append(hashes[inside])
        counts_for.append(counting(views.style.first[inside], lead))
    grams, which = np.unique(np.concatenate(found), return_inverse=True)
    counts = np.asarray(np.bincount(which, np.concatenate(counts_for), len(grams)), dtype=np.float64)
    return Row(article, form, views.text_words, features, grams, counts)


def truncated(text: str, words: int) -> str:
    """The first paragraphs, up to the given number of words."""
    return _first(_paragraphs(text), words)


def _paragraphs(text: str) -> list[str]:
    return [part for part in text.split("\n") if part.strip()]


def _first(paragraphs: Sequence[str], words: int) -> str:
    kept, count = [], 0
    for part in paragraphs:
        left = words - count
        if left <= 0:
            break
        kept.append(" ".join(part.split()[:left]))
        count += len(part.split())
    return "\n\n".join(kept)


def cut(text: str) -> str | None:
    """The beginning of a text, its length drawn from ``CUT_WORDS``; None if that is nearly all there is."""
    words = random.Random(text).randint(*CUT_WORDS)  # noqa: S311 - the same for the same text, no secret
    return truncated(text, words) if len(text.split()) >= words * LONGER else None


def windows(text: str) -> Iterator[str]:
    """``WINDOWS`` stretches of a text as long as a cut, each from a paragraph drawn at random, going on at the
    beginning when the end is reached; fewer of a text that has no more to give."""
    rng = random.Random(f"windows {text}")  # noqa: S311 - the same for the same text, no secret
    paragraphs, length = _paragraphs(text), len(text.split())
    for _ in range(WINDOWS):
        words = rng.randint(*CUT_WORDS)
        if length >= words * LONGER and len(paragraphs) > 2:
            first = rng.randrange(1, len(paragraphs))
            yield _first(paragraphs[first:] + paragraphs[:first], words)


def parts(text: str) -> Iterator[tuple[str, str]]:
    """The forms of an article that are parts of it: its beginning and its windows."""
    beginning = cut(text)
    if beginning is not None:
        yield CUT, beginning
    for window in windows(text):
        yield WINDOW, window


class Text(Protocol):
    """An article as it was given."""

    @property
    def name(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def format(self) -> str: ...
    @property
    def headline(self) -> str | None: ...


def forms(item: Text) -> Iterator[tuple[str, Views]]:
    """An article as given and parts of it, as views; nothing of an article without text."""
    whole = views_of(item.text, name=item.name, format=item.format, headline=item.headline)
    if whole is None:
        return
    yield "given", whole
    for form, part in parts(whole.document.body):
        views = views_of(part, name=item.name, format="text", headline=item.headline)
        if views:
            yield form, views


def name_grams(views: Views, wanted: NDArray[np.uint64], found: dict[int, str]) -> None:
    """Adds to ``found`` the n-grams of a text that are wanted and not yet named, as people write them."""
    names = _symbol_names(views)
    for n, hashes in views.style.grams():
        for place in np.flatnonzero(np.isin(hashes, wanted)):
            key = int(hashes[place])
            if key not in found:
                found[key] = " ".join(names[place : place + n])


def _symbol_names(views: Views) -> list[str]:
    special = {int(value): name for name, value in SYMBOLS.items()}
    stream = views.style
    return [
        special.get(int(symbol)) or views.token(int(first))
        for symbol, first in zip(stream.symbols, stream.first, strict=True)
    ]
