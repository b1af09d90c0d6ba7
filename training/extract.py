"""Articles to rows: the features and style n-grams of every article, in the forms it may reach us."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import joblib
import numpy as np
from numpy.typing import NDArray

import slopcheck
from slopcheck.fitting.rows import Row, name_grams, parts, row, truncated, views_of
from slopcheck.views import Views
from training.data import Article

T = TypeVar("T")

TESTED = "tested"  # the form that no fit sees: an article cut to so many words
TESTED_WORDS = 300
TESTED_LEAST = 350  # words of an article that is cut so


def forms(article: Article) -> list[tuple[str, str, str]]:
    """(form, format, text): flattened, parts of it, cut as it is tested, and as published when that differs."""
    found = [("flat", "text", article.text)]
    found += [(form, "text", part) for form, part in parts(article.text)]
    if len(article.text.split()) >= TESTED_LEAST:
        found.append((TESTED, "text", truncated(article.text, TESTED_WORDS)))
    if article.format != "text":
        found.append(("published", article.format, article.raw))
    return found


def forms_of(article: Article) -> Iterator[tuple[str, Views]]:
    """The forms of an article that show any text, as views."""
    for form, format, text in forms(article):
        views = views_of(text, name=article.id, format=format, headline=article.title or None)
        if views is not None:
            yield form, views


def rows_of(index: int, article: Article) -> list[Row]:
    """The rows of one article."""
    made = (row(index, form, views) for form, views in forms_of(article))
    return [found for found in made if found is not None]


def kept(name: str, articles: Sequence[Article], make: Callable[[], T]) -> T:
    """What ``make`` returns, kept in ``build/`` until the package or the articles change."""
    package = Path(slopcheck.__file__).parent
    key = hashlib.sha256()
    for path in sorted(
        p
        for p in package.rglob("*")
        if p.suffix in {".py", ".toml"} or p.name in {"blocks.json", "lines.json"}
    ):
        key.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    for article in articles:
        key.update(f"{article.id}{article.title}{article.raw}{article.text}".encode())
    path = Path("build") / f"{name}-{key.hexdigest()[:16]}.joblib"
    if path.is_file():
        found: T = joblib.load(path)
        return found
    made = make()
    path.parent.mkdir(exist_ok=True)
    joblib.dump(made, path, compress=1)
    return made


def extract(articles: Sequence[Article]) -> list[Row]:
    """The rows of all articles, in their order; runs on every core."""
    size = 100
    chunks = [range(i, min(i + size, len(articles))) for i in range(0, len(articles), size)]
    done = joblib.Parallel(n_jobs=-1)(
        joblib.delayed(_chunk)(chunk, [articles[i] for i in chunk]) for chunk in chunks
    )
    return [row for chunk in done for row in chunk]


def _chunk(indices: range, articles: Sequence[Article]) -> list[Row]:
    return [row for i, article in zip(indices, articles, strict=True) for row in rows_of(i, article)]


def phrases_of(articles: Sequence[Article], wanted: NDArray[np.uint64]) -> dict[int, str]:
    """The n-grams behind the wanted hashes, as people write them."""
    size = 400
    parts = [articles[i : i + size] for i in range(0, len(articles), size)]
    found: dict[int, str] = {}
    for part in joblib.Parallel(n_jobs=-1)(joblib.delayed(_phrases)(p, wanted) for p in parts):
        for key, phrase in part.items():
            found.setdefault(key, phrase)
    return found


def _phrases(articles: Sequence[Article], wanted: NDArray[np.uint64]) -> dict[int, str]:
    found: dict[int, str] = {}
    for article in articles:
        for _, views in forms_of(article):
            name_grams(views, wanted, found)
    return found
