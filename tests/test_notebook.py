"""Reports in notebooks and data frames."""

from __future__ import annotations

import html
import re
import subprocess
import sys

import pytest

import slopcheck
from slopcheck.compare import compare
from slopcheck.errors import ConfigError
from tests.synthetic import report


def test_show_holds_the_same_page() -> None:
    shown = slopcheck.show(report())
    assert shown is not None
    inside = re.search(r'srcdoc="([^"]*)"', shown._repr_html_())
    assert inside is not None
    assert html.unescape(inside.group(1)) == shown.page
    assert 'sandbox="allow-scripts"' in shown._repr_html_()
    both = slopcheck.show(compare([report("a.txt"), report("b.txt")]))
    assert both is not None
    assert "side by side" in both.page


def test_to_frame_has_a_row_for_each_report() -> None:
    frame = slopcheck.to_frame([report("a.txt"), report("b.txt", abstain=True)])
    assert list(frame["name"]) == ["a.txt", "b.txt"]
    assert frame.loc[0, "quality"] == 35.0
    assert frame["quality"].isna().tolist() == [False, True]
    assert frame.loc[0, "family_filler"] == 2.25
    assert frame.loc[0, "ledger_date"] == 1


def test_to_frame_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ConfigError) as caught:
        slopcheck.to_frame([])
    assert "pip install pandas" in caught.value.hint


def test_types_stay_free_of_reporters() -> None:
    code = "import slopcheck.types, sys; print(any('reporters' in m or 'jinja2' in m for m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
