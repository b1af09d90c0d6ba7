"""Example reports from the sample articles: ``make reports``. Pictures are taken where Chromium is installed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from slopcheck.check import check_file
from slopcheck.compare import compare
from slopcheck.reporters import render, render_collection, render_comparison
from slopcheck.reporters.collection import collect
from slopcheck.reporters.data import Options, Results, document_data, tool

ROOT = Path(__file__).parents[1]
SAMPLES = Path("corpus") / "samples"
EXAMPLES = Path("reports") / "examples"
PAIR = ("farm-harbor-ferry.txt", "report-harbor-ferry.txt")
PICTURES = {"article.html": "article.png", "comparison.html": "comparison.png"}


def main() -> None:
    """Write the pages, the tables and the pictures."""
    os.chdir(ROOT)  # names in the reports are relative to it
    EXAMPLES.mkdir(parents=True, exist_ok=True)
    reports = [check_file(path) for path in sorted(SAMPLES.glob("*-*.*"))]
    pair = [report for report in reports if Path(report.document.name).name in PAIR]
    write("article.html", render("html", Results((pair[0],)), Options()))
    write("article.json", render("json", Results((pair[0],)), Options()))
    write("article.txt", render("text", Results((pair[0],)), Options()))
    write("reporting.html", render("html", Results((pair[1],)), Options()))
    for form, suffix in (("html", "html"), ("text", "txt"), ("json", "json")):
        write(f"comparison.{suffix}", render_comparison(form, compare(pair), Options()))
    rows = [{"tool": tool(r), **document_data(r, Options())} for r in reports]
    page, tables = render_collection(collect(rows, kind_of, least=5))
    write("collection.html", page)
    for name, content in tables.items():
        write(f"collection-{name}.csv", content)
    take_pictures()


def kind_of(row: object) -> str:
    """The samples' sources: the two kinds their names tell."""
    assert isinstance(row, dict)
    return "farm-like samples" if Path(row["name"]).name.startswith("farm-") else "reporting samples"


def write(name: str, content: str) -> None:
    """One example file."""
    (EXAMPLES / name).write_text(content, encoding="utf-8", newline="")
    print(EXAMPLES / name)


def take_pictures() -> None:
    """What the pages look like, for the README."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("no pictures: Chromium is not installed")
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a development tool

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for source, target in PICTURES.items():
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto((EXAMPLES / source).resolve().as_uri())
            if source == "article.html":
                page.evaluate("document.querySelector('.columns').scrollIntoView()")
                page.keyboard.press("j")
            else:
                page.evaluate("document.querySelector('.side').scrollIntoView()")
            page.wait_for_timeout(300)
            page.screenshot(path=EXAMPLES / target)
            print(EXAMPLES / target)
        browser.close()


if __name__ == "__main__":
    main()
