"""Block labels and article extraction against named peers, in one run: ``python -m benchmarks.blocks``.

Four visible sets of labelled pages. slopcheck's figures are cross-validated by site with the models that
``python -m training.blocks --folds build/folds`` wrote; ``--shipped`` measures the shipped model (fitted on
these pages, for sets of pages it has not seen). Writes ``reports/blocks.md``.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from slopcheck.segment import html, judge
from slopcheck.segment.blocks import known_headline, label
from slopcheck.segment.flow import Part, assemble
from slopcheck.segment.judge import Pages
from slopcheck.types import BODY
from training import blocks_data as data
from training.blocks_data import SETS, Page

REPORT = Path("reports/blocks.md")
_WORD = re.compile(r"\w+")
PLANTED_PAGES = 60

Grams = Counter[tuple[str, str, str, str]]


def grams(text: str) -> Grams:
    """The bag of 4-grams of words."""
    words = _WORD.findall(text)
    return Counter(zip(words, words[1:], words[2:], words[3:], strict=False))


def f1(found: Grams, gold: Grams) -> float:
    """Agreement of two bags: 1 when both are empty."""
    if not found or not gold:
        return float(not found and not gold)
    return 2 * sum((found & gold).values()) / (sum(found.values()) + sum(gold.values()))


def titles_of(found: html.Page) -> list[str]:
    """Headlines the page's metadata names."""
    return [found.metadata[key] for key in ("title", "page_title") if key in found.metadata]


def labelled(source: str, model: Pages | None) -> list[Part]:
    """The page's parts with their kinds."""
    found = html.parse(source)
    label(found.parts, titles_of(found), model=model)
    return found.parts


def body(parts: Sequence[Part]) -> str:
    """The article alone, as ``Document.body`` gives it."""
    return "\n\n".join(part.text for part in parts if part.kind in BODY)


def peers() -> dict[str, Callable[[str], str]]:
    """The installed peers' extraction functions."""
    found: dict[str, Callable[[str], str]] = {}
    try:
        import trafilatura  # noqa: PLC0415

        found["trafilatura"] = lambda page: trafilatura.extract(page, include_comments=False) or ""
    except ImportError:
        pass
    try:
        import readability  # noqa: PLC0415
        from lxml import html as tree  # noqa: PLC0415

        found["readability-lxml"] = lambda page: tree.fromstring(
            readability.Document(page).summary()
        ).text_content()
    except ImportError:
        pass
    try:
        from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415

        found["resiliparse"] = lambda page: extract_plain_text(page, main_content=True)
    except ImportError:
        pass
    try:
        import justext  # noqa: PLC0415

        stop = justext.get_stoplist("English")
        found["jusText"] = lambda page: "\n".join(
            p.text for p in justext.justext(page.encode(), stop, encoding="utf-8") if not p.is_boilerplate
        )
    except ImportError:
        pass
    return found


class Inside(NamedTuple):
    """Counts over a page: article blocks kept, of how many; boilerplate inside the article caught, of how many."""

    kept: int
    content: int
    caught: int
    boilerplate: int


def inside(page: Page, is_kept: Callable[[str], bool], least: int) -> Inside:
    """What became of the blocks between the first and the last article block, those of ``least`` words on."""
    article = [index for index, found in enumerate(page.labels) if found == 1]
    if not article:
        return Inside(0, 0, 0, 0)
    kept = content = caught = boilerplate = 0
    for index in range(article[0], article[-1] + 1):
        text = page.parts[index].text
        if len(_WORD.findall(text)) < least or page.labels[index] < 0:
            continue
        keeps = is_kept(text)
        if page.labels[index] == 1:
            content += 1
            kept += keeps
        else:
            boilerplate += 1
            caught += not keeps
    return Inside(kept, content, caught, boilerplate)


def keeper(extracted: str) -> Callable[[str], bool]:
    """Whether a block's words stand in an extracted text (at least half of its 4-grams, or all its words)."""
    bag = grams(extracted)
    flat = " " + " ".join(_WORD.findall(extracted)) + " "

    def kept(text: str) -> bool:
        own = grams(text)
        if not own:
            return f" {' '.join(_WORD.findall(text))} " in flat
        return sum((own & bag).values()) >= 0.5 * sum(own.values())

    return kept


