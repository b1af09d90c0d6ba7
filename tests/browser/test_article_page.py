"""The page of one article, used as a reader would."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from slopcheck.reporters import render, wording
from slopcheck.reporters.data import Options, Results, findings
from slopcheck.types import Report, Span
from tests.browser.conftest import Open

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def chosen(page: Page) -> str:
    return str(page.evaluate("document.querySelector('.findings > li.on')?.dataset.f ?? ''"))


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{v['id']}: {[n['html'][:120] for n in v['nodes'][:3]]}" for v in found]


def test_j_and_k_walk_all_findings_in_order(opened: Open, page_html: str, padded: Report) -> None:
    page = opened(page_html)
    walked = []
    for _ in padded.spans:
        page.keyboard.press("j")
        walked.append(chosen(page))
    assert walked == [f"f{i + 1}" for i in range(len(padded.spans))]
    page.keyboard.press("j")
    assert chosen(page) == "f1"
    page.keyboard.press("k")
    assert chosen(page) == walked[-1]


def test_filters_hide_findings_and_their_marks(opened: Open, page_html: str, padded: Report) -> None:
    page = opened(page_html)
    page.keyboard.press("f")
    assert page.evaluate("document.activeElement.name") == "family"
    page.uncheck("input[value=filler]")
    shown = page.evaluate(
        "[...document.querySelectorAll('.findings > li:not([hidden])')].map(e => e.dataset.family)"
    )
    assert shown
    assert "filler" not in shown
    assert page.locator("mark.filler:not(.off)").count() == 0
    assert f"of {len(padded.spans)} findings" in page.inner_text("#count")
    page.check("input[value=filler]")
    page.uncheck("input[value=fault]")
    assert page.locator("mark.fault:not(.off)").count() == 0
    page.keyboard.press("j")
    assert page.evaluate("document.querySelector('.findings > li.on').dataset.effect") != "fault"
    page.check("input[value=fault]")
    page.locator("#strength").evaluate(
        "e => { e.value = 1; e.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    strengths = page.evaluate(
        "[...document.querySelectorAll('.findings > li:not([hidden])')].map(e => +e.dataset.strength)"
    )
    assert min(strengths, default=1) == 1


def test_a_deep_link_opens_its_finding(opened: Open, page_html: str) -> None:
    page = opened(page_html, fragment="#f7")
    assert chosen(page) == "f7"
    page.locator("#f9").click()
    assert chosen(page) == "f9"
    assert page.url.endswith("#f9")
    assert page.locator("#panel").is_visible()


def test_hover_and_focus_say_why(opened: Open, page_html: str, padded: Report) -> None:
    page = opened(page_html)
    page.locator("mark.filler").first.hover()
    assert page.locator("#panel").is_visible()
    page.locator("#f3").focus()
    assert padded.spans[2].message in page.inner_text("#panel")
    assert "Quality without this" in page.inner_text("#panel")


def test_help_opens_and_closes(opened: Open, page_html: str) -> None:
    page = opened(page_html)
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#help").is_hidden()


def test_the_marked_text_is_the_text(opened: Open, page_html: str, padded: Report) -> None:
    page = opened(page_html)
    parts = page.evaluate(
        """[...document.querySelectorAll('.part')].map(part => {
             const copy = part.lastElementChild.cloneNode(true);
             copy.querySelectorAll('.tag, .kind').forEach(node => node.remove());
             return copy.textContent;
           })"""
    )
    assert parts == [padded.document.text[b.start : b.end] for b in padded.document.blocks]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_accessible(opened: Open, small_html: str, scheme: str, width: int) -> None:
    page = opened(small_html, color_scheme=scheme, viewport={"width": width, "height": 900})
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.keyboard.press("j")
    assert violations(page) == []


def test_narrow_without_sideways_scrolling(opened: Open, page_html: str) -> None:
    page = opened(page_html, viewport={"width": 320, "height": 700})
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_script_it_still_reads(opened: Open, page_html: str, padded: Report) -> None:
    page = opened(page_html, java_script_enabled=False)
    assert page.locator(".part").count() == len(padded.document.blocks)
    assert page.locator(".findings > li").count() == len(padded.spans)
    assert page.locator(".tools").is_hidden()
    assert page.locator("#panel").is_hidden()
    page.locator("summary").first.click()
    assert page.locator(".fall details table").first.is_visible()


def test_print_keeps_the_marks(opened: Open, page_html: str, tmp_path: Path) -> None:
    page = opened(page_html)
    page.emulate_media(media="print")
    style = "getComputedStyle(document.querySelector('mark.filler')).textDecorationStyle"
    assert page.evaluate(style) == "wavy"
    assert page.locator(".tag").first.is_visible()
    assert page.locator(".tools").is_hidden()
    assert len(page.pdf(path=tmp_path / "r.pdf")) > 10_000


def test_abstaining_is_shown_as_such(opened: Open, sound: Report, model_path: Path) -> None:
    from tests.synthetic import report

    page = opened(render("html", Results((report(abstain=True),)), Options()))
    assert "No score" in page.inner_text(".score")
    assert page.locator("svg[role=img]").count() == 0
    assert violations(page) == []


def test_no_text_page_still_lists_findings(opened: Open, padded: Report) -> None:
    page = opened(render("html", Results((padded,)), Options(no_text=True)))
    assert page.locator(".findings > li").count() == len(padded.spans)
    assert page.locator(".part").count() == 0
    assert "Odalys" not in page.inner_text("body")
    assert violations(page) == []


def test_small_article_small_page(page_html: str, sound: Report) -> None:
    assert len(page_html.encode()) <= 150_000  # of 6.6 kB of padded text
    assert len(render("html", Results((sound,)), Options()).encode()) <= 100_000


def test_numbers_stand_in_order_and_with_their_text(opened: Open, page_html: str, padded: Report) -> None:
    page = opened(page_html, viewport={"width": 390, "height": 900})
    numbers = page.evaluate("[...document.querySelectorAll('.text .tag')].map(e => +e.dataset.f.slice(1))")
    assert sorted(numbers) == [i + 1 for i in range(len(padded.spans))]
    together = page.evaluate(
        "[...document.querySelectorAll('.start')].map(e => [...e.querySelectorAll('.tag')]"
        ".map(t => +t.dataset.f.slice(1)))"
    )
    assert together == [sorted(group) for group in together]
    assert page.evaluate(
        "[...document.querySelectorAll('.start')].every(e => e.getClientRects().length === 1)"
    )


def test_the_two_parts_of_a_finding_are_told(opened: Open, page_html: str, padded: Report) -> None:
    shown = next(f for f in findings(padded) if f.effect == "fault" and abs(f.wording) >= 0.05)
    page = opened(page_html)
    own = wording.points(shown.gain - shown.wording)
    inside = wording.points(shown.wording)
    text = page.inner_text(f"#finding-f{shown.index + 1}")
    assert f"{own} for the fault, {inside} for the wording inside it" in text


def test_a_second_draft_stands_in_the_restatement_map(opened: Open, padded: Report) -> None:
    """Restating the headline counts as column 0."""
    paragraph = next(b for b in padded.document.blocks if b.kind == "paragraph")
    assert padded.document.headline is not None
    span = Span(paragraph.start, paragraph.end, "second-draft", "Again.", related=(padded.document.headline,))
    found = padded._replace(spans=(span,), without={})
    page = opened(render("html", Results((found,)), Options()))
    assert "¶1 says the same as the headline" in page.inner_text(".map")
    assert page.locator(".map .cell").count() == 1
