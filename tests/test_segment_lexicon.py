"""A pattern is only tried on lines that hold what it requires, so that must never be too much."""

import re

import pytest

from slopcheck.segment.lexicon import required


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"\ball rights reserved\b", "all rights reserved"),
        (r"^cookies? (policy|notice)$", "cookie"),
        (r"^(sign up )?for more\.{0,3}$", "for more"),
        (r"uses[ab]* many", " many"),
        (r"ab*c+de", "de"),
        (r"^one$|^two$", ""),
        (r"(one|two)", ""),
    ],
)
def test_what_a_pattern_requires(pattern: str, needed: str) -> None:
    assert required(pattern) == needed


def test_lines_that_match_hold_what_is_required() -> None:
    for pattern, line in [
        (r"^cookies? (policy|notice)$", "cookie notice"),
        (r"^(sign up )?for more\.{0,3}$", "for more"),
        (r"ab*c+de", "acde"),
        (r"uses[ab]* many", "uses many"),
    ]:
        assert re.search(pattern, line)
        assert required(pattern) in line
