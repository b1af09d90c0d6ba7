"""Reads the TOML tables that ship with the package.

Parsing TOML costs more than the rest of a short run, so ``tables.json`` holds every table parsed beforehand
with the hash of the file it came from. A table that was edited since is parsed afresh: the JSON can be slow to
follow, never wrong. ``python -m training.tables`` writes it, and a test fails when it is stale.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

PARSED = "tables.json"
PACKAGE = Path(__file__).parent  # importlib.resources would import a dozen modules to say the same


def read(path: str) -> dict[str, Any]:
    """The table at ``path``, relative to the package."""
    data = (PACKAGE / path).read_bytes()
    known = _parsed().get(path)
    if known and known["sha256"] == digest(data):
        table: dict[str, Any] = known["table"]
        return table
    return parse(data)


def parse(data: bytes) -> dict[str, Any]:
    """The table in a TOML file's bytes."""
    import tomllib  # noqa: PLC0415  (needed only for a table that has just been edited)

    return tomllib.loads(data.decode("utf-8"))


def digest(data: bytes) -> str:
    """SHA-256 of a file's bytes."""
    return hashlib.sha256(data).hexdigest()


@cache
def _parsed() -> dict[str, Any]:
    source = PACKAGE / PARSED
    found: dict[str, Any] = json.loads(source.read_bytes()) if source.is_file() else {}
    return found
