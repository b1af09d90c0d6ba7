"""The recipe of a fit: what is known of the rows, held-out folds, calibration, thresholds, bootstrap refits.

Whole groups are held out, never rows: articles of one owner or template resemble each other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from slopcheck.fitting.design import Bools, Corpus, Fitted, Floats, Twins, fit, mean, narrowed, score
from slopcheck.fitting.rows import CUT, Row
from slopcheck.fitting.weights import alike, weighted_quantile
from slopcheck.progress import Progress, silently
from slopcheck.style import counted

SEED = 20260101
FOLDS = 10  # at most: a class of fewer groups makes as many folds as it has groups
REFITS = 20
HELD_OUT_REFITS = 16  # in each fold
COVERED = 0.92  # of held-out articles, the share whose score by a fit on everything the interval must reach
# These three were chosen on held-out groups of the quoted folds themselves (docs/decisions/0003-model.md).
GRAM_GROUPS = 0.3  # share of a fit's groups that must use an n-gram
STRENGTH = 0.005  # scikit-learn's C
# What the differences of an article's forms weigh beside the examples, by form.
PULL = {"cut": 0.1, "window": 0.2, "published": 0.1}
EXAMPLES = ("flat", "given", "published", CUT)  # the forms that are examples; others are compared with them
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
    last = {row.article: i for i, row in enumerate(rows) if row.form in EXAMPLES and row.form != CUT}
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
    count = min(FOLDS, *(len(np.unique(group[farm == label])) for label in (False, True)))
    for label in (False, True):
        names = np.unique(group[farm == label])
        for i, name in enumerate(names[rng.permutation(len(names))]):
            fold[group == name] = i % count
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

    The pairs of each form weigh together ``PULL`` times what the rows weigh, shared among sources like the rows.
    """
    second = chosen[(info.twin[chosen] != chosen) & np.isin(info.form[chosen], list(PULL))]
    examples = np.count_nonzero(np.isin(info.form[chosen], EXAMPLES))
    weights = np.sqrt(alike(info.source[second])) * (1.0 if times is None else times[second])
    kinds = info.form[second]
    for kind in np.unique(kinds):
        weights[kinds == kind] *= PULL[str(kind)] * examples / weights[kinds == kind].sum()
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
    """One fit on the chosen rows; ``times`` says how often each row of the table counts.

    Windows are compared with their article and are no examples of their own: as such they gained nothing.
    """
    examples = chosen[np.isin(info.form[chosen], EXAMPLES)]
    weights = row_weights(info, examples)
    if times is not None:
        weights = weights * times[examples]
        weights *= len(examples) / weights.sum()
    return fit(
        data,
        examples,
        info.farm,
        weights,
        least_groups=least_groups(len(np.unique(info.group[chosen]))),
        strength=STRENGTH,
        twins=twins(info, chosen, times),
        like=like,
    )


def fewest_groups(info: Table) -> int:
    """The fewest groups that an n-gram needs in any of the fits: rarer ones need not be kept."""
    return min(least_groups(len(np.unique(info.group[info.fold != k]))) for k in np.unique(info.fold))


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
    found = [float(row.counts[np.isin(row.grams, model.hashes)].sum()) / counted(row.words) for row in rows]
    genuine = info.primary & ~info.farm
    return weighted_quantile(np.array(found)[genuine], alike(info.group[genuine]), 0.001)


def refit(data: Corpus, info: Table, number: int, like: Fitted, among: Bools | None = None) -> Fitted:
    """The model ``like`` fitted again on groups drawn with replacement within each class, of the rows ``among``."""
    rng = np.random.default_rng(SEED + 1 + number)
    times = np.zeros(len(info.farm))
    for label in (False, True):
        names = np.unique(info.group[(info.farm == label) if among is None else (info.farm == label) & among])
        for name in names[rng.integers(0, len(names), len(names))]:
            times[info.group == name] += 1
    return fit_on(data, info, np.flatnonzero(times), times, like)


Refits = Callable[[Corpus, Table, Fitted, int, "Bools | None"], list[Fitted]]


def one_by_one(
    data: Corpus, info: Table, model: Fitted, count: int, among: Bools | None = None
) -> list[Fitted]:
    """So many refits of a model, in this process."""
    return [refit(data, info, number, model, among) for number in range(count)]


