"""The block models: what they refuse, and what they keep whatever the page."""

import pytest

from slopcheck.errors import ModelError
from slopcheck.segment import html, judge, segment

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
    scores = judge.article(parts, None, judge.pages())
    assert min(scores[8:]) > max(scores[:8])


def test_wording_alone_tells_a_call_from_a_sentence():
    call, sentence = judge.furniture(["Sign up for our newsletter", LONG], judge.lines())
    assert call > 0 > sentence


def test_a_page_of_too_many_blocks_is_judged_plainly():
    source = "<li>menu</li>" * (judge.MAX_BLOCKS + 1) + f"<p>{LONG}</p>"
    document = segment(source, format="html")
    assert document.body == LONG
