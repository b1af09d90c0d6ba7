"""Rows to a design matrix and a fitted additive model back from it.

Columns are ramps of the features (piecewise-linear bases, so that a sum of ramps is a curve of the scorecard)
and the damped rates of style n-grams. The model is scikit-learn's logistic regression on both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from slopcheck.fitting.rows import Row
from slopcheck.fitting.solve import near_minimum
from slopcheck.fitting.weights import weighted_quantile
from slopcheck.measures import measures
from slopcheck.signals import catalogue
from slopcheck.style import counted, rate

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

RAMP_SCALE = 10.0  # how much lighter than the lexicon's rates the penalty on features is
MEASURE_QUANTILES = (0.02, 0.25, 0.5, 0.75, 0.98)
CONSTANT = 30.0  # the intercept as a column that the penalty hardly touches; differences of twins have none
MOST_ROUNDS = 8  # of dropping ramps that point the wrong way


@dataclass(frozen=True, slots=True)
class Term:
    """A feature's ramps: ``sign`` +1 may only add to the log-odds of a farm, -1 only take away, 0 either."""

    name: str
    transform: str
    sign: int
    knots: Floats

    def ramps(self, values: Floats) -> Floats:
        """Shape (n, len(knots) - 1): how far each value has climbed each stretch between knots."""
        at = self._transformed(values)
        low, high = self.knots[:-1], self.knots[1:]
        return np.clip((at[:, None] - low) / (high - low), 0.0, 1.0) * RAMP_SCALE

    def curve(self, curve: Floats, values: Floats) -> Floats:
        """Log-odds of the values on a curve given at the knots."""
        return np.interp(self._transformed(values), self.knots, curve)

    def _transformed(self, values: Floats) -> Floats:
        return np.sqrt(np.maximum(values, 0.0)) if self.transform == "sqrt" else values


@dataclass(frozen=True, slots=True)
class Fitted:
    """An additive model: curve values at each term's knots, and the lexicon's weights and centres."""

    intercept: float
    terms: tuple[Term, ...]
    curves: tuple[Floats, ...]
    hashes: NDArray[np.uint64]
    weights: Floats
    centres: Floats

    def scaled(self, slope: float, shift: float) -> Fitted:
        """The same model with ``slope * log_odds + shift`` folded into its numbers."""
        return Fitted(
            slope * self.intercept + shift,
            self.terms,
            tuple(slope * c for c in self.curves),
            self.hashes,
            slope * self.weights,
            self.centres,
        )


@dataclass(frozen=True, slots=True)
class Corpus:
    """Rows as arrays: feature values (n, features) and n-gram counts as a sparse (n, n-grams) matrix of
    damped rates; ``row_groups`` numbers each row's group and ``groups_of_gram`` (groups, n-grams) says
    which groups use which n-gram."""

    names: tuple[str, ...]
    values: Floats
    hashes: NDArray[np.uint64]
    rates: sparse.csr_matrix
    row_groups: Ints
    groups_of_gram: Bools


