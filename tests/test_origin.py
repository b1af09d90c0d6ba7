"""Every block leads back to the source it came from: the slice, less its markup, is the text."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slopcheck.errors import InputError
from slopcheck.segment import segment
from slopcheck.types import Document

WORDS = st.text(alphabet="abcxyz éß😀\u200b\u00a0“”’&;#<>*_`[]()!\\|~-=:.,\t\n\r", min_size=1, max_size=30)
SAFE = st.text(alphabet="abcxyz éß😀\u200b\u00a0“”’.,\t\n\r", min_size=1, max_size=30)


def collapse(text: str) -> str:
    return re.sub(r"[ \t\n\r\f\v]+", " ", text).strip(" \t\n\r\f\v")


def unmarked(source: str) -> str:
    source = re.sub(r'<(span|div) (?:hidden|style="display:\s*none").*?</\1>', "", source, flags=re.S)
    source = re.sub(r"<br[^>]*>", " ", source)
    return collapse(html.unescape(re.sub(r"<!--.*?-->|<(?:\"[^\"]*\"|[^>\"])*>", "", source, flags=re.S)))


def check_shape(document: Document) -> None:
    """What holds for every document of every format."""
    text, pieces = document.text, document.origin.pieces
    at = 0
    for block in document.blocks:
        assert at <= block.start < block.end <= len(text)
        assert not text[at : block.start].strip()
        assert text[block.start : block.end].strip()
        at = block.end
    assert not text[at:].strip()
    previous = 0
    for first, last, begin, stop in pieces.tolist():
        assert previous <= first < last <= len(text)
        assert 0 <= begin < stop <= len(document.source)
        shown, source = text[first:last], document.source[begin:stop]
        if last - first == stop - begin:
            assert re.sub(r"[\t\n\r\f\v]", " ", source) == re.sub(r"[\t\n\r\f\v]", " ", shown)
        previous = last


@given(
    st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=6),
    st.sampled_from(["\n", "\r\n", "\n\n"]),
)
def test_plain_text(paragraphs, gap):
    source = gap.join(" ".join(words) for words in paragraphs)
    try:
        document = segment(source, format="text")
    except InputError:
        assert not source.strip()
        return
    check_shape(document)
    for block in document.blocks:
        start, end = document.origin.source_range(block.start, block.end)
        assert collapse(source[start:end]) == document.text[block.start : block.end]


INLINE = st.one_of(
    SAFE,
    st.sampled_from(
        ["&amp;", "&eacute;", "&#8217;", "&#x1F600;", "&nbsp;", "<br>", "<!-- note -->", " ", "\r\n"]
    ),
    SAFE.map(lambda text: f"<b>{text}</b>"),
    SAFE.map(lambda text: f'<a href="/x?a=1&b=2" title="a > b">{text}</a>'),
    SAFE.map(lambda text: f"<em><span class=x>{text}</span></em>"),
    SAFE.map(lambda text: f"<span hidden>{text}</span>"),
    SAFE.map(lambda text: f'<span style="display: none">{text}<b>{text}</b></span>'),
)
BLOCKS = st.tuples(
    st.sampled_from(["p", "div", "li", "h2", "blockquote", "td"]), st.lists(INLINE, max_size=6)
)


@settings(max_examples=200)
@given(st.lists(BLOCKS, min_size=1, max_size=5))
def test_html(blocks):
    source = "".join(f"<{tag}>{''.join(inline)}</{tag}>\n" for tag, inline in blocks)
    try:
        document = segment(source, format="html")
    except InputError:
        assert not unmarked(source).strip()
        return
    check_shape(document)
    for block in document.blocks:
        start, end = document.origin.source_range(block.start, block.end)
        assert unmarked(source[start:end]) == document.text[block.start : block.end]
    everything = re.sub(r"\s", "", "".join(unmarked(source)))
    assert re.sub(r"\s", "", document.text) == everything


@settings(max_examples=200)
@given(st.lists(WORDS, min_size=1, max_size=12), st.sampled_from(["html", "markdown", "auto"]))
def test_any_text_in_any_format_keeps_its_shape(words, format):
    try:
        check_shape(segment("\n\n".join(words), format=format))
    except InputError as error:
        assert error.hint


MARKS = st.tuples(st.sampled_from(["{}", "**{}**", "*{}*", "_{}_", "[{}](https://a.example/b)", "~~{}~~", "`{}`"]),
                  st.from_regex(r"[a-z]{1,8}( [a-zé😀]{1,8}){0,3}", fullmatch=True))  # fmt: skip


@given(
    st.lists(st.lists(MARKS, min_size=1, max_size=5), min_size=1, max_size=5), st.sampled_from(["\n", "\r\n"])
)
def test_markdown_shows_what_stands_inside_the_marks(paragraphs, line_break):
    source = (line_break * 2).join(
        line_break.join(form.format(text) for form, text in rows) for rows in paragraphs
    )
    document = segment(source, format="markdown")
    check_shape(document)
    shown = [document.text[block.start : block.end] for block in document.blocks]
    assert shown == [" ".join(text for _, text in rows) for rows in paragraphs]
    for text in shown:
        at = document.text.index(text)
        for word in re.finditer(r"\S+", text):
            start, end = document.origin.source_range(at + word.start(), at + word.end())
            assert re.sub(r"[*_`~]|\]\(.*|\[", "", source[start:end]) == word.group()


def test_a_supplied_headline_that_is_not_visible_has_no_origin():
    document = segment("A first paragraph of text.", headline="The headline")
    assert document.text.startswith("The headline\n\n")
    assert document.headline == (0, 12)
    assert document.blocks[0].kind == "headline"
    assert document.origin.source_range(0, 12) is None
    assert document.origin.source_range(14, 21) == (0, 7)


def test_a_supplied_headline_that_is_visible_is_marked_in_place():
    document = segment("The  Headline!\n\nA first paragraph of text.", headline="the headline")
    assert document.text.startswith("The Headline!\n\n")
    assert document.headline == (0, 13)
    assert document.origin.source_range(0, 13) == (0, 14)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("&copyx;", "©x;"),
        ("a &ampb", "a &b"),
        ("&nosuch;", "&nosuch;"),
        ("&#0;&#x110000;", "\ufffd\ufffd"),
        ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2"),
    ],
)
def test_entities_as_browsers_read_them(source, shown):
    document = segment(f"<p>{source}</p>", format="html")
    assert document.text == shown
    assert document.origin.source_range(0, len(shown)) == (3, 3 + len(source))
