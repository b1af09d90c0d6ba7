"""The fit, on a small corpus made of the samples: groups stay whole, curves keep their signs, files equal the fit."""

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from slopcheck.classify import load_model
from slopcheck.fitting import design as design_module
from slopcheck.fitting import export
from slopcheck.fitting.design import Corpus, Fitted, corpus, mean, score
from slopcheck.fitting.recipe import (
    COVERED,
    EXAMPLES,
    FOLDS,
    PULL,
    Scores,
    Table,
    bagged,
    fit_on,
    profiles,
    reach,
    reaching_unseen,
    refit,
    row_weights,
    table,
    thresholds,
    twins,
)
from slopcheck.fitting.rows import CUT, CUT_WORDS, WINDOW, WINDOWS, windows
from slopcheck.fitting.solve import near_minimum
from slopcheck.fitting.weights import alike, weighted_quantile
from slopcheck.signals import catalogue
from training.data import Article, said, without_recurring_lines
from training.extract import TESTED, extract, phrases_of
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
    most = min(FOLDS, len(np.unique(info.group[info.farm])), len(np.unique(info.group[~info.farm])))
    assert set(info.fold) == set(range(most))


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
    first = (tmp_path / "scorecard.json").read_bytes(), (tmp_path / "scorecard.arrays").read_bytes()
    model = load_model(str(tmp_path / "scorecard.json"))
    expected = score(fitted, design, rows)
    from slopcheck.check import check_document
    from slopcheck.segment import segment

    for i, article in enumerate(made):
        document = segment(article.text, name=article.id, format="text", headline=article.title)
        (row,) = np.flatnonzero((info.article == i) & info.primary)
        assert check_document(document, model).verdict.log_odds == pytest.approx(expected[row], abs=1e-9)
    export.write(tmp_path / "scorecard.json", "small", fitted, again, limits, phrases)
    assert first == ((tmp_path / "scorecard.json").read_bytes(), (tmp_path / "scorecard.arrays").read_bytes())


