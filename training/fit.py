"""Fits the model: cross-validation over held-out groups, calibration, bootstrap refits, export.

Run with ``make fit``. Prints and writes to ``MODEL_CARD.md`` what the model does on groups it has not seen.
"""

from __future__ import annotations

from pathlib import Path

import joblib

from slopcheck.fitting import export
from slopcheck.fitting.design import Corpus, Fitted, corpus
from slopcheck.fitting.recipe import REFITS, Table, fewest_groups, fit_model, refit, table
from slopcheck.fitting.rows import Row
from slopcheck.progress import Progress
from training import card
from training.baseline import tfidf_scores
from training.data import APART, Article, articles
from training.extract import cached, phrases_of

MODEL = Path("src/slopcheck/model")
NAME = "slopcheck-en"


def load() -> tuple[list[Article], list[Row], Table, Corpus]:
    """Articles, their rows, what is known of the rows, and the design data."""
    found = articles()
    rows = cached(found)
    info = table(rows, found, APART)
    return found, rows, info, corpus(rows, info.group, fewest_groups(info))


def on_both_cores(data: Corpus, info: Table, model: Fitted, _: Progress) -> list[Fitted]:
    """The refits, two at a time: the order and the figures are those of one after the other."""
    made = joblib.Parallel(n_jobs=2)(joblib.delayed(refit)(data, info, n, model) for n in range(REFITS))
    return list(made)


def main() -> None:
    found, rows, info, data = load()
    fit = fit_model(data, rows, info, refits=on_both_cores)
    phrases = phrases_of(found, fit.model.hashes)
    export.write(
        MODEL / "scorecard.json",
        NAME,
        fit.model,
        fit.refits,
        fit.limits,
        phrases,
        profiles=fit.profiles,
        lexicon_file="lexicon.arrays",
    )
    text = card.render(info, fit.held_out, tfidf_scores(found, info), fit.limits, fit.model)
    (MODEL / "MODEL_CARD.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
