"""Folding undoes evasion, reports it, and knows the way back."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from slopcheck.fold import fold


def test_plain_text_is_left_alone() -> None:
    text = "“It’s ten past — no, 3 o’clock…” said Zoë."
    folded = fold(text)
    assert folded.text == text
    assert folded.way is None
    assert folded.tricks == ()


def test_zero_width_and_soft_hyphens_vanish_and_are_reported() -> None:
    text = "a piv\u200botal mo\u00adment"
    folded = fold(text)
    assert folded.text == "a pivotal moment"
    assert [t.kind for t in folded.tricks] == ["zero-width", "zero-width"]
    start = folded.text.index("pivotal")
    assert text[slice(*folded.back(start, start + 7))] == "piv\u200botal"


def test_lookalikes_are_read_as_latin_in_mixed_words_only() -> None:
    folded = fold("a рivotal moment in Москва for Ольга")
    assert folded.text == "a pivotal moment in Москва for Ольга"
    assert [t.kind for t in folded.tricks] == ["look-alike"]


def test_text_of_another_script_is_no_trick() -> None:
    assert fold("Сегодня хор поёт, а мы не едем.").tricks == ()


def test_ligatures_and_wide_letters_are_composed() -> None:
    folded = fold("ﬁnance in ＦＵＬＬ and cafe\u0301")
    assert folded.text == "finance in FULL and café"
    assert folded.back(0, 2) == (0, 1)


def test_bidi_controls_are_their_own_kind() -> None:
    assert [t.kind for t in fold("abc \u202edef\u202c ghi").tricks] == ["bidi", "bidi"]


SPICE = "ab cdeЖра\u200b\u00ad\u3000\ufb01\u202e\u0301é…’\U0001f600"


@given(st.text(alphabet=SPICE, max_size=60))
def test_the_way_back_is_ordered_and_inside_the_text(text: str) -> None:
    folded = fold(text)
    previous = 0
    for i in range(len(folded.text)):
        start, end = folded.back(i, i + 1)
        assert 0 <= start < end <= len(text)
        assert start >= previous
        previous = start


@given(st.text(alphabet=SPICE, max_size=60))
def test_into_undoes_back(text: str) -> None:
    folded = fold(text)
    for i in range(len(folded.text)):
        start, _ = folded.back(i, i + 1)
        there = int(folded.into(np.array([start]))[0])
        assert folded.back(there, there + 1)[0] == start


@given(st.text(max_size=80))
def test_positions_of_any_text_map_into_the_folded_one_in_order(text: str) -> None:
    folded = fold(text)
    places = folded.into(np.arange(len(text) + 1)).tolist()
    assert places == sorted(places)
    assert 0 <= places[0] <= places[-1] == len(folded.text)
    for trick in folded.tricks:
        assert 0 <= trick.start <= trick.end <= len(folded.text)
