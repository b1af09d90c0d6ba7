"""Whole pages of the usual makes, written for this test: which of their blocks are the article."""

from pathlib import Path

import pytest

from slopcheck.segment import segment
from slopcheck.types import ABOUT, FURNITURE

PAGES = Path(__file__).parent / "pages"

# Per page, the beginnings of blocks and the kind each must have.
KINDS = {
    "article.html": {
        "Sport": "navigation", "Ferry service ends": "headline", "By Ann Alder": "byline", "4 May 2031": "dateline",
        "Copy link": "share", "The last ferry": "paragraph", "Passengers wave": "caption",
        "Carl Cedar": "paragraph", "Sign up for our newsletter": "newsletter", "What happens": "heading",
        "“It would be a shame": "quote", "Two museums": "paragraph", "You may also like": "related",
        "Island school": "related", "Leave a Reply": "comment-form", "© 2031": "legal",
    },
    "tables.html": {
        "Town council approves": "headline", "The town council voted": "paragraph", "Eve Elder": "paragraph",
        "Three members": "paragraph", "Work is to begin": "paragraph", "Copyright 2004": "legal",
    },
    "export.txt": {
        "River walk reopens": "headline", "By Frank Fir": "byline", "12 March": "dateline", "3 min read": "read-time",
        "Share This": "share", "The river walk": "paragraph", "Workers finished": "paragraph",
        "Advertisement": "advert", "Walkers will find": "paragraph", "Related Articles": "related",
        "Leave a Comment": "comment-form",
    },
}  # fmt: skip

FURNITURE_ONLY = {"tables.html": ("Front page", "World", "School bus route", "Library open")}


@pytest.mark.parametrize("name", KINDS)
def test_kinds(name):
    document = segment((PAGES / name).read_text(encoding="utf-8"), name=name)
    found = {document.text[block.start : block.end]: block.kind for block in document.blocks}
    for begin, kind in KINDS[name].items():
        assert [k for text, k in found.items() if text.startswith(begin)] == [kind], begin
    for begin in FURNITURE_ONLY.get(name, ()):
        assert next(k for text, k in found.items() if text.startswith(begin)) in FURNITURE, begin


@pytest.mark.parametrize("name", KINDS)
def test_the_body_is_the_article_whole(name):
    document = segment((PAGES / name).read_text(encoding="utf-8"), name=name)
    for block in document.blocks:
        text = document.text[block.start : block.end]
        if block.kind in ("paragraph", "heading", "quote"):
            assert text in document.body
        elif block.kind not in ABOUT and block.kind != "headline":
            assert text not in document.body
