"""The samples' own parts: what stands above, below and inside the article is labelled for what it is."""

from pathlib import Path

import pytest

from slopcheck.segment import segment
from slopcheck.types import ABOUT, FURNITURE

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"


def kinds(name: str) -> dict[int, str]:
    """Kind of the first block on each line of the source."""
    text = (SAMPLES / name).read_text("utf-8")
    document = segment(text, name=name)
    found: dict[int, str] = {}
    for block in document.blocks:
        where = document.origin.source_range(block.start, block.end)
        assert where is not None
        found.setdefault(text.count("\n", 0, where[0]) + 1, block.kind)
    return found


def test_a_photo_credit_above_the_headline() -> None:
    found = kinds("report-harbor-ferry.txt")
    assert [found[n] for n in (1, 3, 5, 6, 7)] == ["caption", "headline", "byline", "dateline", "read-time"]


@pytest.mark.parametrize(
    ("name", "line"),
    [("farm-celebrity-bakery.txt", 6), ("farm-harbor-ferry.txt", 6), ("farm-crypto-rally.txt", 6)],
)
def test_a_keyword_line_belongs_to_the_article(name: str, line: int) -> None:
    assert kinds(name)[line] not in FURNITURE | ABOUT


@pytest.mark.parametrize("name", sorted(p.name for p in SAMPLES.glob("[fr]*-*.*")))
def test_the_long_paragraphs_belong_to_the_article(name: str) -> None:
    text = (SAMPLES / name).read_text("utf-8")
    document = segment(text, name=name)
    lost = [document.text[b.start : b.end] for b in document.blocks if b.kind in FURNITURE]
    assert [t for t in lost if len(t.split()) > 45] == []
    assert document.headline is not None
