"""The two example articles: what must be found in each, located by line and never by quoting the text."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import slopcheck
from slopcheck.reporters import render
from slopcheck.reporters.data import Options, Results
from slopcheck.types import Report

FORM = ("leave a", "your email", "required", "share this")


@pytest.fixture(scope="module")
def farm(shared: Path) -> Report:
    return slopcheck.check_file(next(shared.glob("seeds/000*.txt")))


@pytest.fixture(scope="module")
def news(shared: Path) -> Report:
    return slopcheck.check_file(next(shared.glob("seeds/002*.txt")))


def as_json(report: Report) -> Mapping[str, Any]:
    import json

    made: Mapping[str, Any] = json.loads(render("json", Results((report,)), Options()))["documents"][0]
    return made


def at(document: Mapping[str, Any], signal: str) -> set[int]:
    return {s["line"] for s in document["spans"] if s["signal"] == signal}


def faults(document: Mapping[str, Any], *families: str) -> list[Mapping[str, Any]]:
    return [
        s for s in document["spans"] if s["effect"] == "fault" and (not families or s["family"] in families)
    ]


def test_the_farm_article(farm: Report) -> None:
    found = as_json(farm)
    assert found["quality"] <= 25
    assert 1 in at(found, "stuffed-headline") | at(found, "sensational-headline")
    assert 3 in at(found, "empty-byline")
    assert at(found, "headline-echo") & {5, 9}
    assert 6 in at(found, "keyword-line")
    assert 21 in at(found, "inserted-promo")
    assert 59 in at(found, "pseudo-quote")
    assert 53 in at(found, "second-draft") or 99 in at(found, "double-conclusion")
    assert len([s for s in found["spans"] if s["signal"] == "generic-heading"]) >= 6
    assert len([s for s in faults(found, "filler") if s["strength"] > 0]) >= 12
    assert len([s for s in faults(found, "repetition") if s["signal"] != "name-drumming"]) >= 3
    assert at(found, "comment-form") == {105, 107}
    assert [e for e in farm.ledger if e.kind in ("quote", "paraphrase") and e.who] == []


def test_the_newsroom_article(news: Report) -> None:
    found = as_json(news)
    assert found["quality"] >= 75
    assert len([s for s in found["spans"] if s["signal"] == "attributed-quote"]) >= 6
    assert len({e.who for e in news.ledger if e.kind == "quote" and e.who}) >= 2
    assert len(faults(found)) <= 2
    quoted = [s for s in faults(found, "filler", "repetition") if '"' in s["text"] or "“" in s["text"]]
    assert quoted == []
    kinds = {news.document.source.count("\n", 0, r[0]) + 1: b.kind for b, r in placed(news)}
    assert kinds[1] == "caption"
    assert kinds[6] == "read-time"
    assert kinds[31] == "share"
    assert {kinds[32], kinds[34], kinds[36]} == {"comment-form"}


def test_the_ledgers_name_who_speaks_and_say_when_nobody_does(farm: Report, news: Report) -> None:
    speakers = {e.who for e in news.ledger if e.kind == "quote"}
    assert any("Bass" in who for who in speakers)
    assert any("Covington" in who for who in speakers)
    assert any("interview" in e.what and "NBC" in e.what for e in news.ledger if e.kind == "document")
    page = render("html", Results((farm,)), Options())
    assert "No attributed speech" in page
    assert "Quotation marks around the headline or an announcement are not counted as speech" in page
    assert "No attributed speech" not in render("html", Results((news,)), Options())


def placed(report: Report):  # type: ignore[no-untyped-def]
    document = report.document
    for block in document.blocks:
        where = document.origin.source_range(block.start, block.end)
        assert where is not None
        yield block, where


@pytest.mark.parametrize("which", ["000", "002"])
def test_the_comment_form_weighs_nothing(shared: Path, which: str) -> None:
    text = next(shared.glob(f"seeds/{which}*.txt")).read_text("utf-8")
    lines = text.split("\n")
    first = next(i for i, line in enumerate(lines) if line.lower().startswith(FORM))
    whole, cut = slopcheck.check(text), slopcheck.check("\n".join(lines[:first]))
    assert whole.verdict.quality_base + whole.verdict.quality_slope * whole.verdict.log_odds == pytest.approx(
        cut.verdict.quality_base + cut.verdict.quality_slope * cut.verdict.log_odds, abs=0.5
    )


def test_the_comparison(farm: Report, news: Report) -> None:
    pair = slopcheck.compare([farm, news])
    both = {
        kind: {n for n, where in names.items() if where == (0, 1)} for kind, names in pair.entities.items()
    }
    assert any("Bass" in name for name in both["person"])
    assert any("ICE" in name or "Immigration and Customs" in name for name in both["organisation"])
    dates = set(pair.entities["date"].values())
    assert (0,) in dates
    assert (1,) in dates
    speakers = [{e.who for e in r.ledger if e.kind == "quote" and e.who} for r in pair.reports]
    assert speakers[0] == set()
    assert len(speakers[1]) >= 2
    assert pair.shared == ()
    assert pair.match >= 0.5
    assert pair.match_reasons[-1].startswith("warning: ")
