"""Article or furniture: the fitted models, evaluated.

``blocks.json`` judges the blocks of a page: two passes, the second of which sees the scores of the first
around each block; each pass has one sum of trees per situation (inside or outside the container that holds the
article, short or long). ``lines.json`` judges wording alone, for text without markup and for lines that
stand in the middle of an article.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from slopcheck import scorecard
from slopcheck.errors import ModelError
from slopcheck.scorecard import Feature, Scorecard
from slopcheck.segment import certain, decode, trees, wording
from slopcheck.segment.flow import Part
from slopcheck.segment.trees import Trees
from slopcheck.tables import PACKAGE

if TYPE_CHECKING:
    from slopcheck.segment.layout import Floats, Ints

SITUATIONS = ("outside-short", "outside-long", "inside-short", "inside-long")
MAX_BLOCKS = 20_000  # a page with more is a dump, and would take gigabytes
_ROUNDING = 1e-6  # by which sums of the same numbers in another order may differ, and more
LONG = math.log(13)  # log(1 + words) from which a block is long
_MANY = 60  # blocks of one make from which they are an index, a list or a thread, to keep or to leave as one
_AGREE = 0.5  # how far each of so many goes towards their mean
_DOUBTFUL = 1.0  # their mean below which they do: paragraphs that are plainly article are judged singly


class Pages(NamedTuple):
    """The trees of both passes, by situation, and how blocks are chosen by their log-odds.

    Those from ``threshold`` on tend to be article, which a ``share`` of the page's doubt moves; a change between
    article and furniture costs ``within`` a container, ``between`` containers. Where nothing is chosen, blocks up to
    ``leeway`` below the best are.
    """

    first: Mapping[str, Trees]
    second: Mapping[str, Trees]
    threshold: float
    share: float
    within: float
    between: float
    leeway: float


class Lines(NamedTuple):
    """The card for wording, the weights of its words, and what each kind of furniture tends to say.

    Log-odds of furniture above ``threshold`` hold for text without markup; above ``strict`` they hold
    whatever the page's layout says.
    """

    card: Scorecard
    words: Mapping[str, float]
    kinds: Mapping[str, Mapping[str, float]]
    threshold: float
    strict: float
    telling: frozenset[str]  # the words of all kinds
    weighed: frozenset[str]  # the words that have a weight
    most: Mapping[str, tuple[Feature, float]]  # each feature of the card, with the most that it can add
    reach: float  # the most that the card can give
    arranged: certain.Kinds  # ``kinds`` once more


@cache
def pages() -> Pages:
    """The shipped model for pages."""
    return read_pages(_shipped("blocks.json"))


@cache
def lines() -> Lines:
    """The shipped model for wording."""
    return read_lines(_shipped("lines.json"))


def read_pages(raw: Mapping[str, Any]) -> Pages:
    """The model for pages, from its JSON."""
    try:
        first, second = (read_trees(raw[step]) for step in ("first", "second"))
        limits = [float(raw[name]) for name in ("threshold", "share", "within", "between", "leeway")]
        return Pages(first, second, *limits)
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(f"damaged block model ({error!r})", "Restore model/blocks.json.") from error


def read_trees(raw: Mapping[str, Any]) -> dict[str, Trees]:
    """The trees of one pass, by situation."""
    return {name: trees.parse(raw[name]) for name in SITUATIONS}


def read_lines(raw: Mapping[str, Any]) -> Lines:
    """The model for wording, from its JSON."""
    try:
        telling = frozenset(term for words in raw["kinds"].values() for term in words)
        limits = float(raw["threshold"]), float(raw["strict"])
        card = _card(raw["card"])
        most = {feature.name: (feature, float(feature.values.max())) for feature in card.features}
        reach = card.intercept + sum(value for _, value in most.values())
        kinds, words = raw["kinds"], raw["words"]
        arranged = certain.arrange(kinds)
        return Lines(card, words, kinds, *limits, telling, frozenset(words), most, reach, arranged)
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(f"damaged line model ({error!r})", "Restore model/lines.json.") from error


class Judged(NamedTuple):
    """Log-odds that each block of a page belongs to the article, and the rows of numbers behind them.

    ``many`` says which blocks share their make with many others.
    """

    scores: Floats
    rows: Floats | None
    many: NDArray[np.bool_]


def article(parts: Sequence[Part], title: int | None, model: Pages) -> Judged:
    """Log-odds that each block of a page belongs to the article: the mean of the two passes.

    Blocks of a make of many, doubtful on the whole, go halfway to their mean.
    """
    if len(parts) > MAX_BLOCKS:
        plainly = np.array([_plainly(part) for part in parts])
        return Judged(plainly, None, np.zeros(len(parts), dtype=np.bool_))
    from slopcheck.segment import features  # noqa: PLC0415 - only pages pay for their features

    rows, layout = features.first(parts, title)
    before = evaluate(model.first, rows, features.FIRST, "to_best")
    wide = features.again(rows, before, layout)
    scores = (before + evaluate(model.second, wide, features.SECOND, "again_to_best")) / 2
    scores, many = _together(scores, layout.alike)
    return Judged(scores, wide, many)


def _together(scores: Floats, alike: Ints) -> tuple[Floats, NDArray[np.bool_]]:
    """Scores, drawn to the mean of their make where its blocks are many and doubtful; and where they are many."""
    count = np.bincount(alike)[alike]
    mean = np.bincount(alike, weights=scores)[alike] / count
    many: NDArray[np.bool_] = count >= _MANY
    drawn = many & (mean < _DOUBTFUL)
    return np.where(drawn, scores + _AGREE * (mean - scores), scores), many


def choose(found: Judged, model: Pages) -> NDArray[np.bool_]:
    """Which blocks are the article, by their log-odds."""
    scores = found.scores
    if found.rows is None:
        return scores >= model.threshold
    from slopcheck.segment.features import SAME  # noqa: PLC0415 - only pages have containers

    chosen = decode.article(
        scores, np.expm1(found.rows[:, 0]) + 1, found.rows[:, SAME],
        threshold=model.threshold, share=model.share, within=model.within, between=model.between,
    )  # fmt: skip
    # A page shows something: where nothing looks like an article, what looks most like one is it.
    return chosen if chosen.any() else scores >= scores.max() - model.leeway


def _plainly(part: Part) -> float:
    """Log-odds by words and links alone, for what is too long to be an article's page."""
    prose = part.text.count(" ") >= 9 and part.link < 0.33 * len(part.text)
    return 2.0 if prose else -2.0


