"""A megabyte of text in one report: the page stays within bounds and opens. ``benchmarks/pages.py`` times it."""

from __future__ import annotations

from pathlib import Path

import pytest

from slopcheck.check import check
from slopcheck.classify import Model
from slopcheck.reporters import render
from slopcheck.reporters.article import LEDGER_ROWS, MOST
from slopcheck.reporters.data import Options, Results
from slopcheck.types import Report
from tests.browser.conftest import Open

NAMES = ("farm-harbor-ferry.txt", "report-harbor-ferry.txt", "farm-school-bell.txt", "report-court-case.txt")


@pytest.fixture(scope="module")
def large(samples: Path, model: Model) -> Report:
    text = "\n\n".join((samples / name).read_text("utf-8") for name in NAMES)
    return check("\n\n".join([text] * (1_000_000 // len(text) + 1)), name="large.txt", model=model)


def test_a_megabyte_makes_a_page_within_bounds(opened: Open, large: Report) -> None:
    assert len(large.document.text) >= 1_000_000
    assert len(large.spans) > MOST
    html = render("html", Results((large,)), Options())
    assert len(html.encode()) <= 5_000_000
    page = opened(html)
    assert page.locator(".findings > li").count() == MOST
    assert page.locator(".ledger tbody tr").count() == LEDGER_ROWS
    assert page.locator(".part").count() == len(large.document.blocks)
    assert page.locator(".text.many").count() == 1  # drawn in chunks as they come into view
    assert "strongest findings are shown" in page.locator(".list").inner_text()
    page.keyboard.press("j")
    assert page.locator(".findings > li.on").count() == 1
