"""The page of a collection."""

from __future__ import annotations

from pathlib import Path

import pytest

from slopcheck.check import check_file
from slopcheck.classify import Model
from slopcheck.reporters import render_collection
from slopcheck.reporters.collection import collect
from slopcheck.reporters.data import Options, document_data, tool
from tests.browser.conftest import Open
from tests.browser.test_article_page import violations


@pytest.fixture(scope="module")
def collection_html(samples: Path, model: Model) -> str:
    reports = [check_file(path, model=model) for path in sorted(samples.glob("*-*.*"))]
    rows = [{"tool": tool(r), **document_data(r, Options())} for r in reports]
    return render_collection(collect(rows, lambda row: Path(row["name"]).name.split("-")[0], least=5))[0]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_accessible(opened: Open, collection_html: str, scheme: str, width: int) -> None:
    page = opened(collection_html, color_scheme=scheme, viewport={"width": width, "height": 900})
    assert violations(page) == []


def test_narrow_without_sideways_scrolling(opened: Open, collection_html: str) -> None:
    page = opened(collection_html, viewport={"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_click_on_a_head_sorts(opened: Open, collection_html: str) -> None:
    page = opened(collection_html)
    names = "[...document.querySelector('table.sortable').tBodies[0].rows].map(r => r.cells[0].textContent)"
    page.locator("table.sortable thead button").first.click()
    assert page.evaluate(names) == ["farm", "report"]
    page.locator("table.sortable thead button").first.click()
    assert page.evaluate(names) == ["report", "farm"]


def test_without_script_it_still_reads(opened: Open, collection_html: str) -> None:
    page = opened(collection_html, java_script_enabled=False)
    assert page.locator("table.sortable thead button").count() == 0
    assert "Conclusion" in page.inner_text("main")