def situations(rows: Floats, names: Sequence[str], best: str) -> Floats:
    """The index in ``SITUATIONS`` of each row."""
    inside = rows[:, names.index(best)] == 0
    where: Floats = inside * 2 + (rows[:, 0] > LONG)
    return where


def furniture(texts: Sequence[str], model: Lines, least: Sequence[float] | None = None) -> Floats:
    """Log-odds that each text is furniture, by its wording alone.

    ``least`` says from which log-odds on the caller wants to know each: a text that cannot reach it gets
    minus infinity, and most do after a look at their words.
    """
    limits = [-math.inf] * len(texts) if least is None else least
    return np.array([_odds(text, model, limit) for text, limit in zip(texts, limits, strict=True)])


def _odds(text: str, model: Lines, least: float) -> float:
    words = wording.first_words(text)
    weight = _weight(words, model)
    if least > -math.inf:
        total = model.reach + _ROUNDING
        for name, value in chain((("words", weight),), wording.glance(text, words)):
            if name in model.most:
                feature, most = model.most[name]
                total += feature.at(value) - most
                if total < least:
                    return -math.inf
    values = dict(zip(wording.NAMES, wording.numbers(text), strict=True))
    values["words"] = weight
    total = model.card.intercept
    for feature in model.card.features:
        total += feature.at(values[feature.name])
    return total


def _weight(words: list[str], model: Lines) -> float:
    """The weight of a text's words, each counted once, per square root of its length."""
    found = wording.among(words, model.weighed)
    return sum(map(model.words.__getitem__, found)) / math.sqrt(len(words) + 2)


def likeliest_kind(text: str, model: Lines) -> str:
    """The kind of furniture whose usual words a text uses most."""
    first = wording.first_words(text)
    root = math.sqrt(len(first) + 2)
    totals = {kind: words[""] for kind, words in model.kinds.items()}
    for term in wording.among(first, model.telling):
        for kind, words in model.kinds.items():
            if term in words:
                totals[kind] += words[term] / root
    return max(totals, key=totals.__getitem__)


def evaluate(by: Mapping[str, Trees], rows: Floats, names: Sequence[str], best: str) -> Floats:
    """Log-odds of each row by the trees of its situation."""
    out = np.zeros(len(rows))
    index = {name: column for column, name in enumerate(names)}
    where = situations(rows, names, best)
    for number, name in enumerate(SITUATIONS):
        chosen = where == number
        if chosen.any():
            columns = [index[feature] for feature in by[name].features]
            out[chosen] = by[name].log_odds(rows[np.ix_(chosen, columns)])
    return out


def _card(raw: Mapping[str, Any]) -> Scorecard:
    return scorecard.checked(raw, "card")


def _shipped(name: str) -> dict[str, Any]:
    data = (PACKAGE / "model" / name).read_text(encoding="utf-8")
    found = json.loads(data)
    if not isinstance(found, dict):
        raise ModelError(f"{name} is not a model", f"Restore model/{name}.")
    return found
