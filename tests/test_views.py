"""The shared views computed all at once say what a look at each token, line and quotation says."""

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from slopcheck.detect import view
from slopcheck.errors import InputError
from slopcheck.segment import judge, segment
from slopcheck.tokens import PERIOD, word_hashes
from slopcheck.views import Views

PIECES = st.sampled_from(
    ["It", "it's", "3.5", "1,000", "’90s", "a.m.", "“Yes,”", "'no'", '"So', 'on."', "\n\n", ".", ",", "'", "é", "ﬁ",
     "日本", "😀", "\u200b", "…", "-", "\n\n```\n", "x" * 70, "Subscribe", "©", "Σ", "İ"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=4)), min_size=1, max_size=40).map(" ".join)


def views_of(text: str) -> Views:
    try:
        return view(segment(text, format="markdown"))
    except InputError:
        assume(False)
        raise


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_token_hashes_are_those_of_the_words_one_by_one(text: str) -> None:
    views = views_of(text)
    sizes = views.tok_end - views.tok_start
    assert (sizes > 0).all()
    assert views.tok_hash.tolist() == word_hashes(views.codes, views.tok_start, sizes).tolist()
    short = word_hashes(views.codes, views.tok_start, np.minimum(sizes, 6))
    assert views.beginnings(6).tolist() == short.tolist()


def test_token_hashes_hold_where_the_powers_begin_again() -> None:
    """Words before, across and behind the places where the running sums start afresh, long ones among them."""
    views = views_of("ferry Marlow " * 700 + "x" * 90 + " " + "harbour's " * 1800 + "y" * 9000 + " pier")
    sizes = views.tok_end - views.tok_start
    assert len(views.lower) > 3 * PERIOD
    assert views.tok_hash.tolist() == word_hashes(views.codes, views.tok_start, sizes).tolist()
    short = word_hashes(views.codes, views.tok_start, np.minimum(sizes, 6))
    assert views.beginnings(6).tolist() == short.tolist()


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_tokens_are_runs_of_letters_and_digits_with_marks_between_two_of_a_kind(text: str) -> None:
    views = views_of(text)
    inside = np.zeros(len(views.lower), dtype=bool)
    for start, end in zip(views.tok_start.tolist(), views.tok_end.tolist(), strict=True):
        inside[start:end] = True
        for at in range(start, end):
            char, before, after = views.lower[at], views.lower[at - 1 : at], views.lower[at + 1 : at + 2]
            assert char not in "'.," or (start < at < end - 1 and before.isdigit() == after.isdigit())
    for at in np.flatnonzero(~inside).tolist():
        assert not (views.lower[at].isascii() and views.lower[at].isalnum())


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.integers(0, 120), st.integers(0, 60))
def test_a_range_is_quoted_when_any_of_its_characters_is(text: str, start: int, size: int) -> None:
    views = views_of(text)
    assert views.is_quoted(start, start + size) == bool(views.quoted_chars[start : start + size].any())


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.floats(-3, 3))
def test_a_line_is_only_ruled_out_below_what_was_asked_for(text: str, least: float) -> None:
    lines = judge.lines()
    (full,) = judge.furniture([text], lines).tolist()
    (quick,) = judge.furniture([text], lines, [least]).tolist()
    assert quick == full or (quick == -np.inf and full < least)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.integers(1, 30))
def test_a_lead_is_the_tokens_up_to_its_last_word(text: str, words: int) -> None:
    views = views_of(text)
    counted = views.blk_text[views.tok_block]
    lead = views.leads(words)[0]
    assert counted[:lead].sum() == min(words, views.text_words)
    assert lead > len(counted) or counted[lead - 1]
