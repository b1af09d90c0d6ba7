"""Writes ``src/slopcheck/tables.json``: every TOML table of the package, parsed. Run with ``make docs``."""

from __future__ import annotations

import json
from pathlib import Path

from slopcheck.phrases import LEXICON, with_shapes
from slopcheck.tables import PARSED, digest, parse

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "slopcheck"


def render() -> str:
    """The JSON of all tables."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.toml")):
        data = path.read_bytes()
        table, name = parse(data), path.relative_to(PACKAGE).as_posix()
        found[name] = {
            "sha256": digest(data),
            "table": with_shapes(table) if name.startswith(LEXICON) else table,
        }
    return json.dumps(found, separators=(",", ":"), ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    (PACKAGE / PARSED).write_text(render(), encoding="utf-8")
