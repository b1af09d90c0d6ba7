"""Whatever comes in, ``check`` refuses it by name or reports on it in full; nothing else may be raised.

A short run belongs to the ordinary tests. ``SLOPCHECK_FUZZ_SECONDS=600`` runs rounds with fresh seeds for that long.
"""

from __future__ import annotations

import math
import os
import random
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

import slopcheck
from slopcheck.classify import load_model
from slopcheck.errors import InputError
from slopcheck.types import Report
from tests.fuzz.pieces import MARKS, MARKUP, NAMES, patterns, phrases, witness
from tests.test_origin import check_shape

SECONDS = float(os.environ.get("SLOPCHECK_FUZZ_SECONDS", "0"))
EXAMPLES = 120  # in the ordinary run, and per round of the long one
FORMATS = ("text", "markdown", "html", "auto")
_RNG = random.Random(20261122)
_PIECES = (*MARKUP, *MARKS, *NAMES, *phrases(_RNG, 400), *(witness(p) for p in patterns().values()))
_FILLER = tuple(f"{phrase} the harbour of the town. " for phrase in phrases(_RNG, 60))

PIECE = st.one_of(st.sampled_from(_PIECES), st.sampled_from(_FILLER), st.text(max_size=12))
TEXTS = st.one_of(
    st.lists(PIECE, max_size=60).map("".join),
    st.lists(PIECE, max_size=60).map(" ".join),
    st.lists(st.lists(PIECE, min_size=1, max_size=12).map(" ".join), max_size=25).map("\n\n".join),
    st.tuples(PIECE, st.integers(1, 300)).map(lambda made: made[0] * made[1]),
)
HEADLINES = st.one_of(st.none(), st.lists(PIECE, max_size=8).map(" ".join))


@pytest.fixture(scope="module", autouse=True)
def model_file(model_path: Path) -> None:
    """The stand-in model, kept out of the arguments so that a failure prints the input alone."""
    os.environ["SLOPCHECK_FUZZ_MODEL"] = str(model_path)


def report_on(text: str, form: str, headline: str | None) -> None:
    """Checks a text and what must hold for its report."""
    model = load_model(os.environ["SLOPCHECK_FUZZ_MODEL"])
    try:
        report = slopcheck.check(text, format=form, headline=headline, model=model)
    except InputError:
        return
    check_shape(report.document)
    check_places(report)
    check_sums(report)


def check_places(report: Report) -> None:
    """Every finding and ledger entry stands in the text, says what stands there, and leads back to the source."""
    document = report.document
    text = document.text
    assert list(report.spans) == sorted(report.spans, key=lambda s: (s.start, s.end, s.signal))
    for span in report.spans:
        for start, end in ((span.start, span.end), *span.related):
            assert 0 <= start < end <= len(text)
            place = document.origin.source_range(start, end)
            assert place is None or 0 <= place[0] < place[1] <= len(document.source)
    for entry in report.ledger:
        assert 0 <= entry.start < entry.end <= len(text)
        assert entry.what == text[entry.start : entry.end]


def check_sums(report: Report) -> None:
    """Reasons and families sum to the score, and every figure is finite."""
    verdict = report.verdict
    assert all(math.isfinite(value) for value in report.features.values())
    assert math.fsum(value for _, value in verdict.reasons) == pytest.approx(verdict.log_odds, abs=1e-9)
    intercept = dict(verdict.reasons)["intercept"]
    assert intercept + math.fsum(report.families.values()) == pytest.approx(verdict.log_odds, abs=1e-9)
    assert (verdict.quality is None) == (verdict.decision == "abstain")
    for key in list(report.without)[:20]:
        assert math.isfinite(report.without[key])


@pytest.mark.parametrize(
    "text",
    [
        "<p><p>in this comprehensive guide, we will see what is\ud800",
        "a \ud800 b",
        "<p>",
        "\u200b\ud800" * 40,
    ],
)
@pytest.mark.parametrize("form", FORMATS)
def test_inputs_that_once_failed(text: str, form: str) -> None:
    report_on(text, form, None)


CHECKS = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)


def test_a_phrase_inside_a_word_of_unassigned_characters() -> None:
    report_on("\ud7fcsceptics", "text", None)


@CHECKS
@given(TEXTS, st.sampled_from(FORMATS), HEADLINES)
def test_any_text(text: str, form: str, headline: str | None) -> None:
    report_on(text, form, headline)


@pytest.mark.skipif(not SECONDS, reason="set SLOPCHECK_FUZZ_SECONDS to run rounds for that long")
def test_many_rounds() -> None:
    end = time.monotonic() + SECONDS
    start, rounds = time.time_ns(), 0
    while time.monotonic() < end:

        @seed(start + rounds)
        @CHECKS
        @given(TEXTS, st.sampled_from(FORMATS), HEADLINES)
        def one_round(text: str, form: str, headline: str | None) -> None:
            report_on(text, form, headline)

        one_round()
        rounds += 1
    print(f"{rounds} rounds of {EXAMPLES} inputs")
