"""Pages in the system's Chromium, watched: any console message, error or request fails the test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from slopcheck.check import check, check_file
from slopcheck.classify import Model, load_model
from slopcheck.compare import compare
from slopcheck.reporters import render, render_comparison
from slopcheck.reporters.data import Options, Results
from slopcheck.types import Comparison, Report

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        if os.environ.get("SLOPCHECK_BROWSER") == "required":
            pytest.fail("Chromium is required here and not installed")
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a page's HTML; whatever it logs, throws or asks for is collected and must be nothing."""
    heard: list[str] = []
    contexts: list[Any] = []

    def open_page(html: str, *, fragment: str = "", **how: Any) -> Page:
        path = tmp_path / f"page{len(contexts)}.html"
        path.write_text(html, encoding="utf-8")
        context = browser.new_context(**how)
        contexts.append(context)
        page = context.new_page()
        url = path.as_uri() + fragment
        page.on("console", lambda message: heard.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: heard.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (heard.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on(
            "request", lambda request: request.url.split("#")[0] == path.as_uri() or heard.append(request.url)
        )
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert heard == []


@pytest.fixture(scope="session")
def model(model_path: Path) -> Model:
    return load_model(str(model_path))


@pytest.fixture(scope="session")
def padded(samples: Path, model: Model) -> Report:
    return check_file(samples / "farm-harbor-ferry.txt", model=model)


@pytest.fixture(scope="session")
def sound(samples: Path, model: Model) -> Report:
    return check_file(samples / "report-harbor-ferry.txt", model=model)


@pytest.fixture(scope="session")
def pair(padded: Report, sound: Report) -> Comparison:
    return compare([padded, sound])


@pytest.fixture(scope="session")
def page_html(padded: Report) -> str:
    return render("html", Results((padded,)), Options())


@pytest.fixture(scope="session")
def small(padded: Report, model: Model) -> Report:
    """The first paragraphs of the padded article and its end: axe takes its time over every mark."""
    parts = padded.document.source.split("\n\n")
    return check("\n\n".join([*parts[:9], *parts[-2:]]), name="small.txt", model=model)


@pytest.fixture(scope="session")
def small_html(small: Report) -> str:
    return render("html", Results((small,)), Options())


@pytest.fixture(scope="session")
def pair_html(pair: Comparison) -> str:
    return render_comparison("html", pair, Options())