def test_the_scores_are_those_of_scikit_learn(
    data: tuple[Table, Corpus], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[tuple[LogisticRegression, Any]] = []

    class Kept(LogisticRegression):  # type: ignore[misc]
        def fit(self, x: Any, y: Any, sample_weight: Any = None) -> Any:
            kept.append((self, x))
            return super().fit(x, y, sample_weight)

    monkeypatch.setattr(design_module, "LogisticRegression", Kept)
    info, design = data
    rows = np.arange(len(info.farm))
    examples = np.flatnonzero(np.isin(info.form, EXAMPLES))
    made = score(fit_on(design, info, rows), design, examples)
    pipeline, seen = kept[-1]
    assert seen.shape[0] > len(rows), "the differences of an article's forms are fitted too"
    np.testing.assert_allclose(made, pipeline.decision_function(seen)[: len(examples)], rtol=0, atol=1e-9)


def test_twins_are_forms_of_one_article(data: tuple[Table, Corpus]) -> None:
    info, _ = data
    pairs = twins(info, np.arange(len(info.farm)))
    assert len(pairs.first)
    assert np.all(info.article[pairs.first] == info.article[pairs.second])
    assert np.all(info.form[pairs.first] == "flat")
    assert np.all(info.form[pairs.second] != "flat")
    assert set(info.form[pairs.second]) == {CUT, WINDOW}
    for form in np.unique(info.form[pairs.second]):
        weight = pairs.weights[info.form[pairs.second] == form].sum()
        assert weight == pytest.approx(PULL[str(form)] * np.isin(info.form, EXAMPLES).sum())


@pytest.mark.parametrize("form", [WINDOW, TESTED])
def test_windows_are_no_examples(data: tuple[Table, Corpus], fitted: Fitted, form: str) -> None:
    info, design = data
    assert form in info.form
    turned = replace(info, farm=np.where(info.form == form, ~info.farm, info.farm))
    rows = np.arange(len(info.farm))
    again = fit_on(design, turned, rows)
    np.testing.assert_array_equal(score(again, design, rows), score(fitted, design, rows))


def test_windows_are_stretches_of_the_text_from_anywhere_in_it() -> None:
    text = "\n".join(" ".join(f"p{i}w{k}" for k in range(50)) for i in range(20))
    words = text.split()
    found = list(windows(text))
    assert len(found) == WINDOWS
    assert found == list(windows(text)), "the same for the same text"
    for window in found:
        own = window.split()
        assert CUT_WORDS[0] <= len(own) <= CUT_WORDS[1]
        first = words.index(own[0])
        assert first >= 50
        assert own == (words + words)[first : first + len(own)]
    assert list(windows(text[:500])) == [], "too short to hold one"


def test_bound_coefficients_are_the_least_that_signs_allow() -> None:
    rng = np.random.default_rng(5)
    x = sparse.csr_matrix(rng.normal(size=(300, 6)))
    farm = x @ np.array([1.0, -1.0, 0.5, 0.0, 0.3, 0.0]) + rng.normal(size=300) > 0
    weights = rng.uniform(0.5, 2.0, 300)
    apart, apart_weights = sparse.csr_matrix(rng.normal(size=(40, 6))), np.full(40, 0.3)
    free = near_minimum(x, farm, weights, apart, apart_weights, np.zeros(6), 0.5, np.zeros(6))
    doubled = sparse.vstack([x, apart, apart])
    labels = np.concatenate([farm, np.zeros(40, dtype=bool), np.ones(40, dtype=bool)])
    pipeline = LogisticRegression(C=0.5, fit_intercept=False, tol=1e-8).fit(
        doubled, labels, sample_weight=np.concatenate([weights, apart_weights, apart_weights])
    )
    np.testing.assert_allclose(free, pipeline.coef_[0], atol=1e-3)
    bound = near_minimum(x, farm, weights, apart, apart_weights, np.array([-1.0, 0, 0, 0, 0, 0]), 0.5, free)
    assert bound[0] == 0.0
    assert np.abs(bound[1:] - free[1:]).max() > 1e-3, "the others make up for it"


def test_a_refit_of_the_same_rows_is_the_same_model(data: tuple[Table, Corpus], fitted: Fitted) -> None:
    info, design = data
    rows = np.arange(len(info.farm))
    again = fit_on(design, info, rows, like=fitted)
    np.testing.assert_allclose(score(again, design, rows), score(fitted, design, rows), atol=0.02)


def test_the_mean_of_refits_scores_their_mean(data: tuple[Table, Corpus]) -> None:
    info, design = data
    rows = np.arange(len(info.farm))
    model, made = bagged(design, info, info.fold != 0, 3)
    np.testing.assert_allclose(
        score(model, design, rows), np.mean([score(one, design, rows) for one in made], axis=0), atol=1e-9
    )
    for term, curve in zip(model.terms, model.curves, strict=True):
        assert np.all(np.diff(curve) * term.sign >= 0), term.name
    np.testing.assert_allclose(
        score(mean([model, model]), design, rows), score(model, design, rows), atol=1e-12
    )


def test_intervals_reach_the_score_of_a_fit_on_everything(data: tuple[Table, Corpus]) -> None:
    info, _ = data
    rng = np.random.default_rng(3)
    at = rng.normal(size=len(info.farm))
    scores = Scores(at, at - 1.0, at + 1.0)
    full = at + 3.0 * rng.normal(size=len(at))
    everywhere = np.ones(len(at), dtype=np.bool_)
    stretched = scores.reaching(*reach(scores, full, everywhere))
    held = (full >= stretched.low) & (full <= stretched.high)
    assert abs(held.mean() - COVERED) < 0.05
    assert reach(scores, at, everywhere) == (1.0, 1.0), "never narrower than the refits"
    unseen = reaching_unseen(scores, full, info)
    own = info.fold == 0
    down, up = reach(scores, full, info.primary & ~own)
    np.testing.assert_allclose(unseen.low[own], at[own] - down)
    np.testing.assert_allclose(unseen.high[own], at[own] + up)


def test_one_form_of_each_article_is_scored_and_it_is_whole(data: tuple[Table, Corpus]) -> None:
    info, _ = data
    assert sorted(info.article[info.primary]) == sorted(set(info.article))
    assert {CUT, WINDOW, TESTED} <= set(info.form)
    assert {CUT, WINDOW, TESTED}.isdisjoint(info.form[info.primary])


def test_profiles_need_fifty_genuine_articles(data: tuple[Table, Corpus]) -> None:
    info, _ = data
    scores = np.linspace(-5.0, 5.0, len(info.farm))
    limits = thresholds(scores, info)
    assert profiles(scores, info, limits) == {}
    genuine = np.zeros(60, dtype=np.bool_)
    many = Table(
        np.arange(60), genuine, np.full(60, "s"), np.full(60, "g"), np.full(60, "opinion"), np.full(60, "flat"),
        np.arange(60), ~genuine, np.zeros(60, dtype=np.int64), genuine,
    )  # fmt: skip
    found = profiles(np.linspace(-9.0, -4.0, 60), many, {"median": -6.0, "warn": -2.0, "block": 0.0})
    assert list(found) == ["opinion"]
    assert found["opinion"]["warn"] < -2.0
    assert found["opinion"]["block"] == 0.0, "sixty articles say too little about one in a hundred"


def test_recurring_lines_of_a_source_are_cut() -> None:
    rows = [
        Article(
            str(i), "s", "s", True, "g", "e", "t", "text", f"Body {i}.\nSame plug.", f"Body {i}.\nSame plug."
        )
        for i in range(6)
    ]
    assert [a.text for a in without_recurring_lines(rows)] == [f"Body {i}." for i in range(6)]


def test_recurring_lines_leave_both_forms_and_no_fence_is_one() -> None:
    raws = [f"## The tides\n\nBody {i}.\n\n```\ncode {i}\n```\n\n- **Sail safely**" for i in range(4)]
    raws.append("### The tides\n\nBody 4.\n\n```\ncode 4\n```\n\n1. Sail safely")
    rows = [
        Article(str(i), "s", "g", True, "news", "llm", "t", "markdown", raw, f"The tides\n\nBody {i}.\n\n- Sail safely")
        for i, raw in enumerate(raws)
    ]  # fmt: skip
    kept = without_recurring_lines(rows)
    assert [a.text.split() for a in kept] == [["Body", f"{i}."] for i in range(5)]
    assert [a.raw.split() for a in kept] == [
        ["Body", f"{i}.", "```", "code", str(i), "```"] for i in range(5)
    ]


def test_a_line_says_the_same_under_several_marks() -> None:
    assert {
        said(line) for line in ("The tides", "2. The tides", "### 2. The tides", "> - **The tides**")
    } == {"The tides"}


def test_recurring_lines_leave_a_page_with_their_elements() -> None:
    rows = [
        Article(
            str(i), "s", "g", True, "news", "llm", "t", "html",
            f'<h2 class="a">The &amp; tides</h2><p>Body {i}.</p><ul><li>Sail <b>safely</b></li></ul>',
            f"The & tides\n\nBody {i}.\n\n- Sail safely",
        )
        for i in range(5)
    ]  # fmt: skip
    kept = without_recurring_lines(rows)
    assert [a.raw for a in kept] == [f"<p>Body {i}.</p><ul></ul>" for i in range(5)]


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
