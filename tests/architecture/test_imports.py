"""What importing slopcheck loads, and which way its imports point."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    "statement", ["import slopcheck", "import slopcheck.cli", "from slopcheck import check"]
)
def test_heavy_libraries_stay_out(statement: str) -> None:
    loaded = python(f"{statement}\nimport sys\nprint(*sys.modules)").split()
    assert {"sklearn", "joblib", "bs4", "rich", "jinja2"}.isdisjoint(loaded)


def test_public_names_are_what_they_say_in_any_order() -> None:
    code = (
        "import slopcheck, slopcheck.cli\n"
        "for name in slopcheck.__all__:\n"
        "    value = getattr(slopcheck, name)\n"
        "    assert name == '__version__' or callable(value), name\n"
        "from slopcheck.check import check\n"
        "assert slopcheck.check is check\n"
    )
    python(code)


def test_imports_point_one_way() -> None:
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([tool], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout
