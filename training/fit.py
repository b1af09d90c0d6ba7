"""Fits the model: cross-validation over held-out groups, calibration, bootstrap refits, export.

Run with ``make fit``. Prints and writes to ``MODEL_CARD.md`` what the model does on groups it has not seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import joblib
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from training import card, export
from training.baseline import tfidf_scores
from training.data import APART, Article, articles
from training.design import Bools, Corpus, Fitted, Floats, corpus, fit, narrowed, score
from training.extract import Row, cached, phrases_of
from training.metrics import alike, weighted_quantile

SEED = 20260101
FOLDS = 5
REFITS = 20
LEAST_GROUPS = 18  # an n-gram must be used by this many groups of a fit on all data; fewer in proportion
STRENGTH = 0.02  # scikit-learn's C; chosen inside the groups, see docs/decisions/0003-model.md
PREVALENCE = 0.1  # share of farm articles that `probability` is stated at
MODEL = Path("src/slopcheck/model")


@dataclass(frozen=True, slots=True)
class Table:
    """Per row: its article, label, source, group, genre, form and fold."""

    article: NDArray[np.intp]
    farm: Bools
    source: NDArray[np.str_]
    group: NDArray[np.str_]
    genre: NDArray[np.str_]
    primary: Bools
    fold: NDArray[np.int64]

    @property
    def apart(self) -> Bools:
        return np.isin(self.source, sorted(APART))


def table(rows: list[Row], corpus_articles: list[Article]) -> Table:
    """Lines up what is known of each row. ``primary`` is the one form of each article that is scored."""
    owners = np.array([row.article for row in rows])
    owned = [corpus_articles[i] for i in owners]
    last = {row.article: i for i, row in enumerate(rows)}  # "published" follows "flat"
    group = np.array([a.group for a in owned])
    farm = np.array([a.farm for a in owned])
    return Table(
        owners,
        farm,
        np.array([a.source for a in owned]),
        group,
        np.array([a.genre for a in owned]),
        np.array([last[row.article] == i for i, row in enumerate(rows)]),
        folds(group, farm),
    )


def folds(group: NDArray[np.str_], farm: Bools, seed: int = SEED) -> NDArray[np.int64]:
    """A fold number per row; a group never spans folds, and each class is dealt out evenly."""
    rng = np.random.default_rng(seed)
    fold = np.zeros(len(group), dtype=np.int64)
    for label in (False, True):
        names = np.unique(group[farm == label])
        for i, name in enumerate(names[rng.permutation(len(names))]):
            fold[group == name] = i % FOLDS
    return fold


def row_weights(info: Table, chosen: NDArray[np.intp]) -> Floats:
    """1/sqrt(articles of the source), shared among an article's forms; classes balanced; sum = rows."""
    source, article, farm = info.source[chosen], info.article[chosen], info.farm[chosen]
    weights = np.sqrt(alike(source)) * alike(article.astype(str))
    for label in (False, True):
        weights[farm == label] *= 0.5 * len(chosen) / weights[farm == label].sum()
    return weights


def fit_on(
    data: Corpus,
    info: Table,
    chosen: NDArray[np.intp],
    weights: Floats | None = None,
    like: Fitted | None = None,
) -> Fitted:
    """One fit, with the number of groups an n-gram needs in proportion to the groups there are."""
    groups = len(np.unique(info.group[chosen]))
    least = max(2, round(LEAST_GROUPS * groups / len(np.unique(info.group))))
    made = row_weights(info, chosen) if weights is None else weights
    return fit(data, chosen, info.farm, made, least_groups=least, strength=STRENGTH, like=like)


def held_out_scores(data: Corpus, info: Table) -> Floats:
    """Every row's log-odds from a model that has not seen its group."""
    scores = np.zeros(len(info.farm))
    for k in range(FOLDS):
        train, test = np.flatnonzero(info.fold != k), np.flatnonzero(info.fold == k)
        scores[test] = score(fit_on(data, info, train), data, test)
    return scores


def calibrate(scores: Floats, info: Table) -> tuple[float, float]:
    """Platt's slope and shift from held-out scores, at the stated prevalence, sources weighted alike.

    Sources with doubtful labels are left out: they would flatten the curve with errors that are not ours.
    """
    chosen = np.flatnonzero(info.primary & ~info.apart)
    farm = info.farm[chosen]
    weights = alike(info.source[chosen])
    for label, share in ((True, PREVALENCE), (False, 1.0 - PREVALENCE)):
        weights[farm == label] *= share * len(chosen) / weights[farm == label].sum()
    platt = LogisticRegression(C=1e6).fit(scores[chosen, None], farm, sample_weight=weights)
    return float(platt.coef_[0, 0]), float(platt.intercept_[0])


def thresholds(log_odds: Floats, info: Table) -> dict[str, float]:
    """Quantiles of held-out genuine articles, each group weighted alike."""
    chosen = np.flatnonzero(info.primary & ~info.farm)
    weights = alike(info.group[chosen])
    at = {"median": 0.5, "warn": 0.95, "block": 0.99}
    return {name: weighted_quantile(log_odds[chosen], weights, q) for name, q in at.items()}


def least_coverage(rows: list[Row], info: Table, model: Fitted) -> float:
    """Lexicon hits per word that all but one in a thousand genuine articles exceed: see ``classify.coverage``."""
    found = [float(row.counts[np.isin(row.grams, model.hashes)].sum()) / row.words for row in rows]
    genuine = info.primary & ~info.farm
    return weighted_quantile(np.array(found)[genuine], alike(info.group[genuine]), 0.001)


def refit(data: Corpus, info: Table, number: int, like: Fitted) -> Fitted:
    """The model ``like`` fitted again on groups drawn with replacement within each class."""
    rng = np.random.default_rng(SEED + 1 + number)
    times = np.zeros(len(info.farm))
    for label in (False, True):
        names = np.unique(info.group[info.farm == label])
        for name in names[rng.integers(0, len(names), len(names))]:
            times[info.group == name] += 1
    chosen = np.flatnonzero(times)
    weights = row_weights(info, chosen) * times[chosen]
    return fit_on(data, info, chosen, weights * len(chosen) / weights.sum(), like)


def load() -> tuple[list[Article], list[Row], Table, Corpus]:
    """Articles, their rows, what is known of the rows, and the design data."""
    found = articles()
    rows = cached(found)
    info = table(rows, found)
    return found, rows, info, corpus(rows, info.group, max(2, LEAST_GROUPS * 3 // 4))


def main() -> None:
    found, rows, info, data = load()
    raw = held_out_scores(data, info)
    slope, shift = calibrate(raw, info)
    log_odds = slope * raw + shift
    limits = {**thresholds(log_odds, info), "prevalence": PREVALENCE}
    plain = fit_on(data, info, np.arange(len(info.farm)))
    small = narrowed(data, plain.hashes)
    again = joblib.Parallel(n_jobs=2)(
        joblib.delayed(refit)(small, info, number, plain) for number in range(REFITS)
    )
    limits["coverage"] = least_coverage(rows, info, plain)
    full, refits = plain.scaled(slope, shift), [model.scaled(slope, shift) for model in again]
    phrases = phrases_of(found, full.hashes)
    export.write(MODEL, full, refits, limits, phrases)
    text = card.render(info, log_odds, tfidf_scores(found, info), limits, full)
    (MODEL / "MODEL_CARD.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
