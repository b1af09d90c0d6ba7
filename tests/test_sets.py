"""The sorting helpers equal numpy's own, and a score never imports numpy.ma."""

import subprocess
import sys
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from slopcheck.sets import counted, distinct, member, numbered

LISTS = st.lists(st.integers(-5, 5), max_size=20).map(lambda v: np.array(v, dtype=np.int64))
SAMPLE = Path(__file__).resolve().parents[1] / "corpus" / "samples" / "farm-harbor-ferry.txt"


@given(LISTS)
def test_distinct_values(values: np.ndarray) -> None:
    assert distinct(values).tolist() == np.unique(values).tolist()
    expected = np.unique(values, return_counts=True)
    assert [a.tolist() for a in counted(values)] == [a.tolist() for a in expected]
    full = np.unique(values, return_index=True, return_inverse=True)
    assert [a.tolist() for a in numbered(values)] == [a.tolist() for a in full]


@given(LISTS, LISTS)
def test_membership(values: np.ndarray, pool: np.ndarray) -> None:
    assert member(values, pool).tolist() == np.isin(values, pool).tolist()


def test_a_score_imports_no_masked_arrays() -> None:
    code = (
        "import sys; from slopcheck.check import check_file; "
        f"check_file({str(SAMPLE)!r}); sys.exit('numpy.ma' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
