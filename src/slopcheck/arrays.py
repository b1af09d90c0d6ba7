"""Named arrays in one file: numpy's own format, one array after the other.

A zip archive of them (``.npz``) would be the usual way; opening one costs a short run twice as much.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

# In the order of the file. ``refits`` has a row per entry, so that those of one document lie close together.
NAMES = ("hashes", "weights", "centres", "phrases", "intercepts", "knots", "refits")


def pack(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """The file's bytes; the same arrays give the same bytes."""
    out = io.BytesIO()
    for name in NAMES:
        np.save(out, np.ascontiguousarray(arrays[name]), allow_pickle=False)
    return out.getvalue()


def unpack(data: bytes) -> dict[str, NDArray[Any]]:
    """The arrays in a file's bytes. Raises ValueError, EOFError or OSError if they are no such file."""
    if not data.startswith(np.lib.format.MAGIC_PREFIX):  # numpy would try zip archives and pickles
        raise ValueError("it is no file of arrays")
    stream = io.BytesIO(data)
    found = {name: np.lib.format.read_array(stream, allow_pickle=False) for name in NAMES}
    if stream.read(1):
        raise ValueError("it holds something else than the arrays of a lexicon")
    return found
