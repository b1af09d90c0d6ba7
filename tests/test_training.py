"""The fit, on a small corpus made of the samples: groups stay whole, curves keep their signs, files equal the fit."""

import random
from pathlib import Path

import numpy as np
import pytest

from slopcheck.classify import load_model
from slopcheck.fitting import export
from slopcheck.fitting.design import Corpus, Fitted, corpus, score
from slopcheck.fitting.recipe import FOLDS, Table, fit_on, folds, refit, row_weights, table, thresholds
from slopcheck.fitting.weights import alike, weighted_quantile
from slopcheck.signals import catalogue
from training.data import Article, without_recurring_lines
from training.extract import extract, phrases_of
from training.metrics import tpr_at, wilson

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"


def paragraphs(kind: str) -> list[str]:
    texts = [p.read_text("utf-8") for p in sorted(SAMPLES.glob(f"{kind}-*.txt"))]
    return [line for text in texts for line in text.split("\n") if len(line.split()) > 25]


@pytest.fixture(scope="module")
def made() -> list[Article]:
    rng = random.Random(7)
    found = []
    for farm, kind in ((True, "farm"), (False, "report")):
        pool = paragraphs(kind)
        for group in range(6):
            for number in range(4):
                text = "\n\n".join(rng.sample(pool, 6))
                name = f"{kind}{group}"
                found.append(
                    Article(
                        f"{name}-{number}",
                        name,
                        name,
                        farm,
                        "news",
                        "llm",
                        "A title of some words",
                        "text",
                        text,
                        text,
                    )
                )
    return found


@pytest.fixture(scope="module")
def data(made: list[Article]) -> tuple[Table, Corpus]:
    rows = extract(made)
    info = table(rows, made)
    return info, corpus(rows, info.group, 3)


@pytest.fixture(scope="module")
def fitted(data: tuple[Table, Corpus]) -> Fitted:
    info, design = data
    return fit_on(design, info, np.arange(len(info.farm)))


def test_a_group_never_spans_folds(data: tuple[Table, Corpus]) -> None:
    info, _ = data
    for name in np.unique(info.group):
        assert len(np.unique(info.fold[info.group == name])) == 1
    assert set(folds(info.group, info.farm)) == set(range(FOLDS))


def test_rows_weigh_by_source_and_classes_balance(data: tuple[Table, Corpus]) -> None:
    info, _ = data
    weights = row_weights(info, np.arange(len(info.farm)))
    assert weights[info.farm].sum() == pytest.approx(weights[~info.farm].sum())
    assert weights.sum() == pytest.approx(len(info.farm))


def test_curves_keep_their_signs(fitted: Fitted) -> None:
    assert len(fitted.terms) > 3
    for term, curve in zip(fitted.terms, fitted.curves, strict=True):
        if term.sign:
            assert np.all(np.diff(curve) * term.sign >= 0), term.name


def test_faults_are_counted_from_zero(fitted: Fitted) -> None:
    for term, curve in zip(fitted.terms, fitted.curves, strict=True):
        signal = catalogue().get(term.name)
        if signal is not None and signal.effect == "fault":
            assert curve[0] == 0.0


def test_the_files_score_like_the_fit(
    made: list[Article], data: tuple[Table, Corpus], fitted: Fitted, tmp_path: Path
) -> None:
    info, design = data
    rows = np.arange(len(info.farm))
    again = [refit(design, info, number, fitted) for number in range(3)]
    limits = {**thresholds(score(fitted, design, rows), info), "prevalence": 0.1}
    phrases = phrases_of(made, fitted.hashes)
    export.write(tmp_path / "scorecard.json", "small", fitted, again, limits, phrases)
    first = (tmp_path / "scorecard.json").read_bytes(), (tmp_path / "scorecard.npz").read_bytes()
    model = load_model(str(tmp_path / "scorecard.json"))
    expected = score(fitted, design, rows)
    from slopcheck.check import check_document
    from slopcheck.segment import segment

    for i, article in enumerate(made):
        document = segment(article.text, name=article.id, format="text", headline=article.title)
        assert check_document(document, model).verdict.log_odds == pytest.approx(expected[i], abs=1e-9)
    export.write(tmp_path / "scorecard.json", "small", fitted, again, limits, phrases)
    assert first == ((tmp_path / "scorecard.json").read_bytes(), (tmp_path / "scorecard.npz").read_bytes())


def test_recurring_lines_of_a_source_are_cut() -> None:
    rows = [
        Article(
            str(i), "s", "s", True, "g", "e", "t", "text", f"Body {i}.\nSame plug.", f"Body {i}.\nSame plug."
        )
        for i in range(6)
    ]
    assert [a.text for a in without_recurring_lines(rows)] == [f"Body {i}." for i in range(6)]


def test_a_weighted_quantile_counts_weight() -> None:
    values, weights = np.array([3.0, 1.0, 2.0]), np.array([8.0, 1.0, 1.0])
    assert weighted_quantile(values, weights, 0.1) == 1.0
    assert weighted_quantile(values, weights, 0.2) == 2.0
    assert weighted_quantile(values, weights, 0.5) == 3.0


def test_the_true_positive_rate_is_read_at_the_false_positive_rate() -> None:
    score_ = np.array([0.0, 1.0, 2.0, 3.0, 2.5, 3.5])
    farm = np.array([False, False, False, False, True, True])
    assert tpr_at(score_, farm, np.ones(6), 0.0) == 0.5
    assert tpr_at(score_, farm, np.ones(6), 0.25) == 1.0


def test_alike_gives_each_name_the_same_total() -> None:
    assert alike(np.array(["a", "a", "b"])).tolist() == [0.5, 0.5, 1.0]


def test_wilson_against_a_textbook_value() -> None:
    low, high = wilson(5, 10)
    assert (round(low, 3), round(high, 3)) == (0.237, 0.763)
    assert wilson(0, 0) == (0.0, 1.0)