class Row(NamedTuple):
    """A tool's figures."""

    f1: dict[str, float]
    speed: float
    inside: Inside


def add(total: Inside, more: Inside) -> Inside:
    """Sum of two counts."""
    return Inside(*(a + b for a, b in zip(total, more, strict=True)))


def measure(
    pages: Sequence[Page],
    extract: Callable[[Page], str],
    own: Callable[[Page], Callable[[str], bool]] | None = None,
) -> Row:
    """F1 per set, pages per CPU second on scrapinghub, and the boilerplate inside the article."""
    scores: dict[str, list[float]] = defaultdict(list)
    total = Inside(0, 0, 0, 0)
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
        total = add(total, inside(page, keeper(text), 8))
    return Row(
        {name: statistics.mean(found) for name, found in scores.items()}, timed / max(spent, 1e-9), total
    )


def plant(pages: Sequence[Page], model_of: Callable[[Page], Pages | None]) -> list[str]:
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


def models(folder: Path | None) -> Callable[[Page], Pages | None]:
    """The model to judge a page with: that of its held-out fold, or None for the shipped one."""
    if folder is None:
        return lambda page: None
    raw = [json.loads((folder / f"fold{fold}.json").read_text()) for fold in range(data.FOLDS)]
    cards = [judge.read_pages(one) for one in raw]
    return lambda page: cards[page.fold]


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
    parser.add_argument("--folds", type=Path, default=Path("build/folds"))
    parser.add_argument("--shipped", action="store_true", help="measure the shipped model instead")
    parser.add_argument("--own", action="store_true", help="slopcheck alone, without the peers")
    chosen = parser.parse_args()
    pages = [page for name in SETS for page in data.pages(name)]
    model_of = models(None if chosen.shipped else chosen.folds)
    rows = {"slopcheck": measure(pages, lambda page: body(labelled(page.source, model_of(page))))}
    print("slopcheck", rows["slopcheck"], flush=True)
    if not chosen.own:
        for name, extract in peers().items():
            rows[name] = measure(pages, lambda page, extract=extract: extract(page.source))  # type: ignore[misc]
            print(name, rows[name], flush=True)
    planted = plant(pages, model_of)
    checked = position_property(pages)
    REPORT.write_text(render(rows, planted, checked, shipped=chosen.shipped), encoding="utf-8")
    print(REPORT.read_text(encoding="utf-8"))


def render(rows: dict[str, Row], planted: list[str], checked: tuple[int, int, int], *, shipped: bool) -> str:
    """The report's text; the hostile table is kept from the file that is there."""
    how = "the shipped model" if shipped else "models cross-validated by site"
    out = [
        "# Block labels", "", f"Made by `python -m benchmarks.blocks`; slopcheck with {how}.", "",
        "Mean per-page F1 of 4-grams; pages per CPU second on scrapinghub's pages; of the blocks of eight words"
        " or more between the first and last article block: article kept, boilerplate caught.", "",
        "| tool | " + " | ".join(SETS) + " | mean | pages/s | article kept | boilerplate caught |",
        "|---|" + "---|" * (len(SETS) + 4),
    ]  # fmt: skip
    for name, row in rows.items():
        mean = statistics.mean(row.f1.values())
        kept = row.inside.kept / max(row.inside.content, 1)
        caught = row.inside.caught / max(row.inside.boilerplate, 1)
        sets = " | ".join(f"{row.f1[one]:.3f}" for one in SETS)
        out.append(
            f"| {name} | {sets} | {mean:.3f} | {row.speed:.0f} | {kept:.3f} ({row.inside.content})"
            f" | {caught:.3f} ({row.inside.boilerplate}) |"
        )
    blocks, wrong, count = checked
    out += ["", "## Planted lines", "", *planted, "", "## Positions", ""]
    out.append(
        f"{blocks} blocks on {count} pages: {wrong} whose source slice, less markup and hidden elements,"
        " is not the text."
    )
    for name in ("kinds", "hostile"):
        extra = REPORT.with_name(f"blocks-{name}.md")
        if extra.exists():
            out += ["", extra.read_text(encoding="utf-8").strip()]
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    main()
