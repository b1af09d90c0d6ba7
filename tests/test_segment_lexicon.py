"""A pattern is only tried on lines that hold one of the strings it needs, so none may match without."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slopcheck.segment.lexicon import Shape, table


@pytest.mark.parametrize("shape", table().shapes, ids=lambda shape: str(shape.pattern.pattern)[:40])
@given(data=st.data())
def test_what_a_pattern_matches_holds_what_it_needs(shape: Shape, data: st.DataObject) -> None:
    line = data.draw(st.from_regex(re.compile(shape.pattern.pattern, re.ASCII)))
    assert any(needed in line for needed in shape.needs)
