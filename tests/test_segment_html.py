"""Pages: structure, hidden text, metadata, and recovery from broken or hostile markup."""

import subprocess
import sys
import time

import pytest

from slopcheck.errors import InputError
from slopcheck.segment import segment
from slopcheck.types import BODY, FURNITURE, Document

LONG = "The council voted on Monday to reopen the bridge after eleven months of repairs, the mayor said."
ARTICLE = f"<h1>The bridge is open</h1><p>{LONG}</p><p>{LONG} Buses resume on Tuesday.</p>"


def page(source: str) -> Document:
    return segment(source, format="html")


def shown(source: str) -> list[str]:
    document = page(source)
    return [document.text[block.start : block.end] for block in document.blocks]


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("<p>one<p>two", ["one", "two"]),
        ("<p>a<br>b<br/>c<br><br>d", ["a b c", "d"]),
        ("<ul><li>one<li>two <b>bold</b></ul>three", ["one", "two bold", "three"]),
        ("<div>a<div>b</div>c</div>", ["a", "b", "c"]),
        ("<b>a<p>b</b>c</p>", ["a", "bc"]),
        ("<p>a<i>b</p>c", ["ab", "c"]),
        ("<pre>\n a\r\n  b\n\n</pre>", [" a\n  b"]),
        ("<table><tr><td>a<td>b<tr><td>c</table>", ["a", "b", "c"]),
        ('<p title="a > b" class=x>c</p>', ["c"]),
        ("<p>2 < 3 and <3</p>", ["2 < 3 and <3"]),
        ("a<!-- b --><!-->c<!-- d>e", ["ace"]),
        ("<p>a<![CDATA[b]]>c</p>", ["ac"]),
        ("<script>if (a < b) { '</p>' }</script><p>a<style>p{}</style>b</p>", ["ab"]),
        ("<p>a<script>never closed <p>b</p>", ["a", "b"]),
        ('<p class="never closed>a</p><p>b</p>', ["a", "b"]),
        ("<select><option>x</select><svg><text>y</text></svg><p>a</p>", ["a"]),
    ],
)
def test_what_a_reader_sees(source, texts):
    assert shown(source) == texts


@pytest.mark.parametrize(
    "element",
    [
        '<div style="color: red; display : none"><p>{}</p></div>',
        "<div hidden>{}</div>",
        "<span aria-hidden=true>{}</span>",
        "<template>{}</template>",
        "<noscript>{}</noscript>",
    ],
)
def test_hidden_text_is_kept_out_and_noted(element):
    source = f"<p>before</p>{element.format('unseen &amp; words')}<p>after</p>"
    document = page(source)
    assert document.text == "before\n\nafter"
    assert [source[start:end] for start, end in document.hidden] == ["unseen &amp; words"]


def test_a_page_that_script_reveals_is_read_all_the_same():
    source = f'<div style="display:none">{ARTICLE * 30}</div>'
    assert page(source).text.count("eleven months") == 60


PAGE = f"""<html><head><title>The bridge is open - The Gazette</title></head><body>
<nav class="menu"><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li>
<li><a href="/sport">Sport</a></li></ul></nav>
<article class="article"><h1>The bridge is open</h1><div class="byline">By Ann Alder</div>
<div class="article-body"><p>{LONG}</p><p>{LONG} Traffic returned within the hour, and the ferry made
its last crossing.</p>
<h2>What was repaired</h2><p>{LONG}</p>
<ul><li>Two of the nine piers were replaced, at a cost of four million.</li></ul>
<blockquote><p>“{LONG} We waited a long time for this,” she said.</p></blockquote>
<p>Sign up for our newsletter and get the latest news in your inbox.</p>
<figure><img src="a.jpg"><figcaption>Photo: Bo Birch/The Gazette</figcaption></figure>
<p>{LONG} The last inspection took place in March.</p></div></article>
<div class="related"><h3>Read more</h3>
<ul><li><a href="/a">Ferry makes its last crossing after ninety years</a></li></ul></div>
<footer class="footer"><p>© 2031 The Gazette. All rights reserved.</p></footer></body></html>"""


