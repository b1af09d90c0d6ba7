"""Tests on collected material outside the repository; each says so when it skips."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of collected material: ``$SLOPCHECK_DATA``, by default ``../shared``."""
    root = Path(__file__).resolve().parents[2]
    path = Path(os.environ.get("SLOPCHECK_DATA", root.parent / "shared"))
    if not path.is_dir():
        pytest.skip(f"no collected material at {path}")
    return path
