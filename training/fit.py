"""Fits the model: cross-validation over held-out groups, calibration, bootstrap refits, export.

Run with ``make fit``. Prints and writes to ``MODEL_CARD.md`` what the model does on groups it has not seen.
"""

from __future__ import annotations

from pathlib import Path

import joblib
import numpy as np

from slopcheck.check import check
from slopcheck.classify import load_model
from slopcheck.fitting import export
from slopcheck.fitting.design import Bools, Corpus, Fitted, Floats, corpus, score
from slopcheck.fitting.recipe import Fit, Table, fewest_groups, fit_model, refit, table
from slopcheck.fitting.rows import Row
from training import card
from training.baseline import tfidf_scores
from training.data import APART, Article, articles
from training.extract import extract, kept, phrases_of
from training.heldout import HeldOut

MODEL = Path("src/slopcheck/model")
NAME = "slopcheck-en"
COMPARED = 1000  # articles scored by the files as written
TOLERANCE = 1e-9


def load() -> tuple[list[Article], list[Row], Table, Corpus]:
    """Articles, their rows, what is known of the rows, and the design data."""
    found = articles()
    rows = kept("rows", found, lambda: extract(found))
    info = table(rows, found, APART)
    return found, rows, info, corpus(rows, info.group, fewest_groups(info))


def fitted(found: list[Article], rows: list[Row], info: Table, data: Corpus) -> Fit:
    """The whole recipe on these rows; ``make evaluate`` takes it from where ``make fit`` left it."""
    return kept("fit", found, lambda: fit_model(data, rows, info, refits=on_both_cores))


def on_both_cores(
    data: Corpus, info: Table, model: Fitted, count: int, among: Bools | None = None
) -> list[Fitted]:
    """The refits, two at a time: the order and the figures are those of one after the other."""
    made = joblib.Parallel(n_jobs=2)(
        joblib.delayed(refit)(data, info, number, model, among) for number in range(count)
    )
    return list(made)


def compare_files(found: list[Article], info: Table, expected: Floats) -> float:
    """The largest difference between the files' log-odds, by the whole route, and the fit's own."""
    model = load_model(str(MODEL / "scorecard.json"))
    rows = np.flatnonzero(info.primary)
    worst = 0.0
    for row in rows[:: max(1, len(rows) // COMPARED)][:COMPARED]:
        article = found[info.article[row]]
        text = article.text if article.format == "text" else article.raw
        report = check(
            text, name=article.id, format=article.format, headline=article.title or None, model=model
        )
        worst = max(worst, abs(report.verdict.log_odds - float(expected[row])))
    if worst > TOLERANCE:
        raise SystemExit(f"the files differ from the fit by {worst}")
    return worst


def main() -> None:
    found, rows, info, data = load()
    fit = fitted(found, rows, info, data)
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
    held_out = HeldOut(info, fit.held_out.log_odds, fit.limits, fit.held_out.low, fit.held_out.high)
    difference = compare_files(found, info, score(fit.model, data, np.arange(len(rows))))
    text = card.render(held_out, tfidf_scores(found, info), fit.model, difference)
    (MODEL / "MODEL_CARD.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