def bagged(
    data: Corpus, info: Table, among: Bools, count: int, refits: Refits = one_by_one
) -> tuple[Fitted, list[Fitted]]:
    """The mean of refits of a fit on the rows ``among``, and the refits: what only some groups bear out cancels."""
    plain = fit_on(data, info, np.flatnonzero(among))
    made = refits(narrowed(data, plain.hashes), info, plain, count, among)
    return mean(made), made


class Scores(NamedTuple):
    """Every row's log-odds by a model that has not seen its group, and the 5th and 95th percentile of the refits."""

    log_odds: Floats
    low: Floats
    high: Floats

    def scaled(self, slope: float, shift: float) -> Scores:
        return Scores(*(slope * values + shift for values in self))

    def reaching(self, down: Floats | float, up: Floats | float) -> Scores:
        """The ends so many times as far from the score: see ``classify.reaching``."""
        at = self.log_odds
        return Scores(
            at, at - down * np.maximum(at - self.low, 0.0), at + up * np.maximum(self.high - at, 0.0)
        )


def held_out(data: Corpus, info: Table, progress: Progress = silently, refits: Refits = one_by_one) -> Scores:
    """Scores of every fold by models fitted on the others."""
    found = Scores(*(np.zeros(len(info.farm)) for _ in range(3)))
    for fold in progress([int(k) for k in np.unique(info.fold)], "Holding out"):
        rows = np.flatnonzero(info.fold == fold)
        model, made = bagged(data, info, info.fold != fold, HELD_OUT_REFITS, refits)
        found.log_odds[rows] = score(model, data, rows)
        ends = np.percentile([score(one, data, rows) for one in made], [5, 95], axis=0)
        found.low[rows], found.high[rows] = ends
    return found


def reach(scores: Scores, full: Floats, chosen: Bools) -> tuple[float, float]:
    """How many times its own length each side of the interval must be to hold the score ``full`` of a fit on
    everything in ``COVERED`` of the chosen rows: of the rest, half lies beyond either side."""
    below = (scores.log_odds - full) / np.maximum(scores.log_odds - scores.low, 1e-9)
    above = (full - scores.log_odds) / np.maximum(scores.high - scores.log_odds, 1e-9)
    share = 0.5 + COVERED / 2
    down, up = (max(1.0, float(np.quantile(side[chosen], share))) for side in (below, above))
    return down, up


def reaching_unseen(scores: Scores, full: Floats, info: Table) -> Scores:
    """The held-out scores with their intervals stretched by what the other folds call for."""
    down, up = np.ones(len(full)), np.ones(len(full))
    for fold in np.unique(info.fold):
        own = info.fold == fold
        down[own], up[own] = reach(scores, full, info.primary & ~own)
    return scores.reaching(down, up)


@dataclass(frozen=True, slots=True)
class Fit:
    """A calibrated model, its refits, its thresholds and profiles, every row's held-out scores, and ``full``, its
    log-odds by the model itself."""

    model: Fitted
    refits: list[Fitted]
    limits: dict[str, float]
    profiles: dict[str, dict[str, float]]
    held_out: Scores
    full: Floats


def fit_model(
    data: Corpus,
    rows: Sequence[Row],
    info: Table,
    progress: Progress = silently,
    refits: Refits = one_by_one,
) -> Fit:
    """The whole recipe: held-out scores, calibration and thresholds from them, the fit on all, its refits."""
    raw = held_out(data, info, progress, refits)
    slope, shift = calibrate(raw.log_odds, info)
    scores = raw.scaled(slope, shift)
    plain, again = bagged(data, info, np.ones(len(info.farm), dtype=np.bool_), REFITS, refits)
    model = plain.scaled(slope, shift)
    full = score(model, data, np.arange(len(info.farm)))
    down, up = reach(scores, full, info.primary)
    limits = {
        **thresholds(scores.log_odds, info),
        "prevalence": PREVALENCE,
        "coverage": least_coverage(rows, info, plain),
        "reach_low": down,
        "reach_high": up,
    }
    return Fit(
        model,
        [one.scaled(slope, shift) for one in again],
        limits,
        profiles(scores.log_odds, info, limits),
        reaching_unseen(scores, full, info),
        full,
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
