"""The block models: what they refuse, and what they keep whatever the page."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slopcheck.errors import ModelError
from slopcheck.segment import decode, features, html, judge, segment, trees, wording
from slopcheck.segment.decode import stretches

LONG = "The council voted on Monday to reopen the bridge after eleven months of repairs, the mayor said."


@pytest.mark.parametrize("raw", [{}, {"first": {}, "second": {}, "threshold": 0}, {"first": None}])
def test_a_damaged_page_model_is_named(raw):
    with pytest.raises(ModelError, match="damaged block model") as caught:
        judge.read_pages(raw)
    assert caught.value.hint


def test_a_damaged_line_model_is_named():
    with pytest.raises(ModelError, match="damaged line model"):
        judge.read_lines({"words": {}})


def test_prose_scores_above_a_menu():
    links = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(8))
    parts = html.parse(f"<ul class=menu>{links}</ul>" + f"<div class=body>{f'<p>{LONG}</p>' * 6}</div>").parts
    scores = judge.article(parts, None, judge.pages()).scores
    assert min(scores[8:]) > max(scores[:8])


def test_wording_alone_tells_a_call_from_a_sentence():
    call, sentence = judge.furniture(["Sign up for our newsletter", LONG], judge.lines())
    assert call > 0 > sentence


def test_only_a_doubtful_make_of_many_blocks_is_drawn_together():
    scores, many = judge._together(np.array([-3.0, 1.0] * 40 + [5.0, -5.0]), np.array([0] * 80 + [1, 1]))
    assert scores[:2].tolist() == [-2.0, 0.0]
    assert scores[80:].tolist() == [5.0, -5.0]
    assert many.tolist() == [True] * 80 + [False, False]
    plain, many = judge._together(np.array([1.0, 5.0] * 40), np.zeros(80, dtype=np.int64))
    assert plain[:2].tolist() == [1.0, 5.0]
    assert many.all()


def test_a_page_of_too_many_blocks_is_judged_plainly():
    source = "<li>menu</li>" * (judge.MAX_BLOCKS + 1) + f"<p>{LONG}</p>"
    document = segment(source, format="html")
    assert document.body == LONG


TREES = {
    "features": ["words", "links"],
    "intercept": 0.5,
    "trees": [
        [0, 10.0, 0, 1, 0.3, -1.0, 2.0, 0.25],  # long blocks: few links or many
        [1, 0.9, 1, 1, 0.9, -4.0, 0.125, 0.125],  # one question alone
    ],
}


def test_a_tree_asks_at_most_two_questions():
    rows = np.array([[5.0, 0.0], [20.0, 0.1], [20.0, 0.5], [20.0, 1.0]])
    expected = [0.5 - 1 + 0.125, 0.5 + 2 + 0.125, 0.5 + 0.25 + 0.125, 0.5 + 0.25 - 4]
    assert trees.parse(TREES).log_odds(rows).tolist() == pytest.approx(expected)
    many = np.repeat(rows, 5000, axis=0)
    assert trees.parse(TREES).log_odds(many).tolist() == pytest.approx(np.repeat(expected, 5000).tolist())


@pytest.mark.parametrize(
    "damage", [{"trees": [[0, 1.0]]}, {"trees": [[2, 1.0, 0, 0, 1.0, 0, 0, 0]]}, {"intercept": math.nan}]
)
def test_damaged_trees_are_refused(damage):
    with pytest.raises(ValueError):
        trees.parse({**TREES, **damage})


@pytest.mark.parametrize("seed", range(20))
def test_the_stretches_chosen_are_the_best_ones(seed):
    random = np.random.RandomState(seed)
    gain, same = random.normal(size=9), random.randint(0, 2, size=9).astype(float)

    def total(chosen):
        changes = [(2.0 if same[i] else 0.5) for i in range(1, 9) if chosen[i] != chosen[i - 1]]
        return sum(value for value, is_chosen in zip(gain, chosen, strict=True) if is_chosen) - sum(changes)

    best = max(itertools.product((False, True), repeat=9), key=total)
    assert stretches(gain, same, 2.0, 0.5).tolist() == list(best)


def test_no_blocks_no_stretches():
    assert stretches(np.zeros(0), np.zeros(0), 2.0, 0.5).tolist() == []


@pytest.mark.parametrize(("around", "taken"), [(4.0, False), (0.0, True)])
def test_a_doubtful_page_asks_less_of_a_block(around, taken):
    scores = np.array([around, around, around, -0.5])
    chosen = decode.article(
        scores, np.full(4, 20.0), np.zeros(4), threshold=0.0, share=1.0, within=0.0, between=0.0
    )
    assert chosen.tolist() == [True, True, True, taken]


def test_the_choice_expects_the_best_f1():
    """With full share and no costs, no other set of blocks promises a higher F1."""
    random = np.random.RandomState(3)
    for _ in range(20):
        scores, words = random.normal(size=7) * 3, random.randint(1, 40, size=7).astype(float)
        chance = 1 / (1 + np.exp(-scores))

        def expected(chosen, chance=chance, words=words):
            kept = np.array(chosen)
            return 2 * (chance * words)[kept].sum() / (words[kept].sum() + (chance * words).sum())

        chosen = decode.article(scores, words, np.zeros(7), threshold=0.0, share=1.0, within=0.0, between=0.0)
        best = max(map(expected, itertools.product((False, True), repeat=7)))
        assert expected(chosen) == pytest.approx(best, abs=0.005)


@pytest.mark.parametrize(
    ("pattern", "hints"),
    [
        (features._COMMENTS, features._COMMENT_HINTS),
        (features._RELATED, features._RELATED_HINTS),
        (features._CREDIT, features._CREDIT_HINTS),
        (features._BESIDE, features._BESIDE_HINTS),
    ],
)
def test_whatever_a_pattern_matches_holds_a_hint(pattern, hints):
    @given(st.from_regex(pattern))
    def check(text):
        assert any(hint in text for hint in hints)

    check()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("and that is why the lamps of harrow street stay on", 1.0),
        ("and that is why the lamps of Harrow Street stay on", 0.0),
        ("the lamps stay on", 0.0),
    ],
)
def test_a_long_line_without_capitals_is_told(text, expected):
    assert wording.numbers(text)[wording.NAMES.index("uncapitalised")] == expected
