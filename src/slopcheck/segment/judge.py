"""Article or furniture: the fitted additive scorecards, evaluated.

``blocks.json`` judges the blocks of a page: two passes, the second of which sees the scores of the first
around each block; each pass has one card per situation (inside or outside the container that holds the
article, short or long). ``lines.json`` judges wording alone, for text without markup and for lines that
stand in the middle of an article.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np

from slopcheck import scorecard
from slopcheck.errors import ModelError
from slopcheck.scorecard import Scorecard
from slopcheck.segment import features, wording
from slopcheck.segment.features import Floats
from slopcheck.segment.flow import Part

SITUATIONS = ("outside-short", "outside-long", "inside-short", "inside-long")
LONG = math.log(13)  # log(1 + words) from which a block is long


class Pages(NamedTuple):
    """The cards of both passes, by situation; log-odds from ``threshold`` on are article."""

    first: Mapping[str, Scorecard]
    second: Mapping[str, Scorecard]
    threshold: float


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
        cards = [{name: _card(raw[step][name]) for name in SITUATIONS} for step in ("first", "second")]
        return Pages(cards[0], cards[1], float(raw["threshold"]))
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(f"damaged block model ({error!r})", "Restore model/blocks.json.") from error


def read_lines(raw: Mapping[str, Any]) -> Lines:
    """The model for wording, from its JSON."""
    try:
        return Lines(
            _card(raw["card"]), raw["words"], raw["kinds"], float(raw["threshold"]), float(raw["strict"])
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(f"damaged line model ({error!r})", "Restore model/lines.json.") from error


def article(parts: Sequence[Part], title: int | None, model: Pages) -> Floats:
    """Log-odds that each block of a page belongs to the article: the mean of the two passes."""
    rows = features.first(parts, title)
    before = evaluate(model.first, rows, features.FIRST, "to_best")
    wide = features.again(parts, rows, before, title)
    return (before + evaluate(model.second, wide, features.SECOND, "again_to_best")) / 2


def situations(rows: Floats, names: Sequence[str], best: str) -> Floats:
    """The index in ``SITUATIONS`` of each row."""
    inside = rows[:, names.index(best)] == 0
    return inside * 2 + (rows[:, 0] > LONG)


def furniture(texts: Sequence[str], model: Lines) -> Floats:
    """Log-odds that each text is furniture, by its wording alone."""
    if not texts:
        return np.zeros(0)
    rows = np.array([[*wording.numbers(text), weigh(text, model.words)] for text in texts], dtype=np.float64)
    columns = [(*wording.NAMES, "words").index(feature.name) for feature in model.card.features]
    return model.card.log_odds(rows[:, columns])


def weigh(text: str, words: Mapping[str, float]) -> float:
    """The weight of a text's words, each counted once, per square root of its length."""
    found, count = wording.terms(text)
    return sum(words.get(term, 0.0) for term in found) / math.sqrt(count + 2)


def likeliest_kind(text: str, model: Lines) -> str:
    """The kind of furniture whose usual words a text uses most."""
    return max(model.kinds, key=lambda kind: weigh(text, model.kinds[kind]) + model.kinds[kind][""])


def evaluate(cards: Mapping[str, Scorecard], rows: Floats, names: Sequence[str], best: str) -> Floats:
    """Log-odds of each row by the card of its situation."""
    out = np.zeros(len(rows))
    index = {name: column for column, name in enumerate(names)}
    where = situations(rows, names, best)
    for number, name in enumerate(SITUATIONS):
        chosen = where == number
        if chosen.any():
            card = cards[name]
            columns = [index[feature.name] for feature in card.features]
            out[chosen] = card.log_odds(rows[np.ix_(chosen, columns)])
    return out


def _card(raw: Mapping[str, Any]) -> Scorecard:
    return scorecard.parse(json.dumps(raw).encode())


def _shipped(name: str) -> dict[str, Any]:
    data = files("slopcheck").joinpath("model", name).read_text(encoding="utf-8")
    found = json.loads(data)
    if not isinstance(found, dict):
        raise ModelError(f"{name} is not a model", f"Restore model/{name}.")
    return found
