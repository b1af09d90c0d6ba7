"""The golden files: what reporters write about a report made by hand. ``make golden`` refreshes them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from slopcheck.compare import compare
from slopcheck.reporters import COMPARERS, REPORTERS, render, render_comparison
from slopcheck.reporters.data import Failure, Options, Results
from tests.synthetic import report

FOLDER = Path(__file__).parent / "golden"
_SUFFIXES = {"text": "txt"}


def outputs() -> Mapping[str, str]:
    """File name -> what it has to hold."""
    results = Results(
        (report(), report("short.txt", abstain=True)), (Failure("gone.txt", "no such file", "look again"),)
    )
    pair = compare([report("a.txt"), report("b.txt")])
    made = {f"score.{_SUFFIXES.get(name, name)}": render(name, results, Options()) for name in REPORTERS}
    made |= {
        f"compare.{_SUFFIXES.get(name, name)}": render_comparison(name, pair, Options()) for name in COMPARERS
    }
    made["score-no-text.json"] = render("json", results, Options(no_text=True))
    return made


def main() -> None:
    """Write them all."""
    FOLDER.mkdir(exist_ok=True)
    for name, content in outputs().items():
        (FOLDER / name).write_text(content, encoding="utf-8", newline="")
        print(FOLDER / name)


if __name__ == "__main__":
    main()
