"""Plants promo lines between the paragraphs of genuine articles and counts what is found.

    python -m training.promo [--show]     writes reports/promo.md; --show prints misses and false alarms

The lines are the English promo lines of tier A (checked by hand, or recurring across sites); each is planted
into one article, half-way down. The same articles without a planted line give the false alarms.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter
from pathlib import Path

from slopcheck.detect import detect, view
from slopcheck.segment import segment
from slopcheck.types import FURNITURE, Document
from training.data import Article, articles, folder
from training.metrics import wilson

REPORT = Path(__file__).parent.parent / "reports" / "promo.md"
ARTICLES = 300
PARAGRAPHS = 4  # an article has at least so many, so that a line can stand between two
SEED = 20261122
FAULTS = ("inserted-promo",)
NEUTRAL = ("off-topic-insert", "call-to-action", "affiliate-disclosure")


def promo_lines() -> list[str]:
    """English promo lines of tier A."""
    with gzip.open(
        folder() / "data" / "lines" / "boilerplate_lines.jsonl.gz", "rt", encoding="utf-8"
    ) as rows:
        found = [json.loads(row) for row in rows]
    lines = [
        row["text"]
        for row in found
        if row["tier"] == "A" and row["label"] == "promo" and row["lang"] in ("en", "und")
    ]
    return [" ".join(line.split()) for line in lines]


def sample(rng: random.Random) -> list[Article]:
    """Genuine articles with several paragraphs, as many from each source as there are to take."""
    rows = [a for a in articles() if not a.farm and len(_paragraphs(a.text)) >= PARAGRAPHS]
    sources = sorted({a.source for a in rows})
    by_source = {s: rng.sample(pool := [a for a in rows if a.source == s], len(pool)) for s in sources}
    picked: list[Article] = []
    while len(picked) < ARTICLES:
        picked.extend(by_source[s].pop() for s in sources if by_source[s])
    return picked[:ARTICLES]


def planted(text: str, line: str) -> tuple[str, int]:
    """The text with the line between two paragraphs, half-way down, and where it stands."""
    paragraphs = _paragraphs(text)
    middle = len(paragraphs) // 2
    before = "\n\n".join(paragraphs[:middle]) + "\n\n"
    return before + line + "\n\n" + "\n\n".join(paragraphs[middle:]), len(before)


def _paragraphs(text: str) -> list[str]:
    return [p.strip() for p in text.split("\n\n") if p.strip()]


def found_as(text: str, at: int, size: int) -> str:
    """What the planted line was found as, or nothing."""
    document = segment(text, name="planted", format="text")
    kinds = {b.kind for b in document.blocks if _touches(document, b.start, b.end, at, at + size)}
    spans = [s.signal for s in detect(view(document)) if _touches(document, s.start, s.end, at, at + size)]
    for signal in (*FAULTS, *NEUTRAL):
        if signal in spans:
            return signal
    return next((f"furniture: {kind}" for kind in sorted(kinds) if kind in FURNITURE), "")


def _touches(document: Document, start: int, end: int, low: int, high: int) -> bool:
    place = document.origin.source_range(start, end)
    return place is not None and place[0] < high and place[1] > low


def alarms(text: str) -> list[str]:
    """What the fault signals mark in an article without a planted line."""
    document = segment(text, name="clean", format="text")
    return [document.text[s.start : s.end] for s in detect(view(document)) if s.signal in FAULTS]


def main() -> None:
    """Writes the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--show", action="store_true")
    show = parser.parse_args().show
    rng = random.Random(SEED)
    hosts, lines = sample(rng), promo_lines()
    rng.shuffle(lines)
    outcomes: Counter[str] = Counter()
    for i, line in enumerate(lines):
        text, at = planted(hosts[i % len(hosts)].text, line)
        outcome = found_as(text, at, len(line))
        outcomes[outcome or "missed"] += 1
        if show and not outcome:
            print("missed:", line)
    wrong = [(a.source, mark) for a in hosts for mark in alarms(a.text)]
    if show:
        print(*(f"alarm: {source}: {mark[:200]!r}" for source, mark in wrong), sep="\n")
    REPORT.write_text(_report(outcomes, len(lines), len(hosts), len(wrong)), encoding="utf-8")
    print(f"wrote {REPORT.name}")


def _report(outcomes: Counter[str], lines: int, hosts: int, wrong: int) -> str:
    caught = lines - outcomes["missed"]
    low, high = wilson(caught, lines)
    rows = "\n".join(f"| {name} | {n} |" for name, n in outcomes.most_common())
    return f"""# Promo lines planted into genuine articles

`python -m training.promo` (seed {SEED}): {lines} English promo lines of tier A, each planted between two
paragraphs of one of {hosts} genuine articles from all sources alike. The phrase table was written with
such lines in view, so this says what it covers, not how it does on lines nobody has seen.

| found as | lines |
|---|---|
{rows}

Recall {caught / lines:.3f} (95 % interval {low:.3f} to {high:.3f}). False alarms of {" and ".join(FAULTS)} in the
same articles without a planted line: {wrong}, or {100 * wrong / hosts:.2f} per 100 articles.
"""


if __name__ == "__main__":
    main()
