"""The recipe of a fit: what is known of the rows, held-out folds, calibration, thresholds, bootstrap refits.

Whole groups are held out, never rows: articles of one owner or template resemble each other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from slopcheck.fitting.design import Bools, Corpus, Fitted, Floats, Twins, fit, narrowed, score
from slopcheck.fitting.rows import CUT, Row
from slopcheck.fitting.weights import alike, weighted_quantile
from slopcheck.progress import Progress, silently

SEED = 20260101
FOLDS = 5
REFITS = 20
GRAM_GROUPS = (
    0.4  # share of a fit's groups that must use an n-gram; chosen inside the groups (docs/decisions/0003)
)
STRENGTH = 0.02  # scikit-learn's C; chosen inside the groups
PULL = 0.1  # what the differences of twins weigh, of each kind, beside the rows; chosen inside the groups
PROFILE_ARTICLES = 50  # genuine ones that a profile's thresholds must rest on
# The genres of each profile, as the corpus names them; a user's `genre` may also be the profile's own name.
PROFILES = {
    "opinion": ("opinion", "news-opinion"),
    "brief": ("brief", "news-brief"),
    "sports": ("sports", "match-report"),
    "blog": ("blog", "personal-blog", "community-blog", "tech-blog", "newsroom-tech-blog", "gov-blog"),
    "corporate": ("corporate", "corporate-blog"),
}
PREVALENCE = 0.1  # share of farm articles that `probability` is stated at


class Labelled(Protocol):
    """What the recipe needs to know of an article."""

    @property
    def source(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def farm(self) -> bool: ...
    @property
    def genre(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Table:
    """Per row: its article, label, source, group, genre and fold; its form, the row of its article's first form
    (``twin``), whether it is the one form of its article that is scored (``primary``), and whether its source is
    reported apart for a doubtful label."""

    article: NDArray[np.intp]
    farm: Bools
    source: NDArray[np.str_]
    group: NDArray[np.str_]
    genre: NDArray[np.str_]
    form: NDArray[np.str_]
    twin: NDArray[np.intp]
    primary: Bools
    fold: NDArray[np.int64]
    apart: Bools


def table(rows: Sequence[Row], articles: Sequence[Labelled], apart: Collection[str] = ()) -> Table:
    """Lines up what is known of each row; the last whole form of an article is its primary one."""
    owned = [articles[row.article] for row in rows]
    last = {row.article: i for i, row in enumerate(rows) if row.form != CUT}
    first = {row.article: i for i, row in reversed(list(enumerate(rows)))}
    group = np.array([a.group for a in owned])
    farm = np.array([a.farm for a in owned])
    source = np.array([a.source for a in owned])
    return Table(
        np.array([row.article for row in rows]),
        farm,
        source,
        group,
        np.array([a.genre for a in owned]),
        np.array([row.form for row in rows]),
        np.array([first[row.article] for row in rows]),
        np.array([last.get(row.article) == i for i, row in enumerate(rows)]),
        folds(group, farm),
        np.isin(source, sorted(apart)),
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


def twins(info: Table, chosen: NDArray[np.intp], times: Floats | None = None) -> Twins:
    """The chosen rows that are another form of an article, beside its first form.

    The pairs of each kind weigh together ``PULL`` times what the rows weigh, shared among sources like the rows.
    """
    second = chosen[info.twin[chosen] != chosen]
    weights = np.sqrt(alike(info.source[second])) * (1.0 if times is None else times[second])
    kinds = info.form[second]
    for kind in np.unique(kinds):
        weights[kinds == kind] *= PULL * len(chosen) / weights[kinds == kind].sum()
    return Twins(info.twin[second], second, weights)


def least_groups(groups: int) -> int:
    """How many of a fit's groups must use an n-gram."""
    return max(2, round(GRAM_GROUPS * groups))