def test_kinds_on_a_page():
    document = page(PAGE)
    found = [(block.kind, document.text[block.start : block.end]) for block in document.blocks]
    assert [kind for kind, _ in found[:3]] == ["navigation"] * 3
    assert found[3:5] == [("headline", "The bridge is open"), ("byline", "By Ann Alder")]
    assert [kind for kind, _ in found[5:]] == [
        "paragraph", "paragraph", "heading", "paragraph", "item", "quote", "newsletter", "caption", "paragraph",
        "related", "related", "legal",
    ]  # fmt: skip
    assert "Sign up" not in document.body and "Ferry makes" not in document.body
    assert document.body.startswith("The bridge is open\n\n")
    assert "The council voted" in document.body
    assert all(block.in_body for block in document.blocks if block.kind in BODY - {"headline"})
    assert not any(block.in_body for block in document.blocks if block.kind in FURNITURE)


def test_a_page_never_loses_all_its_text():
    assert page("<p>Opening hours</p>").body == "Opening hours"


def test_metadata():
    source = (
        """<head><title>The bridge is open - The Gazette</title>
      <meta property="og:site_name" content="The Gazette"><meta name=author content="Ann Alder">
      <link rel="canonical" href="https://gazette.example/bridge">
      <script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "The bridge is open",
      "datePublished": "2031-05-04", "author": [{"@type": "Person", "name": "Ann Alder"}]}]}</script></head>"""
        + ARTICLE
    )
    document = page(source)
    assert dict(document.metadata) == {
        "title": "The bridge is open", "date": "2031-05-04", "author": "Ann Alder", "publisher": "The Gazette",
        "url": "https://gazette.example/bridge", "page_title": "The bridge is open - The Gazette",
    }  # fmt: skip
    assert document.headline is not None
    assert document.text[slice(*document.headline)] == "The bridge is open"
    assert document.text.count("The bridge is open") == 1


def test_a_title_that_is_not_shown_goes_in_front():
    document = page(f"<title>A title nobody sees</title><p>{LONG}</p>")
    assert document.text.startswith("A title nobody sees\n\n")
    assert document.origin.source_range(0, 19) is None


@pytest.mark.parametrize(
    "source", ["<script>x</script>", "<html><head></head><body></body></html>", "<!--", "<p>&nbsp;</p>", ""]
)
def test_a_page_that_shows_nothing_is_an_error(source):
    with pytest.raises(InputError, match="shows no text") as caught:
        page(source)
    assert caught.value.hint


HOSTILE = {
    "50,000 nested divs": "<div>" * 50_000 + ARTICLE + "</div>" * 50_000,
    "50,000 unclosed spans": "<span>" * 50_000 + ARTICLE,
    "5,000 nested tables": "<table><tr><td>" * 5_000 + ARTICLE,
    "100,000 attributes": "<div " + "a=1 " * 100_000 + ">" + ARTICLE,
    "unclosed quotes": '<a b="' * 50_001 + ">" + ARTICLE,
    "unclosed comments": "<!--" * 50_000 + ">" + ARTICLE,
    "unclosed scripts": "<script>" * 2_000 + ARTICLE,
    "2 MB text node": ARTICLE + "x" * 2_000_000,
    "2 MB data address": f'<img src="data:image/png;base64,{"A" * 2_000_000}">' + ARTICLE,
    "less-than signs": "<" * 500_000 + ARTICLE,
    "ampersands": "&" * 500_000 + ARTICLE,
    "end tags": "</b></p></div>" * 50_000 + ARTICLE,
    "NUL bytes": "\0" * 1000 + ARTICLE,
    "deep hidden": "<div hidden>" * 20_000 + "x" + "</div>" * 20_000 + ARTICLE,
    "links whose quotes do not close": '<a href="' * 50_001 + ">" + ARTICLE,
    "nested links": "<a href=x>" * 20_000 + ARTICLE,
    "lists": "<ul><li>" * 20_000 + ARTICLE,
    "white space": ARTICLE + " \n" * 500_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_soon_and_keep_the_article(name):
    begin = time.process_time()
    document = page(HOSTILE[name])
    assert time.process_time() - begin < 8
    assert "Buses resume on Tuesday" in document.body


def test_importing_segment_does_not_import_bs4():
    code = "import sys; from slopcheck.segment import segment; segment('Some text.'); sys.exit('bs4' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
