"""Block labels and article extraction against named peers, in one run: ``python -m benchmarks.blocks``.

Four visible sets of labelled pages. slopcheck's figures are cross-validated by site with the models that
``python -m training.blocks_lines`` and ``python -m training.blocks --validate`` wrote; ``--shipped`` measures the
shipped models (fitted on these pages, for sets of pages they have not seen). Writes ``reports/blocks.md``.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.agreement import Inside, add, f1, faithful, grams, inside, keeper
from benchmarks.extractors import extractors
from slopcheck.segment import html, judge
from slopcheck.segment.blocks import known_headline, label
from slopcheck.segment.flow import Part, assemble
from slopcheck.segment.judge import Lines, Pages
from slopcheck.types import BODY
from training import blocks_data as data
from training.blocks_data import SETS, Page

REPORT = Path("reports/blocks.md")
PLANTED_PAGES = 60


def titles_of(found: html.Page) -> list[str]:
    """Headlines the page's metadata names."""
    return [found.metadata[key] for key in ("title", "page_title") if key in found.metadata]


class Models(NamedTuple):
    """What judges a page: None stands for the shipped models."""

    pages: Pages | None
    lines: Lines | None


def labelled(source: str, models: Models) -> list[Part]:
    """The page's parts with their kinds."""
    found = html.parse(source)
    label(found.parts, titles_of(found), model=models.pages, lines=models.lines)
    return found.parts


def body(parts: Sequence[Part]) -> str:
    """The article alone, as ``Document.body`` gives it; positions are worked out as well, as in any use."""
    text, blocks, _ = assemble(parts)
    return "\n\n".join(text[block.start : block.end] for block in blocks if block.in_body)


class Row(NamedTuple):
    """A tool's figures; ``trusted`` counts as ``inside`` does, on pages with faithful labels only."""

    f1: dict[str, float]
    speed: float
    inside: Inside
    trusted: Inside


def measure(pages: Sequence[Page], good: set[str], extract: Callable[[Page], str]) -> Row:
    """F1 per set, pages per CPU second on scrapinghub, and the boilerplate inside the article."""
    scores: dict[str, list[float]] = defaultdict(list)
    total = trusted = Inside(0, 0, 0, 0)
    spent, timed = 0.0, 0
    for page in pages:
        begin = time.process_time()
        try:
            text = extract(page)
        except Exception:
            text = ""
        if page.set == "scrapinghub":
            spent += time.process_time() - begin
            timed += 1
        scores[page.set].append(f1(grams(text), grams(page.gold)))
        here = inside(page, keeper(text), 8)
        total = add(total, here)
        if page.set + page.id in good:
            trusted = add(trusted, here)
    means = {name: statistics.mean(found) for name, found in scores.items()}
    return Row(means, timed / max(spent, 1e-9), total, trusted)


def plant(pages: Sequence[Page], model_of: Callable[[Page], Models]) -> list[str]:
    """Lines the fit has not seen, in bare paragraphs of 60 pages: caught, and what planting costs."""
    rng = random.Random(11)
    rows = [
        r for r in data.lines() if r["tier"] == "A" and r["label"] != "content" and not data.seen(r["text"])
    ]
    label_of = {row["text"]: row["label"] for row in rows}
    chosen = [page for page in pages if page.set != "dragnet"]
    rng.shuffle(chosen)
    caught: Counter[str] = Counter()
    total: Counter[str] = Counter()
    before = lost = done = 0
    for page in chosen:
        copy = data.plant(page, sorted(label_of), rng)
        if copy is None:
            continue
        done += 1
        plain = {id_: p.kind in BODY for id_, p in enumerate(labelled(page.source, model_of(page)))}
        parts = labelled(copy.source, model_of(page))
        real = 0
        for part, planted, y in zip(parts, copy.planted, copy.labels, strict=True):
            if planted:
                total[label_of.get(part.text, "?")] += 1
                caught[label_of.get(part.text, "?")] += part.kind not in BODY
                continue
            if y == 1 and part.node is not None and part.node.name == "p" and plain[real]:
                before += 1
                lost += part.kind not in BODY
            real += 1
        if done == PLANTED_PAGES:
            break
    share = sum(caught.values()) / max(sum(total.values()), 1)
    by = ", ".join(f"{name} {caught[name]}/{total[name]}" for name in sorted(total))
    return [
        f"{done} pages, {sum(total.values())} planted lines (Tier A, unseen): {share:.3f} not labelled body ({by}).",
        f"Real paragraphs lost by planting: {lost} of {before} ({lost / max(before, 1):.4f}).",
    ]


