"""Reporters still write what the golden files hold, byte for byte."""

from __future__ import annotations

import pytest

from tests.golden import FOLDER, outputs

OUTPUTS = outputs()


@pytest.mark.parametrize("name", sorted(OUTPUTS))
def test_golden(name: str) -> None:
    path = FOLDER / name
    assert path.is_file(), "run `make golden`"
    assert OUTPUTS[name] == path.read_bytes().decode("utf-8"), "if the change is meant, run `make golden`"


def test_nothing_stale() -> None:
    assert {p.name for p in FOLDER.iterdir()} == set(OUTPUTS)
