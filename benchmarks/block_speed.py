"""Pages per CPU second on scrapinghub's pages, by turns in one process: ``python -m benchmarks.block_speed``.

slopcheck's figure is the whole of ``segment``: parsing, labels, text, positions and metadata.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from slopcheck.segment import segment
from training import blocks_data as data

REPORT = Path("reports/blocks-speed.md")


def main() -> None:
    """Write and print both rates; the order alternates so that both meet the same load."""
    import trafilatura  # noqa: PLC0415

    pages = [row["html"] for row in data.rows("html/scrapinghub.pages.jsonl.gz")]
    tools: dict[str, Callable[[str], object]] = {
        "slopcheck": lambda page: segment(page, format="html"),
        "trafilatura": lambda page: trafilatura.extract(page, include_comments=False),
    }
    for run in tools.values():
        run(pages[0])  # imports and models are not the page's cost
    spent = dict.fromkeys(tools, 0.0)
    for page in pages:
        for name, run in tools.items():
            begin = time.process_time()
            run(page)
            spent[name] += time.process_time() - begin
    out = [
        "# Speed", "", "Made by `python -m benchmarks.block_speed`: scrapinghub's pages, by turns in one process.", "",
        "| tool | pages per CPU second |", "|---|---|",
        *(f"| {name} | {len(pages) / seconds:.1f} |" for name, seconds in spent.items()),
    ]  # fmt: skip
    REPORT.write_text("\n".join(out) + "\n", encoding="utf-8")
    print(REPORT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