def models(folder: Path | None) -> Callable[[Page], Models]:
    """The models to judge a page with: those of its held-out fold, or the shipped ones."""
    if folder is None:
        return lambda page: Models(None, None)
    found = [
        Models(
            judge.read_pages(json.loads((folder / f"fold{fold}.json").read_text())),
            judge.read_lines(json.loads((folder / f"lines{fold}.json").read_text())),
        )
        for fold in range(data.FOLDS)
    ]
    return lambda page: found[page.fold]


def position_property(pages: Sequence[Page]) -> tuple[int, int, int]:
    """Blocks checked, blocks whose source slice is not their text, and pages."""
    from benchmarks.positions import mismatches  # noqa: PLC0415

    checked = wrong = 0
    for page in pages:
        found = html.parse(page.source)
        known_headline(found.parts, titles_of(found))
        text, blocks, origin = assemble(found.parts)
        more, bad = mismatches(page.source, text, blocks, origin)
        checked += more
        wrong += bad
    return checked, wrong, len(pages)


def main() -> None:
    """Measure and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=Path, default=data.MODELS)
    parser.add_argument("--shipped", action="store_true", help="measure the shipped model instead")
    parser.add_argument("--own", action="store_true", help="slopcheck alone, without the peers")
    chosen = parser.parse_args()
    pages = [page for name in SETS for page in data.pages(name)]
    model_of = models(None if chosen.shipped else chosen.folds)
    good = {page.set + page.id for page in pages if faithful(page)}
    rows = {"slopcheck": measure(pages, good, lambda page: body(labelled(page.source, model_of(page))))}
    print("slopcheck", rows["slopcheck"], flush=True)
    if not chosen.own:
        for name, extract in extractors().items():
            rows[name] = measure(pages, good, lambda page, extract=extract: extract(page.source))  # type: ignore[misc]
            print(name, rows[name], flush=True)
    planted = plant(pages, model_of)
    checked = position_property(pages)
    text = render(rows, planted, checked, good=len(good), shipped=chosen.shipped)
    REPORT.write_text(text, encoding="utf-8")
    print(REPORT.read_text(encoding="utf-8"))


def share(some: int, every: int) -> str:
    """A share with what it is of."""
    return f"{some / max(every, 1):.3f} ({every})"


def render(
    rows: dict[str, Row], planted: list[str], checked: tuple[int, int, int], *, good: int, shipped: bool
) -> str:
    """The report's text. Speed, kinds and hostile pages have commands and files of their own."""
    how = "the shipped model" if shipped else "block models cross-validated by site"
    out = [
        "# Block labels", "", f"Made by `python -m benchmarks.blocks`; slopcheck with {how}.", "",
        "Mean per-page F1 of 4-grams of words, and pages per CPU second on scrapinghub's pages (extraction alone).",
        "", "| tool | " + " | ".join(SETS) + " | mean | pages/s |", "|---|" + "---|" * (len(SETS) + 2),
    ]  # fmt: skip
    for name, row in rows.items():
        sets = " | ".join(f"{row.f1[one]:.3f}" for one in SETS)
        out.append(f"| {name} | {sets} | {statistics.mean(row.f1.values()):.3f} | {row.speed:.0f} |")
    out += [
        "", "## Boilerplate inside the article", "",
        "Blocks of eight words or more between the first and the last article block: article blocks kept and"
        " boilerplate blocks caught. A block counts as kept when half of its 4-grams stand in the extracted text,"
        f" for every tool alike; words are those of kept blocks. On the right the {good} pages whose labelled blocks"
        " reproduce the gold text (F1 of .9 or more); on the others the alignment of blocks with gold text failed.",
        "",
        "| tool | article kept | its words | boilerplate caught | kept, faithful pages | words |"
        " caught, faithful pages |",
        "|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    for name, row in rows.items():
        cells = [
            cell
            for found in (row.inside, row.trusted)
            for cell in (
                share(found.kept, found.content),
                share(found.kept_words, found.words),
                share(found.caught, found.boilerplate),
            )
        ]
        out.append(f"| {name} | {' | '.join(cells)} |")
    blocks, wrong, count = checked
    out += ["", "## Planted lines", "", *planted, "", "## Positions", ""]
    out.append(
        f"{blocks} blocks on {count} pages: {wrong} whose source slice, less markup and hidden elements,"
        " is not the text."
    )
    out += [
        "",
        "See also [kinds](blocks-kinds.md), [speed](blocks-speed.md), [hostile pages](blocks-hostile.md).",
    ]
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    main()
