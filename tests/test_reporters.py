"""Reporters: what a known report becomes."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from referencing import Registry, Resource

from slopcheck.compare import compare
from slopcheck.reporters import REPORTERS, render, render_comparison
from slopcheck.reporters.data import Failure, Options, Results, document_data, findings, results_data
from slopcheck.reporters.pieces import pieces
from slopcheck.reporters.places import Places
from slopcheck.reporters.screen import clean
from slopcheck.reporters.waterfall import waterfall
from slopcheck.types import Report
from tests.synthetic import SOURCE, TEXT, document, report

SCHEMAS = Path(__file__).parents[1] / "docs" / "schema"
RESULTS = Results(
    (report(), report("short.txt", abstain=True)), (Failure("gone.txt", "no such file", "look again"),)
)


def validator(name: str) -> jsonschema.Draft202012Validator:
    schemas = {p.name: json.loads(p.read_text("utf-8")) for p in SCHEMAS.glob("*.json")}
    registry = Registry().with_resources((k, Resource.from_contents(v)) for k, v in schemas.items())
    jsonschema.Draft202012Validator.check_schema(schemas[name])
    return jsonschema.Draft202012Validator(schemas[name], registry=registry)


@pytest.mark.parametrize("no_text", [False, True])
def test_json_keeps_to_its_schema(no_text: bool) -> None:
    data = json.loads(render("json", RESULTS, Options(no_text=no_text)))
    validator("report-1.json").validate(data)
    assert [d["decision"] for d in data["documents"]] == ["block", "abstain"]
    assert data["errors"] == [{"name": "gone.txt", "error": "no such file", "hint": "look again"}]


@pytest.mark.parametrize("no_text", [False, True])
def test_comparison_json_keeps_to_its_schema(no_text: bool) -> None:
    pair = compare([report("a.txt"), report("b.txt")])
    data = json.loads(render_comparison("json", pair, Options(no_text=no_text)))
    validator("comparison-1.json").validate(data)


def test_jsonl_has_a_line_for_each_document_and_error() -> None:
    rows = [json.loads(line) for line in render("jsonl", RESULTS, Options()).splitlines()]
    assert [row["name"] for row in rows] == ["page.txt", "short.txt", "gone.txt"]
    assert all(row["tool"]["name"] == "slopcheck" and row["schema_version"] == 1 for row in rows)


def test_places_count_lines_columns_and_utf16_as_editors_do() -> None:
    smile = TEXT.index("\U0001f600")
    place = Places(document()).of(smile, smile + 6)
    assert place is not None
    assert (place.line, place.column, place.end_line, place.end_column) == (1, 7, 1, 13)
    assert (place.utf16_start, place.utf16_end) == (6, 13)
    first = TEXT.index("First")
    place = Places(document()).of(first, first + 5)
    assert place is not None
    assert (place.line, place.column) == (3, 1)
    assert SOURCE[place.source_start : place.source_end] == "First"
    assert place.utf16_start == place.source_start + 1


def test_a_supplied_headline_has_no_place() -> None:
    span = document_data(report(), Options())["spans"][0]
    assert span["text"] == "Given"
    assert all(span[key] is None for key in ("source_start", "line", "column", "end_line", "utf16_start"))


def test_reasons_add_up_to_the_waterfall() -> None:
    steps = waterfall(report())
    assert steps.start == pytest.approx(85.0)
    assert [f.family for f in steps.families] == ["filler", "wording"]
    assert steps.start + sum(f.points for f in steps.families) == pytest.approx(steps.total)
    assert steps.total == pytest.approx(65.0 - 20.0 * 1.5)


def test_a_finding_says_what_its_absence_is_worth() -> None:
    gains = [f.gain for f in findings(report())]
    assert gains == pytest.approx([0.0, 30.0, 15.0])


def test_no_text_leaves_no_text() -> None:
    pair = compare([report("a.txt"), report("b.txt")])
    outputs = [render(name, RESULTS, Options(no_text=True)) for name in REPORTERS]
    outputs += [render_comparison(name, pair, Options(no_text=True)) for name in ("text", "json", "html")]
    for output in outputs:
        for words in ("Given headline", "paragraph says", "is essential", "Title \U0001f600"):
            assert words not in output


def test_terminal_keeps_to_eighty_columns_and_says_what_it_cannot() -> None:
    output = render("text", RESULTS, Options())
    assert max(len(line) for line in output.splitlines()) <= 80
    assert "Quality 35 of 100 (90 % interval 25\u201345)   BLOCK" in output
    assert "No score: too short" in output
    assert "cannot tell who or what wrote" in output
    assert "\u2039it is essential to\u203a" in output
    assert "\x1b[" not in output
    assert "\x1b[" in render("text", RESULTS, Options(color=True))


def test_terminal_obeys_nothing_in_a_text() -> None:
    assert clean("a\x1b[31mb\u202ec\r\nd\x07") == "a\ufffd[31mb\ufffdc d\ufffd"


def test_output_is_the_same_every_time() -> None:
    for name in REPORTERS:
        assert render(name, RESULTS, Options()) == render(name, RESULTS, Options())


ranges = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda r: (r[0], sum(r))), max_size=12
)


@given(st.text(max_size=50), ranges, st.lists(st.integers(0, 60), max_size=5))
def test_pieces_rejoin_and_know_their_ranges(
    text: str, spans: list[tuple[int, int]], cuts: list[int]
) -> None:
    cut = pieces(0, len(text), spans, cuts) if text else []
    assert "".join(text[p.start : p.end] for p in cut) == text
    for piece in cut:
        inside = {i for i, (a, b) in enumerate(spans) if a <= piece.start and piece.end <= b}
        assert set(piece.covers) == inside
        crossing = [1 for a, b in spans if piece.start < a < piece.end or piece.start < b < piece.end]
        assert not crossing


def test_report_without_documents() -> None:
    data = results_data(Results((), RESULTS.failures), Options())
    validator("report-1.json").validate(data)
    assert data["tool"]["model"] is None
    assert render("text", Results((), RESULTS.failures), Options()) == ""


def test_synthetic_report_is_well_formed() -> None:
    made: Report = report()
    assert sum(value for _, value in made.verdict.reasons) == pytest.approx(made.verdict.log_odds)
