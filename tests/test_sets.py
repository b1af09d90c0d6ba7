"""The sorting helpers equal numpy's own, and a score never imports numpy.ma."""

import subprocess
import sys
from pathlib import Path

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from slopcheck.sets import Pool, counted, distinct, member, numbered, ranking

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


HASHES = st.lists(st.integers(0, 2**64 - 1), max_size=60).map(lambda v: np.array(v, dtype=np.uint64))


@given(HASHES, HASHES)
@example(np.array([0, 1, 1 << 24, 1 << 63], dtype=np.uint64), np.arange(4, dtype=np.uint64))
@example(np.zeros(0, dtype=np.uint64), np.array([1 << 63, 1 << 62], dtype=np.uint64))
def test_a_pool_holds_what_it_was_made_of(values: np.ndarray, others: np.ndarray) -> None:
    asked = np.concatenate([values, others, np.zeros(1, dtype=np.uint64)])
    assert Pool(values).holds(asked).tolist() == np.isin(asked, values).tolist()


@given(LISTS)
def test_ranking_keeps_the_order_of_equal_values(values: np.ndarray) -> None:
    assert ranking(values).tolist() == np.argsort(values, kind="stable").tolist()


def test_a_score_imports_no_masked_arrays() -> None:
    code = (
        "import sys; from slopcheck.check import check_file; "
        f"check_file({str(SAMPLE)!r}); sys.exit('numpy.ma' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
