"""Fit the line model: ``python -m training.blocks_lines``. What wording alone says about a line.

Words first (logistic regression over words and pairs of neighbouring words that occur in three sources),
then boosted stumps over the wording's numbers and the words' out-of-fold score. Half of the labelled lines
(by hash) is kept for measuring.
"""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from slopcheck.segment import wording
from slopcheck.segment.layout import Floats
from training import blocks_data as data
from training.blocks_data import FOLDS
from training.boosting import boost, card

MODEL = Path("src/slopcheck/model/lines.json")
SOURCES = 3  # sources that must use a word before it counts
WORDS, KIND_WORDS = 10000, 120
THRESHOLD, STRICT = -0.3, 0.0
# Which kind a line's label stands for when no interface string or class name says more.
KIND_OF = {
    "cms": "navigation", "promo": "advert", "share": "share", "related": "related", "newsletter": "newsletter",
    "cookie": "cookie", "byline_meta": "byline", "caption_credit": "caption",
}  # fmt: skip


class Line(NamedTuple):
    """A text, its label (``content`` or a kind of boilerplate), its weight, where it is from and its fold."""

    text: str
    label: str
    weight: float
    source: str
    fold: int


def training_lines() -> list[Line]:
    """Lines the fit may see, paragraphs of articles, and blocks of the labelled pages."""
    rng = random.Random(1)
    out = []
    held = set()
    for row in data.lines():
        if not data.seen(row["text"]):
            held.add(row["text"])
        elif row["label"] == "content":
            out.append(Line(row["text"], "content", 1.0, row["source"], data.line_fold(row["text"])))
        else:
            source = f"{row['source'].split(':')[-1]} {data.number(row['text']) % 7}"
            out.append(Line(row["text"], row["label"], _weight(row), source, data.line_fold(row["text"])))
    out += _articles(rng)
    for name in data.SETS:
        for page in data.pages(name):
            labelled = list(zip(page.parts, page.labels, strict=True))
            out += [
                Line(p.text, "content", 0.6, page.site, page.fold)
                for p, y in labelled
                if y == 1 and p.text not in held
            ]
            other = [p.text for p, y in labelled if y == 0 and p.text not in held]
            out += [
                Line(text, "", 0.25, page.site, page.fold) for text in rng.sample(other, min(len(other), 25))
            ]
    return out


def _weight(row: dict[str, Any]) -> float:
    """Lines labelled by hand count more; promos most, being few and the most varied."""
    if row["tier"] != "A":
        return 0.8
    return 5.0 if row["label"] == "promo" else 3.0


def _articles(rng: random.Random) -> list[Line]:
    rows = list(data.rows("articles.jsonl.gz"))
    rng.shuffle(rows)
    used: Counter[str] = Counter()
    out = []
    for row in rows:
        used[row["source"]] += 1
        if row["label"] == "uncertain" or used[row["source"]] > 40:
            continue
        fold = data.number(row["source"]) % FOLDS
        paragraphs = [line.strip() for line in row["text"].split("\n") if line.strip()]
        for text in rng.sample(paragraphs, min(len(paragraphs), 7)):
            out.append(Line(text, "content", 0.6, row["source"], fold))
        short = [text for text in paragraphs if len(text.split()) <= 9]
        out += [Line(text, "content", 0.5, row["source"], fold) for text in short if rng.random() < 0.5]
    return out


def matrix(found: Sequence[tuple[set[str], int]], index: dict[str, int]) -> sparse.csr_matrix:
    """Each text's known terms, divided by the square root of its length."""
    rows, columns, values = [], [], []
    for row, (terms, count) in enumerate(found):
        for term in terms:
            if term in index:
                rows.append(row)
                columns.append(index[term])
                values.append(1 / np.sqrt(count + 2))
    return sparse.csr_matrix((values, (rows, columns)), (len(found), len(index)))


