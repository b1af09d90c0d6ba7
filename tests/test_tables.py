"""The parsed tables follow the TOML files, and a table edited since is read afresh."""

import json

import pytest

from slopcheck import tables
from training.tables import PACKAGE, render


def test_the_parsed_tables_are_fresh() -> None:
    message = "run `make docs`"
    assert (PACKAGE / tables.PARSED).read_text("utf-8") == render(), message


def test_an_edited_table_is_read_from_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    path = "signals/lexicon/stock.toml"
    stale = {path: {"sha256": "0" * 64, "table": {"phrases": []}}}
    monkeypatch.setattr(tables, "_parsed", lambda: stale)
    assert len(tables.read(path)["phrases"]) > 20


def test_tables_hold_nothing_but_plain_values() -> None:
    assert isinstance(json.loads(render()), dict)
