"""Kinds of boilerplate lines the fit has not seen: ``python -m benchmarks.block_kinds``.

Writes ``reports/blocks-kinds.md``.

A line counts as found when its kind is one the data label stands for (``ACCEPTED``; see
``docs/decisions/0012-block-labels.md``). The false-alarm rate is over Tier A content lines, unseen too.
"""

from __future__ import annotations

import math
from collections import defaultdict
from pathlib import Path

from slopcheck.segment import judge
from slopcheck.segment.lexicon import kind_of
from slopcheck.types import BODY
from training import blocks_data as data

REPORT = Path("reports/blocks-kinds.md")
LEAST = 25
ACCEPTED = {
    "cms": {"navigation", "comment-form", "legal", "related", "share", "newsletter", "advert", "cookie",
    "read-time", "dateline"},
    "promo": {"advert", "related", "newsletter", "share", "navigation"},
    "share": {"share"},
    "related": {"related", "navigation", "dateline"},
    "newsletter": {"newsletter", "navigation"},
    "cookie": {"cookie", "legal"},
    "byline_meta": {"byline", "dateline", "read-time", "legal", "caption", "navigation"},
    "caption_credit": {"caption", "dateline"},
}  # fmt: skip


def kind(text: str, odds: float, limit: float) -> str:
    """The kind of a line by itself: an interface string, or what its wording says."""
    known = kind_of(text)
    if known is not None and known not in BODY:
        return known
    return judge.likeliest_kind(text, judge.lines()) if odds > limit else "paragraph"


def wilson(hits: int, count: int) -> tuple[float, float]:
    """The 90 % interval of a share."""
    if not count:
        return 0.0, 1.0
    z, p = 1.645, hits / count
    centre, spread = p + z * z / (2 * count), z * math.sqrt(p * (1 - p) / count + z * z / (4 * count * count))
    return (centre - spread) / (1 + z * z / count), (centre + spread) / (1 + z * z / count)


def main() -> None:
    """Measure at the limit that flags 2 % of the content lines, and write the report."""
    rows = [row for row in data.lines() if row["tier"] == "A" and not data.seen(row["text"])]
    odds = judge.furniture([row["text"] for row in rows], judge.lines()).tolist()
    content = sorted(
        math.inf if kind_of(row["text"]) not in (None, "separator") else value
        for row, value in zip(rows, odds, strict=True) if row["label"] == "content"
    )  # fmt: skip
    limit = content[math.ceil(0.98 * len(content))]
    alarms = sum(value > limit for value in content)
    table: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row, value in zip(rows, odds, strict=True):
        if row["label"] != "content":
            found = kind(row["text"], value, limit)
            entry = table[row["label"]]
            entry[0] += 1
            entry[1] += found in ACCEPTED[row["label"]]
            entry[2] += found not in BODY
    out = [
        "# Kinds of unseen Tier A lines", "", "Made by `python -m benchmarks.block_kinds`.", "",
        f"At {alarms} of {len(content)} content lines ({alarms / len(content):.3f}) called furniture.", "",
        "| label | lines | kind found | 90 % interval | not body |", "|---|---|---|---|---|",
    ]  # fmt: skip
    big = []
    for name, (count, hits, any_kind) in sorted(table.items()):
        low, high = wilson(hits, count)
        out.append(
            f"| {name} | {count} | {hits / count:.2f} | {low:.2f}–{high:.2f} | {any_kind / count:.2f} |"
        )
        if count >= LEAST:
            big.append(hits / count)
    out += [
        "",
        f"Macro recall over the {len(big)} labels with {LEAST} lines or more: {sum(big) / len(big):.3f}.",
        "",
        "The table of interface strings was extended once after these lines had been read, so the figure flatters.",
        "",
    ]
    REPORT.write_text("\n".join(out), encoding="utf-8")
    print(REPORT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