def logistic(x: sparse.csr_matrix, y: Floats, weight: Floats) -> LogisticRegression:
    """A lightly regularised logistic regression."""
    return LogisticRegression(C=0.5, max_iter=60).fit(x, y, sample_weight=weight)


def vocabulary(found: Sequence[tuple[set[str], int]], sources: Sequence[str]) -> list[str]:
    """Terms that enough sources use."""
    users: dict[str, set[str]] = defaultdict(set)
    for (terms, _), source in zip(found, sources, strict=True):
        for term in terms:
            users[term].add(source)
    return sorted(term for term, by in users.items() if len(by) >= SOURCES)


def fit_words(lines: Sequence[Line]) -> tuple[dict[str, float], Floats]:
    """The weights of the strongest terms, and each line's out-of-fold score."""
    found = [wording.terms(line.text) for line in lines]
    y = np.array([float(line.label != "content") for line in lines])
    weight = np.array([line.weight for line in lines])
    terms = vocabulary(found, [line.source for line in lines])
    strength = np.abs(logistic(matrix(found, {t: i for i, t in enumerate(terms)}), y, weight).coef_[0])
    kept = [terms[i] for i in sorted(np.argsort(-strength)[:WORDS])]
    x = matrix(found, {term: i for i, term in enumerate(kept)})
    fold = np.array([data.number(line.source) % FOLDS for line in lines])
    score = np.zeros(len(lines))
    for held in range(FOLDS):
        others = fold != held
        fitted = logistic(x[others], y[others], weight[others])
        score[~others] = x[~others] @ fitted.coef_[0]
    whole = logistic(x, y, weight).coef_[0]
    return {term: round(float(w), 3) for term, w in zip(kept, whole, strict=True) if abs(w) >= 0.0005}, score


def fit_kinds(lines: Sequence[Line]) -> dict[str, dict[str, float]]:
    """What each kind of furniture tends to say: one logistic regression per kind, strongest terms kept."""
    known = [line for line in lines if line.label in KIND_OF]
    found = [wording.terms(line.text) for line in known]
    terms = vocabulary(found, [str(i) for i in range(len(known))])
    index = {term: i for i, term in enumerate(terms)}
    x = matrix(found, index)
    weight = np.array([line.weight for line in known])
    out = {}
    for label, kind in KIND_OF.items():
        y = np.array([float(line.label == label) for line in known])
        fitted = LogisticRegression(C=3.0, max_iter=100, class_weight="balanced").fit(
            x, y, sample_weight=weight
        )
        best = np.argsort(-np.abs(fitted.coef_[0]))[:KIND_WORDS]
        out[kind] = {terms[i]: round(float(fitted.coef_[0][i]), 2) for i in best}
        out[kind][""] = round(float(fitted.intercept_[0]), 2)
    return out


def fit(lines: Sequence[Line]) -> dict[str, Any]:
    """The model's JSON."""
    words, score = fit_words(lines)
    rows = np.array([wording.numbers(line.text) for line in lines])
    y = np.array([float(line.label != "content") for line in lines])
    weight = np.array([line.weight for line in lines])
    curves, intercept = boost(np.column_stack([rows, score]), y, weight, 300, 0.1)
    return {
        "card": card("lines", (*wording.NAMES, "words"), curves, intercept), "words": words,
        "kinds": fit_kinds(lines), "threshold": THRESHOLD, "strict": STRICT,
    }  # fmt: skip


def main() -> None:
    """Fit on everything and write the model, and one for each fold that has not seen that fold."""
    lines = training_lines()
    data.MODELS.mkdir(parents=True, exist_ok=True)
    folds = [(data.MODELS / f"lines{f}.json", [one for one in lines if one.fold != f]) for f in range(FOLDS)]
    for path, chosen in [(MODEL, lines), *folds]:
        text = json.dumps(fit(chosen), ensure_ascii=False, separators=(",", ":"))
        path.write_text(text + "\n", encoding="utf-8")
        print(f"{len(chosen)} lines -> {path}", flush=True)


if __name__ == "__main__":
    main()
