"""Promises about the whole package that a reader of one file cannot see broken."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "slopcheck"
SOURCES = sorted(PACKAGE.rglob("*.py"))
SHOWN = [*SOURCES, *sorted(PACKAGE.rglob("*.j2")), *sorted(PACKAGE.rglob("*.js"))]


def test_no_pickle() -> None:
    guilty = [
        p
        for p in SOURCES
        if re.search(r"\bpickle\b(?!=False)|joblib\.load|allow_pickle=True", p.read_text("utf-8"))
    ]
    assert guilty == []
    assert not list(PACKAGE.rglob("*.pkl")) + list(PACKAGE.rglob("*.joblib"))


@pytest.mark.parametrize("path", SHOWN, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_nothing_shown_speaks_of_authorship(path: Path) -> None:
    forbidden = re.compile(
        r"AI[- ]written|AI[- ]generated|\bfake\b|machine[- ]written|written by (?:an )?AI", re.I
    )
    found = forbidden.findall(path.read_text("utf-8"))
    assert found == [], "outputs speak about craft, never about authorship"


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_network(path: Path) -> None:
    found = re.findall(
        r"^\s*(?:import|from) (?:requests|urllib\.request|http\.client|socket)\b",
        path.read_text("utf-8"),
        re.M,
    )
    assert found == [] or "serve" in path.parts
