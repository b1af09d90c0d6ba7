"""The baseline every model is quoted beside: TF-IDF of all words and logistic regression, on the same folds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from slopcheck.fitting.weights import alike
from training.data import Article

if TYPE_CHECKING:
    from slopcheck.fitting.design import Floats
    from slopcheck.fitting.recipe import Table


def tfidf_scores(articles: list[Article], info: Table) -> Floats:
    """Held-out decision values, one per row (rows of one article share theirs)."""
    texts = [a.text for a in articles]
    owners, first = np.unique(info.article, return_index=True)
    farm, source, fold = info.farm[first], info.source[first], info.fold[first]
    scores = np.zeros(len(articles))
    for k in np.unique(fold):
        train, test = owners[fold != k], owners[fold == k]
        weights = np.sqrt(alike(source[fold != k]))
        model = make_pipeline(
            TfidfVectorizer(ngram_range=(1, 2), min_df=5, sublinear_tf=True, max_features=200_000),
            LogisticRegression(C=10.0, max_iter=300),
        )
        model.fit(
            [texts[i] for i in train],
            farm[fold != k],
            logisticregression__sample_weight=weights * len(train) / weights.sum(),
        )
        scores[test] = model.decision_function([texts[i] for i in test])
    return scores[info.article]
