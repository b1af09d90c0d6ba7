"""Named arrays in one file: numpy's own format, one array after the other.

A zip archive of them (``.npz``) would be the usual way; opening one costs a short run twice as much.
"""

from __future__ import annotations

import io
import math
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
    """The arrays in a file's bytes, read-only. Raises ValueError if they are no such file."""
    if not data.startswith(np.lib.format.MAGIC_PREFIX):  # numpy would try zip archives and pickles
        raise ValueError("it is no file of arrays")
    stream = io.BytesIO(data)
    found = {name: _next(stream, data) for name in NAMES}
    if stream.read(1):
        raise ValueError("it holds something else than the arrays of a lexicon")
    return found


def _next(stream: io.BytesIO, data: bytes) -> NDArray[Any]:
    """The array that begins where the stream stands, in place: ``read_array`` would copy it."""
    version = np.lib.format.read_magic(stream)
    if version != (1, 0):
        raise ValueError(f"its format is numpy's {version[0]}.{version[1]}, not 1.0")
    shape, columns_first, dtype = np.lib.format.read_array_header_1_0(stream)
    if columns_first or dtype.hasobject:
        raise ValueError("its arrays are not plain numbers, row by row")
    first, count = stream.tell(), math.prod(shape)
    if not 0 <= count * dtype.itemsize <= len(data) - first:
        raise ValueError("it is cut short")
    stream.seek(first + count * dtype.itemsize)
    array = np.frombuffer(data, dtype, count, first).reshape(shape)
    return array if array.flags.aligned else array.copy()