def fit_on(
    data: Corpus,
    info: Table,
    chosen: NDArray[np.intp],
    times: Floats | None = None,
    like: Fitted | None = None,
) -> Fitted:
    """One fit on the chosen rows; ``times`` says how often each row of the table counts."""
    weights = row_weights(info, chosen)
    if times is not None:
        weights = weights * times[chosen]
        weights *= len(chosen) / weights.sum()
    return fit(
        data,
        chosen,
        info.farm,
        weights,
        least_groups=least_groups(len(np.unique(info.group[chosen]))),
        strength=STRENGTH,
        twins=twins(info, chosen, times),
        like=like,
    )


def fewest_groups(info: Table) -> int:
    """The fewest groups that an n-gram needs in any of the fits: rarer ones need not be kept."""
    return min(least_groups(len(np.unique(info.group[info.fold != k]))) for k in range(FOLDS))


def held_out_scores(data: Corpus, info: Table, progress: Progress = silently) -> Floats:
    """Every row's log-odds from a model that has not seen its group."""
    scores = np.zeros(len(info.farm))
    for fold in progress(range(FOLDS), "Holding out"):
        train, test = np.flatnonzero(info.fold != fold), np.flatnonzero(info.fold == fold)
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


def thresholds(log_odds: Floats, info: Table, among: Bools | None = None) -> dict[str, float]:
    """Quantiles of held-out genuine articles, each group weighted alike."""
    genuine = info.primary & ~info.farm
    chosen = np.flatnonzero(genuine if among is None else genuine & among)
    weights = alike(info.group[chosen])
    at = {"median": 0.5, "warn": 0.95, "block": 0.99}
    return {name: weighted_quantile(log_odds[chosen], weights, q) for name, q in at.items()}


def least_coverage(rows: Sequence[Row], info: Table, model: Fitted) -> float:
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
    return fit_on(data, info, np.flatnonzero(times), times, like)


@dataclass(frozen=True, slots=True)
class Fit:
    """A calibrated model, its refits, its thresholds and profiles, and every row's held-out log-odds."""

    model: Fitted
    refits: list[Fitted]
    limits: dict[str, float]
    profiles: dict[str, dict[str, float]]
    held_out: Floats


def one_by_one(data: Corpus, info: Table, model: Fitted, progress: Progress) -> list[Fitted]:
    """The refits of a model, in this process."""
    return [refit(data, info, number, model) for number in progress(range(REFITS), "Refitting")]


def fit_model(
    data: Corpus,
    rows: Sequence[Row],
    info: Table,
    progress: Progress = silently,
    refits: Callable[[Corpus, Table, Fitted, Progress], list[Fitted]] = one_by_one,
) -> Fit:
    """The whole recipe: held-out scores, calibration and thresholds from them, the fit on all, its refits."""
    raw = held_out_scores(data, info, progress)
    slope, shift = calibrate(raw, info)
    log_odds = slope * raw + shift
    plain = fit_on(data, info, np.arange(len(info.farm)))
    again = refits(narrowed(data, plain.hashes), info, plain, progress)
    limits = {
        **thresholds(log_odds, info),
        "prevalence": PREVALENCE,
        "coverage": least_coverage(rows, info, plain),
    }
    return Fit(
        plain.scaled(slope, shift),
        [model.scaled(slope, shift) for model in again],
        limits,
        profiles(log_odds, info, limits),
        log_odds,
    )


def profiles(log_odds: Floats, info: Table, limits: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Thresholds for kinds of writing that enough genuine articles back, from held-out scores.

    With fewer than a hundred articles the 1 % threshold is not below the general one: their highest score says
    too little about the hundredth article.
    """
    found = {}
    for name, genres in PROFILES.items():
        among = np.isin(info.genre, genres)
        count = int((info.primary & ~info.farm & among).sum())
        if count < PROFILE_ARTICLES:
            continue
        own = thresholds(log_odds, info, among)
        if count < 100:
            own["block"] = max(own["block"], limits["block"])
        found[name] = {**own, "articles": float(count)}
    return found
