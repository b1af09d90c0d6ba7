"""The generated pages are what the code says."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from training import docs


def test_signals_page_is_fresh() -> None:
    assert docs.PAGE.read_text("utf-8") == docs.page(), "docs/signals.md is stale: run `make docs`"
