"""Collections: sources, shares, what recurs, and the page and tables they become."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from slopcheck import cli
from slopcheck.check import check
from slopcheck.classify import load_model
from slopcheck.reporters import render, render_collection
from slopcheck.reporters.collection import collect, grouping, share, source_of
from slopcheck.reporters.data import Failure, Options, Results, document_data, tool
from tests.synthetic import report

TOOL = {"name": "slopcheck", "version": "0", "model": "m@1", "config": "c" * 64}


def row(name: str, quality: float | None = 60.0, **more: Any) -> dict[str, Any]:
    decision = "abstain" if quality is None else "block" if quality < 30 else "pass"
    blank = {"families": {}, "blocks": [], "spans": [], "metadata": {}, "tool": TOOL}
    claim = {"name": name, "text_sha256": "0" * 64, "log_odds": 0.0, "decision": decision}
    return {"quality": quality, **claim, **blank, **more}


def test_sources_are_hosts_then_publishers_then_folders() -> None:
    assert source_of(row("https://www.herald.example/a/b.html")) == "herald.example"
    assert (
        source_of(row("a.html", metadata={"url": "https://post.example/x", "publisher": "P"}))
        == "post.example"
    )
    assert source_of(row("in/a.html", metadata={"publisher": "The Post"})) == "The Post"
    assert source_of(row("archive/herald/a.txt")) == "herald"
    assert source_of(row("a.txt")) == "(no folder)"
    assert grouping("author")(row("x", metadata={"author": "Ada"})) == "Ada"
    assert grouping("folder")(row("f/a.txt", metadata={"publisher": "P"})) == "f"


def test_shares_have_wilson_intervals_and_a_least_number() -> None:
    assert share(3, 14, least=15).share is None
    found = share(0, 20)
    assert found.share == found.low == 0.0
    assert found.high == pytest.approx(0.1611, abs=1e-4)
    found = share(10, 20)
    assert (found.low, found.high) == (pytest.approx(0.2993, abs=1e-4), pytest.approx(0.7007, abs=1e-4))


def test_distribution_counts_scored_articles() -> None:
    rows = [
        row("s/a.txt", 5.0),
        row("s/b.txt", 100.0),
        row("s/c.txt", None),
        {"name": "d", "error": "e", "tool": {}},
    ]
    found = collect(rows)
    (source,) = found.sources
    assert (source.articles, source.scored, found.errors) == (3, 2, 1)
    assert source.bins == (1, 0, 0, 0, 0, 0, 0, 0, 0, 1)
    assert source.median == 52.5
    assert source.shares["abstain"].count == 1


def test_what_recurs_is_counted_once_for_each_article() -> None:
    heading = {"kind": "heading", "start": 0, "end": 9, "hash": "h", "text": "In summary"}
    plug = {"family": "promo", "signal": "inserted-promo", "text": "WATCH this"}
    rows = [
        row("s/a.txt", blocks=[heading, heading], spans=[plug]),
        row("s/b.txt", blocks=[heading], spans=[plug]),
    ]
    rows.append(row("t/c.txt", blocks=[heading]))
    found = {s.name: [(r.kind, r.text, r.articles) for r in s.recurring] for s in collect(rows).sources}
    assert found == {"s": [("heading", "In summary", 2), ("inserted promo", "WATCH this", 2)], "t": []}


def test_months_come_from_the_pages_dates() -> None:
    rows = [
        row(f"s/{day}", metadata={"date": day}) for day in ("2026-03-01", "2026-03-09T10:00Z", "2026-05-01")
    ]
    (source,) = collect([*rows, row("s/undated")]).sources
    assert [(p.month, p.articles) for p in source.periods] == [("2026-03", 2), ("2026-05", 1)]


def test_page_and_tables_from_what_score_writes(tmp_path: Path) -> None:
    results = Results(tuple(report(f"herald/{i}.txt") for i in range(20)), (Failure("x", "gone", "look"),))
    for name in ("json", "jsonl"):
        path = tmp_path / f"r.{name}"
        path.write_text(render(name, results, Options()), encoding="utf-8")
        done = CliRunner().invoke(cli.main, ["report", str(path), "--output", str(tmp_path / "site.html")])
        assert done.exit_code == 0, done.output
        page = (tmp_path / "site.html").read_text("utf-8")
        assert "herald" in page
        assert "100 % (84\u2013100)" in page
        assert "1 input could not be scored and is not" in page
        (table,) = csv.DictReader(io.StringIO((tmp_path / "site-sources.csv").read_text("utf-8")))
        assert (table["source"], table["articles"], table["block_count"]) == ("herald", "20", "20")
    assert {p.name for p in tmp_path.glob("*.csv")} == {
        f"site-{n}.csv" for n in ("sources", "families", "recurring", "months")
    }


def test_formulas_do_not_reach_a_spreadsheet() -> None:
    _, tables = render_collection(collect([row("=cmd()/a.txt")]))
    assert "\n'=cmd()," in tables["sources"]


def test_what_holds_no_results_is_an_error(tmp_path: Path) -> None:
    for content in ("not json", "[]", json.dumps({"schema_version": 2, "documents": [], "errors": []})):
        (tmp_path / "r.json").write_text(content)
        words = ["report", str(tmp_path / "r.json"), "--output", str(tmp_path / "o.html")]
        assert CliRunner().invoke(cli.main, words).exit_code == 2


def test_sentences_filled_anew_are_one_template(model_path: Path) -> None:
    model = load_model(str(model_path))
    lead = (
        "{city} council met on Monday. Experts say {city} could change the future of travel by {year}. "
        "{city} has much to offer to everyone who visits."
    )
    texts = [lead.format(city=city, year=year) for city, year in (("Oslo", 2027), ("New Delhi", 2031))]
    reports = [check(text, name=f"s/{i}.txt", model=model) for i, text in enumerate(texts)]
    for options in (Options(), Options(no_text=True)):
        rows = [{"tool": tool(r), **document_data(r, options)} for r in reports]
        found = [(r.text, r.articles) for r in collect(rows).sources[0].recurring if r.kind == "sentence"]
        shown = [text for text, _ in found]
        assert [count for _, count in found] == [2, 2]
        if options.no_text:
            assert shown == [None, None]
        else:
            assert sorted(shown) == [
                "experts say \u2026 could change the future of travel by #",
                "\u2026 has much to offer to everyone who visits",
            ]


def test_the_sentences_of_a_recurring_paragraph_are_not_told_again() -> None:
    block = {"kind": "paragraph", "start": 0, "end": 60, "hash": "p"}
    block["sentences"] = [{"hash": "s", "template": "we are a leading publisher of news"}]
    found = collect([row("s/a.txt", blocks=[block]), row("s/b.txt", blocks=[block])]).sources[0].recurring
    assert [(r.kind, r.text) for r in found] == [("paragraph", "we are a leading publisher of news")]


def test_families_without_any_weight_are_left_out_of_the_page() -> None:
    page, tables = render_collection(collect([row("s/a.txt", families={"filler": 1.0})]))
    assert '<th scope="col" class="n">filler</th>' in page
    assert '<th scope="col" class="n">evasion</th>' not in page
    assert "evasion" in tables["families"]
