"""Comparisons: shared passages, names, alignment, and whether it is one event."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from slopcheck.check import check
from slopcheck.classify import load_model
from slopcheck.compare import compare
from slopcheck.compare.event import Event, match
from slopcheck.days import parse_date
from slopcheck.errors import ConfigError
from slopcheck.reporters import render_comparison, wording
from slopcheck.reporters.comparison import density, holdings, letters, speakers
from slopcheck.reporters.data import Options
from slopcheck.types import Comparison, Report

RUN = "the harbour office counted forty boats at the old quay before dawn on Monday"
MENU = "News Sport Weather Travel Books Music Film Shop Games"


@pytest.fixture(scope="module")
def score(model_path: Path):  # type: ignore[no-untyped-def]
    model = load_model(str(model_path))
    return lambda text, name="a.txt": check(text, name=name, model=model)


@pytest.fixture(scope="module")
def pair(samples: Path, score) -> Comparison:  # type: ignore[no-untyped-def]
    names = ("farm-harbor-ferry.txt", "report-harbor-ferry.txt")
    return compare([score((samples / name).read_text("utf-8"), name) for name in names])


def shared_texts(found: Comparison) -> list[tuple[str, str]]:
    texts = [report.document.text for report in found.reports]
    return [(texts[i][a:b], texts[j][c:d]) for (i, a, b), (j, c, d) in found.shared]


def with_menu(report: Report) -> Report:
    """The same with its last block labelled as a menu."""
    document = report.document
    last = document.blocks[-1]._replace(kind="navigation")
    return report._replace(document=document._replace(blocks=(*document.blocks[:-1], last)))


def test_shared_passages_are_found_whole(score) -> None:  # type: ignore[no-untyped-def]
    a = score(f"Boats counted again\n\nOfficials said {RUN}, and left.\n\n{MENU}\n")
    b = score(f"A quiet morning\n\nNothing moved. On that day {RUN}; nobody asked.\n\n{MENU}\n", "b.txt")
    a, b = with_menu(a), with_menu(b)
    assert shared_texts(compare([a, b])) == [(RUN, RUN)]


def test_seven_words_are_chance(score) -> None:  # type: ignore[no-untyped-def]
    seven = " ".join(RUN.split()[:7])
    a = score(f"One\n\nHe wrote that {seven} last night.\n")
    b = score(f"Two\n\nShe heard how {seven} one morning.\n", "b.txt")
    assert compare([a, b]).shared == ()


def test_passages_see_through_zero_width_characters(score) -> None:  # type: ignore[no-untyped-def]
    hidden = RUN.replace("counted", "coun\u200bted")
    a = score(f"One\n\nOfficials said {RUN}, and left.\n")
    b = score(f"Two\n\nOn that day {hidden}; nobody asked.\n", "b.txt")
    assert shared_texts(compare([a, b])) == [(RUN, hidden)]


def test_the_pair_is_one_event_told_with_unequal_sourcing(pair: Comparison) -> None:
    farm, report = pair.reports
    assert pair.match >= 0.5
    assert pair.entities["person"]["Odalys Brandt"] == (0, 1)
    assert speakers(farm) == {}
    assert len(speakers(report)) >= 4
    assert density(report) > 5 * density(farm)
    assert pair.shared == ()
    assert any(row.reports == (0, 1) for row in holdings(pair))


def test_unrelated_articles_do_not_match(samples: Path, score) -> None:  # type: ignore[no-untyped-def]
    names = ("report-court-case.txt", "report-sports-match.txt")
    found = compare([score((samples / name).read_text("utf-8"), name) for name in names])
    assert found.match < 0.3


def test_aligned_blocks_rise_in_both(pair: Comparison) -> None:
    rows = [(a[1], b[1]) for a, b in pair.aligned]
    assert rows
    assert rows == sorted(rows)
    assert len({a for a, _ in rows}) == len({b for _, b in rows}) == len(rows)


def test_order_of_the_reports_only_changes_names(pair: Comparison) -> None:
    turned = compare(pair.reports[::-1])
    assert turned.match == pytest.approx(pair.match)
    assert len(turned.shared) == len(pair.shared)


def test_one_report_is_no_comparison(pair: Comparison) -> None:
    with pytest.raises(ConfigError):
        compare(pair.reports[:1])


def test_different_days_are_a_warning() -> None:
    names = {"person": frozenset({"Ada Voss"}), "headline": frozenset({"bridge", "closed"})}
    confidence, reasons = match(Event(names, date(2026, 3, 4)), Event(names, date(2026, 3, 24)))
    assert 0 < confidence < 1
    assert reasons[-1].startswith("warning: published 20 days apart")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("By | March 4, 2026", date(2026, 3, 4)),
        ("2026-03-04T10:00:00Z", date(2026, 3, 4)),
        ("4th Mar. 2026", date(2026, 3, 4)),
        ("February 31, 2026", None),
        ("last Tuesday", None),
    ],
)
def test_dates(text: str, day: date | None) -> None:
    assert parse_date(text) == day


def test_letters_do_not_run_out(pair: Comparison) -> None:
    report: Report = pair.reports[0]
    many = Comparison(reports=(report,) * 28, shared=(), entities={}, match=0.0, match_reasons=())
    assert letters(many)[0] == "A"
    assert len(set(letters(many))) == 28


def test_what_a_comparison_says_of_its_confidence_is_what_was_measured() -> None:
    table = (Path(__file__).parents[1] / "reports" / "event-match.md").read_text("utf-8")
    rows = [line.split("|") for line in table.splitlines() if line.startswith(("| one event", "| drawn"))]
    measured = [cell.split("%")[0].strip() for row in rows for cell in row[4:6]]
    assert [float(number) for number in re.findall(r"([\d.]+) %", wording.MATCH)] == [*map(float, measured)]


def test_without_text_the_dates_stay(pair: Comparison) -> None:
    told = ("shared people: Ada Voss", "no organisations in common", "warning: published 20 days apart")
    found = pair._replace(match_reasons=told)
    for name in ("json", "html"):
        output = render_comparison(name, found, Options(no_text=True)).lower()
        assert "ada voss" not in output
        assert "published 20 days apart" in output


def test_an_unknown_day_is_told() -> None:
    names = {"person": frozenset({"Ada Voss"})}
    _, reasons = match(Event(names, date(2026, 3, 4)), Event(names, None))
    assert reasons[-1] == "only one publication date is known (2026-03-04), so the days cannot be compared"
    later = Event(names, None, frozenset({"march", "last month"}))
    _, reasons = match(later, Event(names, date(2026, 3, 4)))
    assert reasons[-1] == (
        "warning: one is dated 2026-03-04; the undated one speaks of March and of last month"
    )
    assert "warning" not in match(later, Event(names, date(2026, 4, 4)))[1][-1]
    _, reasons = match(Event(names, None), Event(names, None))
    assert reasons[-1].startswith("no publication date is known")
