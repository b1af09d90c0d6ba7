"""A batch says of each article what the article gets by itself, and one that fails costs itself alone."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slopcheck import batch, detect
from slopcheck.batch import batches, check_many
from slopcheck.check import check
from slopcheck.classify import load_model
from slopcheck.errors import ConfigError, InputError
from slopcheck.reporters import render
from slopcheck.reporters.data import Options, Results
from slopcheck.segment import segment_each
from slopcheck.shares import Whole
from slopcheck.signals import catalogue
from slopcheck.types import Input, Report
from tests.fuzz.test_check import FORMATS, HEADLINES, TEXTS

LINES = (
    "The council of Marlow voted on Monday to reopen the bridge, the mayor said.",
    "\u201cWe have waited for eleven months,\u201d said Ada Quill, who runs a bakery in the town of Marlow.",
    "Subscribe to our newsletter and never miss a story from Marlow",
    "In conclusion, it is essential to delve into the ever-evolving tapestry of bridges",
    "Mayor Ada Quill told Jon Marsh that 212 new homes will be built by March 3, 2026.",
    "The results at a glance",
    "He said it would take time. Critics argue that this could potentially reshape the whole town. The result? Delay.",
    "\u201cThe bridge is more than a crossing",
    "It isn\u2019t just a bridge, it\u2019s a promise",
    "- one plank of oak, two of pine",
    "\u0391\u03a3 \u0130stanbul caf\u00e9 \u2013 \U0001f600 p\u200bl\u200ba\u200bn",
)  # fmt: skip


def said(result: Report | Exception) -> str:
    """All that a report says, or what was raised."""
    if isinstance(result, Exception):
        return f"{type(result).__name__}: {result}"
    shown = render("json", Results((result,), ()), Options())
    return (
        f"{shown}{result.spans}{result.features}{result.verdict}{result.document.blocks}{list(result.ledger)}"
    )


def alone(one: Input) -> Report | Exception:
    try:
        return check(one.text, name=one.name, format=one.format, headline=one.headline, encoding=one.encoding)
    except Exception as error:
        return error


def together(inputs: list[Input]) -> list[str]:
    return [said(result) for result in check_many(inputs)]


ARTICLES = st.lists(st.sampled_from(LINES), min_size=1, max_size=14).map(
    lambda lines: Input("\n\n".join(lines), format="text")
)
ANY = st.builds(Input, TEXTS, st.just("a"), st.sampled_from(FORMATS), HEADLINES)


@settings(max_examples=60)
@given(st.lists(ARTICLES, min_size=1, max_size=6))
def test_articles_of_the_same_words_do_not_touch_each_other(inputs: list[Input]) -> None:
    assert together(inputs) == [said(alone(one)) for one in inputs]


@settings(
    max_examples=60,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(st.one_of(ARTICLES, ANY), min_size=2, max_size=6))
def test_whatever_comes_in_says_in_a_batch_what_it_says_alone(inputs: list[Input]) -> None:
    assert together(inputs) == [said(alone(one)) for one in inputs]


def test_the_samples_say_the_same_in_any_order_and_any_batch(samples: Path) -> None:
    inputs = [Input(path.read_text("utf-8"), path.name) for path in sorted(samples.iterdir())]
    expected = [said(alone(one)) for one in inputs]
    assert together(inputs) == expected
    assert together(inputs[::-1]) == expected[::-1]
    assert together([*inputs, *inputs]) == [*expected, *expected]


def test_what_cannot_be_read_stands_in_its_place() -> None:
    good = Input("\n\n".join(LINES))
    found = list(check_many([Input(""), good, Input("x", format="pdf"), good, Input("<p></p>", "b.html")]))
    kinds = [InputError, Report, ConfigError, Report, InputError]
    assert [type(result) for result in found] == kinds
    assert said(found[1]) == said(found[3]) == said(alone(good))


def test_a_signal_that_fails_costs_the_article_it_fails_on(monkeypatch: pytest.MonkeyPatch) -> None:
    signals = dict(catalogue())
    find = signals["signposting"].find

    def fails(views):  # type: ignore[no-untyped-def]
        if "tapestry" in views.lower:
            raise ValueError("no such thread")
        return find(views)

    signals["signposting"] = signals["signposting"]._replace(find=fails)
    monkeypatch.setattr(detect, "catalogue", lambda: signals)
    inputs = [Input("\n\n".join(lines)) for lines in (LINES[:3], LINES[:5], LINES[4:])]
    found = list(check_many(inputs))
    assert [isinstance(result, Report) for result in found] == [True, False, True]
    assert str(found[1]) == "no such thread"


def test_inputs_are_taken_a_batch_at_a_time() -> None:
    taken = 0

    def stream() -> Iterator[Input]:
        nonlocal taken
        while True:
            taken += 1
            yield Input("\n\n".join(LINES))

    results = check_many(stream())
    for _ in range(batch.MOST + 1):
        next(results)
    assert taken <= 2 * batch.MOST + 1


def test_batches_hold_so_many_articles_and_characters_and_long_ones_stand_alone() -> None:
    sizes = [10, 10, 10, 95, 10, 200, 10]
    found = [[len(one.text) for one in some] for some in batches((Input("x" * n) for n in sizes), 2, 100)]
    assert found == [[10, 10], [10], [95], [10], [200], [10]]
    assert list(batches([])) == []


def test_views_are_freed_without_a_search_for_garbage() -> None:
    documents = segment_each([Input("\n\n".join(LINES)), Input("\n\n".join(LINES[::-1]))])
    gc.collect()
    gc.disable()
    try:
        each = detect.views_of(documents, load_model().lexicon)  # type: ignore[arg-type]
        detect.detect_each(each)
        whole = weakref.ref(each[0].whole)
        assert isinstance(whole(), Whole)
        del each
        assert whole() is None
    finally:
        gc.enable()
