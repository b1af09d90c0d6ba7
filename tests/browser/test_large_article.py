"""A megabyte of text in one report: made and opened quickly."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from slopcheck.check import check
from slopcheck.classify import Model
from slopcheck.reporters import render
from slopcheck.reporters.data import Options, Results
from slopcheck.types import Report
from tests.browser.conftest import Open

NAMES = ("farm-harbor-ferry.txt", "report-harbor-ferry.txt", "farm-school-bell.txt", "report-court-case.txt")


@pytest.fixture(scope="module")
def large(samples: Path, model: Model) -> Report:
    text = "\n\n".join((samples / name).read_text("utf-8") for name in NAMES)
    return check("\n\n".join([text] * (1_000_000 // len(text) + 1)), name="large.txt", model=model)


def test_a_megabyte_is_rendered_and_opened_in_time(opened: Open, large: Report) -> None:
    assert len(large.document.text) >= 1_000_000
    before = time.process_time()
    html = render("html", Results((large,)), Options())
    assert time.process_time() - before <= 2 * SLACK
    page = opened("<title>before</title>")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    path = Path(page.url.removeprefix("file://"))
    path.write_text(html, encoding="utf-8")
    page.reload()
    metrics = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
    assert metrics["TaskDuration"] <= 3 * SLACK
    assert "strongest findings are shown" in page.locator(".list").inner_text()


SLACK = 1.5  # processor time on a machine that other tests share
