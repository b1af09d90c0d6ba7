"""The page of a comparison."""

from __future__ import annotations

import pytest

from slopcheck.compare import compare
from slopcheck.reporters import render_comparison
from slopcheck.reporters.data import Options
from slopcheck.types import Comparison, Report
from tests.browser.conftest import Open
from tests.browser.test_article_page import violations


def test_both_texts_with_their_marks(opened: Open, pair_html: str, pair: Comparison) -> None:
    page = opened(pair_html)
    assert page.locator(".side .text").count() == 2
    for prefix, report in zip(("a", "b"), pair.reports, strict=True):
        assert page.locator(f"#{prefix}-text mark").count() >= len(report.spans)
    assert "No attributed speech" in page.inner_text("main")
    assert "Piers Holloway" in page.inner_text("main")


def test_columns_scroll_together(opened: Open, pair_html: str) -> None:
    page = opened(pair_html, viewport={"width": 1280, "height": 900})
    first, second = page.locator("#a-text"), page.locator("#b-text")
    first.hover()
    for _ in range(12):
        page.mouse.wheel(0, 150)
        page.wait_for_timeout(30)
    assert first.evaluate("e => e.scrollTop") > 0
    assert second.evaluate("e => e.scrollTop") > 0


@pytest.mark.parametrize(("scheme", "width"), [("dark", 1280), ("light", 390)])
def test_accessible(opened: Open, small: Report, scheme: str, width: int) -> None:
    html = render_comparison("html", compare([small, small]), Options())
    page = opened(html, color_scheme=scheme, viewport={"width": width, "height": 900})
    assert violations(page) == []


def test_narrow_without_sideways_scrolling(opened: Open, pair_html: str) -> None:
    page = opened(pair_html, viewport={"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_three_articles(opened: Open, small: Report) -> None:
    page = opened(render_comparison("html", compare([small, small, small]), Options()))
    assert page.locator(".side .text").count() == 3
    assert "Ranking" in page.inner_text("main")
    assert violations(page) == []
