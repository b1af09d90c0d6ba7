"""Nothing that stands in an article, its name or its metadata runs in a report."""

from __future__ import annotations

import html
import json
from dataclasses import replace

import pytest

from slopcheck.check import check
from slopcheck.classify import Model
from slopcheck.compare import compare
from slopcheck.errors import InputError
from slopcheck.notebook import show
from slopcheck.reporters import render, render_collection, render_comparison
from slopcheck.reporters.collection import Recurring, collect
from slopcheck.reporters.data import Failure, Options, Results, document_data, tool
from slopcheck.types import LedgerEntry, Report
from tests.browser.conftest import Open
from tests.payloads import PAYLOADS

METADATA = ("author", "date", "description", "headline", "publisher", "url")


def page_of(payload: str) -> str:
    """An HTML page that carries a payload as visible text, in its head and in its JSON-LD."""
    shown = html.escape(payload)
    linked = json.dumps({"@type": "NewsArticle", "headline": payload, "author": {"name": payload}}).replace(
        "</", "<\\/"
    )
    return (
        f'<html><head><title>{shown}</title><meta name="author" content="{shown}">'
        f'<link rel="canonical" href="{shown}"><script type="application/ld+json">{linked}</script></head>'
        f"<body><h1>{shown}</h1><p>Before {shown} after.</p><p>It is essential to delve into {shown}.</p></body></html>"
    )


@pytest.fixture(scope="module")
def hostile(model: Model) -> list[Report]:
    """Each payload in every place: text, headline, name, metadata (URL, author, publisher), facts, messages,
    the ledger, the model's name and the settings' hash."""
    reports = []
    for payload in PAYLOADS:
        for text, form in (
            (page_of(payload), "html"),
            (payload, "text"),
            (f"# {payload}\n\n{payload}\n", "markdown"),
        ):
            try:
                report = check(text, name=payload, format=form, headline=payload, model=model)
            except InputError:
                continue
            size = len(report.document.text)
            span = (
                report.spans[0]._replace(message=payload, facts={payload: payload}) if report.spans else None
            )
            spans = (span, *report.spans[1:]) if span else ()
            ledger = (LedgerEntry("quote", payload, payload, 0, size),)
            verdict = report.verdict._replace(abstain_reason=payload, model=payload)
            metadata = {**report.document.metadata, **dict.fromkeys(METADATA, payload)}
            document = report.document._replace(metadata=metadata, language=payload)
            changes = {"spans": spans, "ledger": ledger, "verdict": verdict, "document": document}
            reports.append(report._replace(config=payload, **changes))  # type: ignore[arg-type]
    return reports


def assert_inert(opened: Open, page_html: str) -> None:
    page = opened(page_html)
    for key in ("j", "j", "k", "f"):
        page.keyboard.press(key)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.wait_for_timeout(100)
    assert page.evaluate("window.ran") is None
    assert page.locator("script").count() == 1
    assert page.locator("iframe, object, embed, form, base, img, video, audio").count() == 0
    assert (
        page.evaluate(
            "[...document.querySelectorAll('*')].some(e => [...e.attributes].some(a => a.name.startsWith('on')))"
        )
        is False
    )
    assert page.evaluate("[...document.links].every(a => a.getAttribute('href').startsWith('#'))") is True


def test_there_are_enough_payloads() -> None:
    assert len(PAYLOADS) == len(set(PAYLOADS)) >= 60


@pytest.mark.parametrize("no_text", [False, True])
def test_reports_are_inert(opened: Open, hostile: list[Report], no_text: bool) -> None:
    failures = tuple(Failure(p, p, p) for p in PAYLOADS)
    assert_inert(opened, render("html", Results(tuple(hostile), failures), Options(no_text=no_text)))


def test_payloads_reach_every_page(hostile: list[Report]) -> None:
    assert {report.document.name for report in hostile} == set(PAYLOADS)
    for payload in PAYLOADS:
        held = [r for r in hostile if r.document.name == payload]
        assert all(r.config == r.verdict.model == r.document.metadata["url"] == payload for r in held)


def test_comparisons_are_inert(opened: Open, hostile: list[Report]) -> None:
    entities = {PAYLOADS[0]: dict.fromkeys(PAYLOADS, (0,))}
    found = compare(hostile[::3])._replace(match_reasons=PAYLOADS, entities=entities)
    assert_inert(opened, render_comparison("html", found, Options()))


def test_collections_are_inert(opened: Open, hostile: list[Report]) -> None:
    rows = [{"tool": tool(r), **document_data(r, Options())} for r in hostile]
    found = collect(rows, lambda row: str(row["name"]))
    recurring = tuple(Recurring(p, p, p, 2) for p in PAYLOADS)
    found = replace(found, sources=tuple(replace(s, recurring=recurring) for s in found.sources))
    assert_inert(opened, render_collection(found)[0])


def test_notebooks_show_the_page_in_a_closed_frame(opened: Open, small: Report) -> None:
    shown = show(small)
    assert shown is not None
    page = opened(f"<!doctype html><title>notebook</title>{shown._repr_html_()}")
    frame = page.frames[1]
    frame.wait_for_selector(".findings")
    page.frame_locator("iframe").locator("h1").click()
    page.keyboard.press("j")
    frame.wait_for_selector(".findings > li.on")
    assert frame.evaluate("document.querySelector('.findings > li.on')?.dataset.f") == "f1"
    assert page.evaluate("window.ran") is None


def test_notebooks_are_inert(opened: Open, model: Model) -> None:
    report = check("\n\n".join(PAYLOADS), name=PAYLOADS[0], headline=PAYLOADS[1], model=model)
    shown = show(report._replace(config=PAYLOADS[2]))
    assert shown is not None
    page = opened(f"<!doctype html><title>notebook</title>{shown._repr_html_()}")
    frame = page.frames[1]
    frame.wait_for_selector(".part")
    assert len(page.frames) == 2
    assert [f.evaluate("window.ran") for f in page.frames] == [None, None]
