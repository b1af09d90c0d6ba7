"""A long text is worked through in stretches, and says what it says as a whole."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slopcheck import lowered, repeats, style, tokens, views
from slopcheck.check import check
from slopcheck.reporters import render
from slopcheck.reporters.data import Options, Results
from slopcheck.segment import certain
from slopcheck.sets import among, member

# Every constant that says how much is done at a time: so little that a sample has many stretches.
SIZES = (
    (certain, "_STRETCH", 60),
    (lowered, "_STRETCH", 50),
    (repeats, "_STRETCH", 7),
    (style, "_STRETCH", 9),
    (tokens, "STRETCH", 40),
    (views, "LONG", 0),
)


def test_stretches_change_nothing(samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [path.read_text("utf-8") for path in sorted(samples.glob("*.txt"))]
    texts.append("\n\n".join([*texts, *texts[:3]]))
    expected = [_said(text) for text in texts]
    for module, name, size in SIZES:
        monkeypatch.setattr(module, name, size)
    assert [_said(text) for text in texts] == expected


def _said(text: str) -> str:
    return render("json", Results((check(text, format="text"),), ()), Options())


@given(st.text("aZ\n\t\u2019\u2018\u0130\u03a3\u00c9", max_size=200))
def test_lower_case_is_the_same_in_stretches(text: str) -> None:
    expected = lowered._made(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lowered, "_STRETCH", 3)
        assert lowered._same_length(text) == expected


HASHES = st.lists(st.integers(0, 2**64 - 1) | st.integers(0, 40).map(lambda n: n << 40), max_size=60)


@given(HASHES, HASHES)
def test_the_few_among_the_many_are_those_that_are_members(values: list[int], few: list[int]) -> None:
    many, some = (np.array(numbers, dtype=np.uint64) for numbers in (values, few))
    assert among(many, some).tolist() == member(many, some).nonzero()[0].tolist()