def corpus(rows: Sequence[Row], groups: NDArray[np.str_], least_groups: int) -> Corpus:
    """Stacks rows; keeps n-grams that at least ``least_groups`` groups use."""
    names = tuple(rows[0].features)
    values = np.array([[row.features[name] for name in names] for row in rows])
    grams = np.concatenate([row.grams for row in rows])
    owner = np.repeat(np.arange(len(rows)), [len(row.grams) for row in rows])
    counts = np.concatenate([row.counts for row in rows])
    hashes, inverse = np.unique(grams, return_inverse=True)
    group_names, group_of = np.unique(groups, return_inverse=True)
    pairs = np.unique(inverse.astype(np.int64) * len(group_names) + group_of[owner])
    keep = np.bincount(pairs // len(group_names), minlength=len(hashes)) >= least_groups
    column = np.cumsum(keep) - 1
    kept = keep[inverse]
    rates = rate(counts[kept], np.array([counted(row.words) for row in rows])[owner[kept]])
    matrix = sparse.csr_matrix(
        (rates, (owner[kept], column[inverse[kept]])), shape=(len(rows), int(keep.sum()))
    )
    pairs = pairs[keep[pairs // len(group_names)]]
    used = np.zeros((len(group_names), int(keep.sum())), dtype=np.bool_)
    used[pairs % len(group_names), column[pairs // len(group_names)]] = True
    return Corpus(names, values, hashes[keep], matrix, group_of.astype(np.int64), used)


def narrowed(data: Corpus, hashes: NDArray[np.uint64]) -> Corpus:
    """The same rows with the columns of these n-grams alone."""
    at = np.searchsorted(data.hashes, hashes)
    return replace(data, hashes=hashes, rates=data.rates[:, at], groups_of_gram=data.groups_of_gram[:, at])


def terms(data: Corpus, chosen: NDArray[np.intp], weights: Floats) -> tuple[Term, ...]:
    """Ramps for every feature that varies, knots from the weighted quantiles of the chosen rows."""
    found = []
    for column, name in enumerate(data.names):
        signal, measure = catalogue().get(name), measures().get(name)
        effect = signal.effect if signal else measure.effect if measure else "neutral"
        sign = {"fault": 1, "credit": -1, "neutral": 0}[effect]
        values = data.values[chosen, column]
        transform = "sqrt" if signal else "identity"
        if signal:
            present = values > 0
            if present.sum() < 20:
                continue
            cap = np.sqrt(weighted_quantile(values[present], weights[present], 0.9))
            knots = np.array([0.0, cap])
        else:
            knots = np.unique([weighted_quantile(values, weights, q) for q in MEASURE_QUANTILES])
            knots = knots[np.insert(np.diff(knots) > 1e-9, 0, True)]
        if len(knots) > 1:
            found.append(Term(name, transform, sign, knots))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Twins:
    """Rows that are forms of one article and so ought to score alike, and what a difference weighs."""

    first: NDArray[np.intp]
    second: NDArray[np.intp]
    weights: Floats


def fit(
    data: Corpus,
    chosen: NDArray[np.intp],
    farm: Bools,
    weights: Floats,
    *,
    least_groups: int,
    strength: float,
    twins: Twins | None = None,
    like: Fitted | None = None,
) -> Fitted:
    """Fits on the chosen rows. ``strength`` is scikit-learn's C with weights that sum to the row count;
    ``like`` lends its terms and lexicon entries, so that a refit can be laid beside it number by number.

    Ramps that would contradict their sign are left out and the rest fitted, so that every curve is monotone in its
    declared direction.
    """
    used = np.unique(data.row_groups[chosen])
    grams = np.flatnonzero(data.groups_of_gram[used].sum(axis=0) >= least_groups)
    made = terms(data, chosen, weights)
    if like is not None:
        grams, made = np.searchsorted(data.hashes, like.hashes), like.terms
    examples = _examples(data, chosen, farm, weights, grams, made, twins)
    signs = np.concatenate([np.zeros(0), *(np.full(len(t.knots) - 1, t.sign) for t in made)])
    constant, slopes, entries = _coefficients(examples, signs, strength, _start(like) if like else None)
    curves, at = [], 0
    for term in made:
        steps = slopes[at : at + len(term.knots) - 1] * RAMP_SCALE
        curves.append(np.concatenate([[0.0], np.cumsum(steps)]))
        at += len(steps)
    plain = Fitted(constant, made, tuple(curves), data.hashes[grams], entries, np.zeros(len(grams)))
    genuine = ~farm[chosen]
    return centred(plain, data, chosen[genuine], weights[genuine], grams)


class Examples(NamedTuple):
    """What the regression sees, each with a weight a row: examples with their labels, and differences of twins.
    Columns are a constant, ramps and lexicon rates."""

    x: sparse.csr_matrix
    labels: Bools
    weights: Floats
    differences: sparse.csr_matrix
    difference_weights: Floats

    def stacked(self, columns: Floats) -> tuple[sparse.csr_matrix, Bools, Floats]:
        """The same as examples alone, columns times these numbers.

        A difference stands there twice, once under each label and without the constant. The logistic loss of the
        two is least where the difference scores 0, and grows with its square: so the weights learn to leave alone
        what sets an article's beginning, or its Markdown, apart from the article.
        """
        count = len(self.difference_weights)
        x = sparse.vstack([self.x, self.differences, self.differences], format="csr")
        x.data *= columns[x.indices]
        labels = np.concatenate([self.labels, np.repeat([False, True], count)])
        return x, labels, np.concatenate([self.weights, self.difference_weights, self.difference_weights])


def _examples(
    data: Corpus,
    chosen: NDArray[np.intp],
    farm: Bools,
    weights: Floats,
    grams: NDArray[np.intp],
    made: tuple[Term, ...],
    twins: Twins | None,
) -> Examples:
    """The chosen rows and the differences of twins."""
    rates = data.rates if len(grams) == data.rates.shape[1] else data.rates[:, grams]
    if twins is None:
        nobody = np.zeros(0, dtype=np.intp)
        twins = Twins(nobody, nobody, np.zeros(0))
    climbed = _ramps(data, twins.first, made) - _ramps(data, twins.second, made)
    apart = rates[twins.first] - rates[twins.second]
    return Examples(
        _columns(CONSTANT, _ramps(data, chosen, made), rates[chosen]),
        farm[chosen],
        weights,
        _columns(0.0, climbed, apart),
        twins.weights,
    )


def _columns(constant: float, ramps: Floats, rates: sparse.csr_matrix) -> sparse.csr_matrix:
    dense = np.hstack([np.full((len(ramps), 1), constant), ramps])
    return sparse.hstack([sparse.csr_matrix(dense), rates], format="csr")


def _ramps(data: Corpus, chosen: NDArray[np.intp], made: tuple[Term, ...]) -> Floats:
    column = {name: i for i, name in enumerate(data.names)}
    blocks = [t.ramps(data.values[chosen, column[t.name]]) for t in made]
    return np.hstack(blocks) if blocks else np.zeros((len(chosen), 0))


def _start(like: Fitted) -> Floats:
    """The coefficients that a fitted model stands for, from which a refit has the shortest way."""
    first = sum(float(curve[0]) for curve in like.curves)
    constant = (like.intercept + first - float(like.weights @ like.centres)) / CONSTANT
    slopes = [np.diff(curve) / RAMP_SCALE for curve in like.curves]
    return np.concatenate([[constant], *slopes, like.weights])


def _coefficients(
    examples: Examples, signs: Floats, strength: float, start: Floats | None
) -> tuple[float, Floats, Floats]:
    """The constant, the slopes of the ramps (those against their sign 0) and the lexicon's weights."""
    count, width = len(signs), examples.x.shape[1]
    bound = np.zeros(width)
    bound[1 : 1 + count] = signs
    near = near_minimum(*examples, bound, strength, np.zeros(width) if start is None else start)
    allowed = ((bound == 0) | (near != 0)).astype(np.float64)
    # Each round starts from the one before: only the dropped ramps have to be made up for.
    model = LogisticRegression(C=strength, max_iter=500, tol=1e-4, warm_start=True, fit_intercept=False)
    model.coef_ = near[None, :]
    for _ in range(MOST_ROUNDS):
        x, labels, weights = examples.stacked(allowed)
        model.fit(x, labels, sample_weight=weights)
        found = model.coef_[0] * allowed
        wrong = found * bound < 0
        if not wrong.any():
            break
        allowed[wrong] = 0.0
    found[wrong] = 0.0
    return float(found[0] * CONSTANT), found[1 : 1 + count], found[1 + count :]


def centred(
    model: Fitted, data: Corpus, genuine: NDArray[np.intp], weights: Floats, grams: NDArray[np.intp]
) -> Fitted:
    """The same model with measures, credits and wording counted from the mean genuine article.

    Faults stay counted from zero: an article without them owes them nothing.
    """
    share = weights / weights.sum()
    column = {name: i for i, name in enumerate(data.names)}
    intercept, curves = model.intercept, []
    for term, curve in zip(model.terms, model.curves, strict=True):
        centre = 0.0
        if term.sign <= 0:
            centre = float(share @ term.curve(curve, data.values[genuine, column[term.name]]))
        curves.append(curve - centre)
        intercept += centre
    centres = np.asarray(share @ data.rates[genuine])[grams]
    intercept += float(model.weights @ centres)
    return Fitted(intercept, model.terms, tuple(curves), model.hashes, model.weights, centres)


def mean(models: Sequence[Fitted]) -> Fitted:
    """The model whose log-odds are the mean of those of models with the same terms and lexicon entries."""
    like = models[0]
    weights = np.mean([m.weights for m in models], axis=0)
    plain = np.mean([m.intercept - float(m.weights @ m.centres) for m in models])
    centres = np.mean([m.centres for m in models], axis=0)
    curves = tuple(np.mean(steps, axis=0) for steps in zip(*(m.curves for m in models), strict=True))
    intercept = float(plain) + float(weights @ centres)
    return Fitted(intercept, like.terms, curves, like.hashes, weights, centres)


def score(model: Fitted, data: Corpus, chosen: NDArray[np.intp]) -> Floats:
    """Log-odds of the chosen rows."""
    column = {name: i for i, name in enumerate(data.names)}
    total = np.full(len(chosen), model.intercept - float(model.weights @ model.centres))
    for term, curve in zip(model.terms, model.curves, strict=True):
        total += term.curve(curve, data.values[chosen, column[term.name]])
    grams = np.searchsorted(data.hashes, model.hashes)
    return np.asarray(total + data.rates[chosen][:, grams] @ model.weights)
