"""Lines of plain text are judged by quick looks that have to say what the slow ones say."""

from hypothesis import given, settings
from hypothesis import strategies as st

from slopcheck.segment import judge, wording
from slopcheck.segment.certain import CERTAIN, may_be

MARKS = "abA 1'\u2019\u2018\u201c\u2014\u2026_-.\u00e9\u00df\u0130\u03a3\u212a\u00b2\t\n\u00a0\u0663"
TERMS = sorted(term.replace("^", "") for term in judge.lines().telling if term)
LINES = st.lists(
    st.one_of(
        st.lists(st.sampled_from(TERMS), min_size=1, max_size=8).map(" ".join),
        st.sampled_from(
            ["***", "42", "zzendoflinezz subscribe", "Caf\u00e9 Marlow opens on the pier.", "Share this!"]
        ),
    ),
    min_size=1,
    max_size=8,
)


@given(st.text(MARKS, max_size=16))
def test_words_split_as_bytes_are_those_of_the_pattern(text: str) -> None:
    expected = [word.lower().replace("\u2019", "'") for word in wording.WORD.findall(text)]
    if not any(char in text for char in "\u0130\u03a3"):
        expected = wording.WORD.findall(text.lower().replace("\u2019", "'"))
    assert wording._lower_words(text) == expected


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_no_line_of_a_certain_kind_is_passed_over(lines: list[str]) -> None:
    model = judge.lines()
    for line, possible in zip(lines, may_be(lines, model.arranged), strict=True):
        assert possible or judge.likeliest_kind(line, model) not in CERTAIN


def test_a_look_at_all_lines_at_once_rules_most_out() -> None:
    prose = "The council of Marlow voted on Monday to reopen the bridge, the mayor said."
    call = "Subscribe to our newsletter and get it delivered to your inbox"
    assert may_be([prose, call, prose], judge.lines().arranged) == [False, True, False]
