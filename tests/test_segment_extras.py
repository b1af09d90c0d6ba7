"""Blocks between an article's paragraphs: those that need a clear place, and those that belong to it."""

from __future__ import annotations

import numpy as np
import pytest

from slopcheck.segment import blocks, extras, html, judge
from slopcheck.segment.flow import Part

LONG = (
    "The bridge at Orlheim was closed on Monday after engineers had found cracks in two of its piers. " * 12
)
TEASER = "Seven gardens of Orlheim that nobody has seen in winter"


def parts_of(inside: str) -> list[Part]:
    """The parts of a page whose article has ``inside`` between two long paragraphs, with their first kinds."""
    parts = html.parse(f"<div class=wrap><p>{LONG}</p>{inside}<p>{LONG}</p></div>").parts
    for part in parts:
        part.kind = blocks._alone(part)
    return parts


def judged(scores: list[float], *, many: bool = False) -> judge.Judged:
    return judge.Judged(np.array(scores), None, np.full(len(scores), many))


def kept(parts: list[Part], score: float) -> bool:
    """Whether the block between the paragraphs stays when all are chosen and it has this score."""
    every = np.ones(3, dtype=np.bool_)
    found, _ = extras.without(parts, judged([4.0, score, 0.1]), every)
    assert found[0]
    assert found[2]
    return bool(found[1])


@pytest.mark.parametrize(
    ("inside", "needed"),
    [
        ("<figure><figcaption>The bridge at Orlheim</figcaption></figure>", 3.0),
        ("<p class=wp-caption-text>The bridge at Orlheim in the evening</p>", 3.0),
        ("<div class=photo><span>The bridge at Orlheim in the evening</span></div>", 3.0),
        (f"<p><a href=x>{TEASER}</a></p>", 3.0),
        ("<div class=promo>The owner of the bridge has a new name and a new board</div>", 3.0),
        ("<h3 class=related>The owner of the bridge has a new name</h3>", 3.0),
        ("<div>The slimmer piers of the bridge</div>", 1.0),
        ("<p>By Anna Weber, 12 May 2019</p>", 0.0),
    ],
)
def test_what_is_mostly_no_article_needs_a_clear_place(inside, needed):
    parts = parts_of(inside)
    assert len(parts) == 3
    assert not kept(parts, needed - 0.1)
    assert kept(parts, needed + 0.1)


def test_a_short_paragraph_like_the_others_stays():
    assert kept(parts_of("<p>That was all he said.</p>"), -1.0)


@pytest.mark.parametrize("name", ["photo", "promo"])
def test_a_class_word_that_much_of_the_article_shares_says_nothing(name):
    parts = html.parse(f"<div>{f'<p class={name}>{LONG}</p>' * 3}</div>").parts
    assert extras.without(parts, judged([4.0, 0.5, 4.0]), np.ones(3, dtype=np.bool_))[0].all()


def test_links_of_a_make_with_many_blocks_are_an_index():
    parts = parts_of(f"<p><a href=x>{TEASER}</a></p>")
    every = np.ones(3, dtype=np.bool_)
    assert extras.without(parts, judged([4.0, 1.0, 4.0], many=True), every)[0].all()


def test_where_nothing_is_clear_the_choice_stays():
    parts = parts_of(f"<p><a href=x>{TEASER}</a></p>")
    alone = np.array([False, True, False])
    assert extras.without(parts, judged([4.0, 1.0, 4.0]), alone)[0].tolist() == alone.tolist()


def test_captions_by_their_class_words_are_named():
    every = np.ones(3, dtype=np.bool_)
    for inside, captions in (
        ("<p class=caption>The bridge at Orlheim in May</p>", [1]),
        ("<p>He said so.</p>", []),
    ):
        assert extras.without(parts_of(inside), judged([4.0, -0.5, 4.0]), every)[1] == captions


def entries(text: str, count: int = 3) -> list[Part]:
    return parts_of(f"<ul>{f'<li>{text}</li>' * count}</ul>")


def test_a_list_without_links_between_paragraphs_belongs_to_them():
    parts = entries("Scales easily with the town")
    chosen = np.array([True, False, False, False, True])
    found = judged([4.0, -0.9, -1.1, -0.9, 4.0])
    assert extras.joined(parts, found, chosen).tolist() == [True, True, False, True, True]


def test_a_list_of_links_or_below_the_article_does_not():
    linked = entries("<a href=x>Scales easily with the town</a>")
    chosen = np.array([True, False, False, False, True])
    found = judged([4.0, 0.5, 0.5, 0.5, 4.0])
    assert extras.joined(linked, found, chosen).tolist() == chosen.tolist()
    mixed = parts_of(f"<ul>{'<li><a href=x>Scales easily</a></li>' * 2}<li>With the town</li></ul>")
    assert extras.joined(mixed, found, chosen).tolist() == chosen.tolist()
    first = np.array([True, False, False, False, False])
    assert extras.joined(entries("With the town"), found, first).tolist() == first.tolist()


def test_a_paragraph_without_links_between_chosen_blocks_belongs_to_them():
    chosen = np.array([True, False, True])
    plain, linked, other = (
        parts_of(inside)
        for inside in (
            "<p>That was all he said.</p>",
            "<p>That was <a href=x>all he said</a>.</p>",
            "<div>That was all he said.</div>",
        )
    )
    assert extras.joined(plain, judged([4.0, -0.9, 4.0]), chosen).all()
    assert extras.joined(plain, judged([4.0, -1.1, 4.0]), chosen).tolist() == chosen.tolist()
    for parts in (linked, other):
        assert extras.joined(parts, judged([4.0, -0.9, 4.0]), chosen).tolist() == chosen.tolist()


def test_no_more_of_a_page_than_stands_between_chosen_blocks_is_joined():
    parts = parts_of("<p>That was all he said.</p>")
    for chosen in (np.array([False, False, True]), np.array([True, False, False])):
        assert extras.joined(parts, judged([0.5, 0.5, 0.5]), chosen).tolist() == chosen.tolist()


@pytest.mark.parametrize(("score", "in_body"), [(-0.4, True), (-0.6, False)])
def test_a_headline_apart_from_the_article_belongs_to_it_unless_it_is_doubtful(monkeypatch, score, in_body):
    parts = html.parse(f"<h1>The bridge at Orlheim is closed</h1><p>{LONG}</p>").parts
    found = judge.Judged(np.array([score, 4.0]), np.zeros((2, 1)), np.zeros(2, dtype=np.bool_))
    monkeypatch.setattr(judge, "article", lambda *_: found)
    monkeypatch.setattr(judge, "choose", lambda *_: np.array([False, True]))
    assert blocks.label(parts, ["The bridge at Orlheim is closed"]) == 0
    assert parts[0].kept is in_body
    assert parts[1].kind == "paragraph"


def test_a_caption_left_out_is_called_one(monkeypatch):
    source = f"<p>{LONG}</p><div class=photo>The bridge at Orlheim in the evening</div><p>{LONG}</p>"
    parts = html.parse(source).parts
    found = judge.Judged(np.array([4.0, 1.0, 4.0]), np.zeros((3, 1)), np.zeros(3, dtype=np.bool_))
    monkeypatch.setattr(judge, "article", lambda *_: found)
    monkeypatch.setattr(judge, "choose", lambda *_: np.ones(3, dtype=np.bool_))
    blocks.label(parts)
    assert [part.kind for part in parts] == ["paragraph", "caption", "paragraph"]
    assert parts[1].kept is False
