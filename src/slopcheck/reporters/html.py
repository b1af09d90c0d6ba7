"""Self-contained HTML: one file, no request, nothing executes but the script whose hash the page states."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from slopcheck.reporters import wording
from slopcheck.reporters.article import BUCKETS, LEDGER_ROWS, MAPPED, Article, article
from slopcheck.reporters.comparison import (
    Holding,
    counts,
    density,
    families,
    holdings,
    letters,
    pair_matrix,
    rank_reason,
    ranking,
    reasons,
    shared_ranges,
    speakers,
)
from slopcheck.reporters.data import Json, Options, Results, replay_data, tool
from slopcheck.reporters.places import Places
from slopcheck.signals import FAMILIES
from slopcheck.types import PARTICULARS, Comparison


@cache
def environment() -> Environment:
    """The templates. Everything is escaped; a name that is missing is an error."""
    made = Environment(
        loader=PackageLoader("slopcheck.reporters"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["points"] = wording.points
    made.filters["families_present"] = _families_present
    made.globals["least"] = wording.LEAST
    return made


def render(results: Results, options: Options) -> str:
    """One page with every report of the run."""
    several = len(results.reports) > 1
    articles = [
        article(report, options, f"d{index + 1}-" if several else "")
        for index, report in enumerate(results.reports)
    ]
    return page("score.html.j2", options, articles, failures=results.failures)


def render_comparison(comparison: Comparison, options: Options) -> str:
    """What each report establishes, and the texts side by side."""
    marks = letters(comparison)
    articles = [
        article(report, options, f"{mark.lower()}-", shared_ranges(comparison, index))
        for index, (mark, report) in enumerate(zip(marks, comparison.reports, strict=True))
    ]
    return page(
        "comparison.html.j2",
        options,
        articles,
        comparison=comparison,
        marks=marks,
        confidence=wording.confidence(comparison.match).capitalize(),
        match_meaning=wording.MATCH,
        match_reasons=reasons(comparison, options),
        rows=_rows(comparison),
        ranking=[
            (marks[i], articles[i].title, rank_reason(comparison.reports[i])) for i in ranking(comparison)
        ],
        matrix=pair_matrix(comparison),
        speakers=[speakers(report) for report in comparison.reports],
        groups=_groups(comparison, marks),
        names=_names(comparison),
        shared=_shared(comparison, marks),
        unknown_direction=wording.UNKNOWN_DIRECTION,
        aligned=_aligned(comparison),
    )


def page(
    template: str, options: Options, articles: Sequence[Article], replay: Json | None = None, **values: Any
) -> str:
    """A template with the style sheet, the script and their hashes. ``replay`` is what the page claims, if
    that is not told by its articles."""
    style, script = _asset("report.css"), _asset("report.js")
    return (
        environment()
        .get_template(template)
        .render(
            style=Markup(style),  # noqa: S704 - our own file, and the policy pins its hash
            script=Markup(script),  # noqa: S704 - likewise
            style_hash=_hash(style),
            script_hash=_hash(script),
            replay=json.dumps(replay or replay_data([one.report for one in articles]), ensure_ascii=True),
            tool=tool(None),
            articles=articles,
            limits=wording.LIMITS,
            scale_meaning=wording.SCALE,
            decisions=wording.DECISIONS,
            buckets=BUCKETS,
            ledger_rows=LEDGER_ROWS,
            mapped=MAPPED,
            no_text=options.no_text,
            **values,
        )
        + "\n"
    )


@cache
def _asset(name: str) -> str:
    return files("slopcheck.reporters").joinpath("templates", name).read_text("utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _families_present(articles: Iterable[Article]) -> list[str]:
    present = {detail.finding.family for one in articles for detail in one.details}
    return [family for family in FAMILIES if family in present]


def _rows(comparison: Comparison) -> list[tuple[str, list[str]]]:
    reports = comparison.reports
    rows = [
        ("words", [f"{r.words:,}" for r in reports]),
        (
            "quality",
            ["no score" if r.verdict.quality is None else f"{r.verdict.quality:.0f}" for r in reports],
        ),
    ]
    for family, values in families(comparison).items():
        rows.append((f"{family} (points)", [wording.points(value) for value in values]))
    rows.append(("particulars per 100 words", [f"{density(r):.1f}" for r in reports]))
    each = [counts(report) for report in reports]
    rows += [(f"{kind}s", [str(c[kind]) for c in each]) for kind in PARTICULARS if any(c[kind] for c in each)]
    return rows


def _groups(comparison: Comparison, marks: Sequence[str]) -> list[tuple[str, list[Holding]]]:
    rows = holdings(comparison)
    everyone = tuple(range(len(marks)))
    groups = [("In both" if len(marks) == 2 else "In all", [r for r in rows if r.reports == everyone])]
    groups += [(f"In {mark} only", [r for r in rows if r.reports == (i,)]) for i, mark in enumerate(marks)]
    if len(marks) > 2:
        some = [r for r in rows if 1 < len(r.reports) < len(marks)]
        groups.insert(1, ("In several", some))
    return groups


def _names(comparison: Comparison) -> list[tuple[str, str, tuple[int, ...]]]:
    rows = [
        (kind, name, holders)
        for kind, names in comparison.entities.items()
        for name, holders in names.items()
    ]
    return sorted(rows, key=lambda row: (-len(row[2]), row[0]))


def _shared(
    comparison: Comparison, marks: Sequence[str]
) -> list[tuple[str, list[tuple[str, int | None, int, str]]]]:
    places = [Places(report.document) for report in comparison.reports]
    found = []
    for pair in comparison.shared:
        where = []
        for index, start, end in pair:
            place = places[index].of(start, end)
            blocks = comparison.reports[index].document.blocks
            part = max((i for i, block in enumerate(blocks) if block.start <= start), default=0)
            where.append((marks[index], place.line if place else None, part, f"{marks[index].lower()}-"))
        index, start, end = pair[0]
        found.append((comparison.reports[index].document.text[start:end], where))
    return found


def _aligned(comparison: Comparison) -> list[dict[int, str]]:
    """For each report, its aligned blocks and the key they share with their partner."""
    keys: list[dict[int, str]] = [{} for _ in comparison.reports]
    for number, pair in enumerate(comparison.aligned):
        for index, block in pair:
            keys[index].setdefault(block, str(number))
    return keys
