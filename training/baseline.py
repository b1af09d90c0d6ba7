"""The baseline every model is quoted beside: TF-IDF of all words and logistic regression, on the same folds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import joblib
import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from slopcheck.fitting.weights import alike
from training.data import Article

if TYPE_CHECKING:
    from slopcheck.fitting.design import Bools, Floats
    from slopcheck.fitting.recipe import Table


def tfidf_scores(articles: list[Article], info: Table) -> Floats:
    """Held-out decision values, one per row (rows of one article share theirs)."""
    texts = [a.text for a in articles]
    owners, first = np.unique(info.article, return_index=True)
    farm, source, fold = info.farm[first], info.source[first], info.fold[first]
    scores = np.zeros(len(articles))
    kept = [fold != k for k in np.unique(fold)]
    made = joblib.Parallel(n_jobs=2)(
        joblib.delayed(_held_out)(
            [texts[i] for i in owners[seen]], farm[seen], source[seen], [texts[i] for i in owners[~seen]]
        )
        for seen in kept
    )
    for seen, values in zip(kept, made, strict=True):
        scores[owners[~seen]] = values
    return scores[info.article]


def _held_out(train: list[str], farm: Bools, source: NDArray[np.str_], test: list[str]) -> Floats:
    """Decision values of the texts ``test`` by a fit on the texts ``train``."""
    weights = np.sqrt(alike(source))
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=5, sublinear_tf=True, max_features=200_000),
        LogisticRegression(C=10.0, max_iter=300),
    )
    model.fit(train, farm, logisticregression__sample_weight=weights * len(train) / weights.sum())
    return np.asarray(model.decision_function(test))
