"""Labelled pages and lines for the block models, read from ``$SLOPCHECK_DATA`` (default ``../shared``).

A page's gold blocks are aligned with ours token by token: a block is article when most of its aligned
words are. Blocks that no gold block matches are not article; gold blocks without a label carry no weight.
"""

from __future__ import annotations

import difflib
import gzip
import hashlib
import json
import os
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from slopcheck.segment import html
from slopcheck.segment.blocks import known_headline
from slopcheck.segment.flow import Part

SETS = ("l3sgn1", "scrapinghub", "wcxb_dev", "dragnet")
FOLDS = 5
MODELS = Path("build/folds")  # the models of the cross-validation, not committed
DATA = Path(os.environ.get("SLOPCHECK_DATA", "../shared")) / "data"

_WORD = re.compile(r"\w+")
_PARAGRAPH_END = re.compile(r"</p\s*>", re.I)


@dataclass(slots=True)
class Page:
    """A page with its parts and labels (1 article, 0 not, -1 unlabelled)."""

    set: str
    id: str
    site: str
    source: str
    gold: str
    parts: list[Part]
    title: int | None
    labels: list[int]
    planted: list[bool] = field(default_factory=list)

    @property
    def fold(self) -> int:
        return number(self.site) % FOLDS


def number(text: str) -> int:
    """A stable number for a text, to split by."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16)


def rows(path: str) -> Iterator[dict[str, Any]]:
    """The rows of a compressed JSON-lines file under the data folder."""
    with gzip.open(DATA / path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def pages(name: str) -> Iterator[Page]:
    """The labelled pages of one set."""
    for raw, gold in zip(
        rows(f"html/{name}.pages.jsonl.gz"), rows(f"html/{name}.blocks.jsonl.gz"), strict=True
    ):
        found = html.parse(raw["html"])
        labels = align([part.text for part in found.parts], gold["blocks"])
        host = urlsplit(raw["url"] or "").hostname or f"{name} {raw['id']}"
        site = ".".join(host.split(".")[-2:])
        yield Page(name, raw["id"], site, raw["html"], raw["gold_text"], found.parts, title_of(found), labels)


def title_of(found: html.Page) -> int | None:
    """The index of the part that shows the page's title."""
    titles = [found.metadata[key] for key in ("title", "page_title") if key in found.metadata]
    return known_headline(found.parts, titles)


def align(texts: Sequence[str], blocks: Sequence[dict[str, Any]]) -> list[int]:
    """A label per text: 1 article, 0 not, -1 unlabelled."""
    ours = [tuple(_WORD.findall(text)) for text in texts]
    gold = [tuple(_WORD.findall(block["t"])) for block in blocks]
    label = [-1 if block["y"] is None else int(block["y"]) for block in blocks]
    out = [0] * len(texts)
    matcher = difflib.SequenceMatcher(None, ours, gold, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            out[a:b] = label[c:d]
        elif b > a and d > c:
            out[a:b] = _by_words(ours[a:b], gold[c:d], label[c:d])
    return out


def _by_words(
    ours: Sequence[tuple[str, ...]], gold: Sequence[tuple[str, ...]], label: Sequence[int]
) -> list[int]:
    here = [(word, index) for index, words in enumerate(ours) for word in words]
    there = [(word, label[index]) for index, words in enumerate(gold) for word in words]
    votes: list[list[int]] = [[] for _ in ours]
    if len(here) * len(there) < 4e7:
        matcher = difflib.SequenceMatcher(None, [w for w, _ in here], [w for w, _ in there], autojunk=False)
        for match in matcher.get_matching_blocks():
            for step in range(match.size):
                votes[here[match.a + step][1]].append(there[match.b + step][1])
    out = []
    for words, cast in zip(ours, votes, strict=True):
        if not cast or len(cast) < 0.4 * len(words):
            out.append(0)
        elif 2 * cast.count(-1) > len(cast):
            out.append(-1)
        else:
            out.append(int(2 * cast.count(1) >= len(cast)))
    return out


def plant(page: Page, pool: Sequence[str], rng: random.Random, spots: int = 3) -> Page | None:
    """The page with lines from ``pool`` in bare paragraphs inside the article and after its last one."""
    long = [
        index
        for index, (part, label) in enumerate(zip(page.parts, page.labels, strict=True))
        if label == 1 and part.node is not None and part.node.name == "p" and len(part.text.split()) >= 15
    ]
    if len(long) < 3:
        return None
    cuts: dict[int, tuple[int, str]] = {}
    for index in sorted({*rng.sample(long[:-1], spots - 1), long[-1]}):
        end = _PARAGRAPH_END.search(page.source, page.parts[index].pieces[-1][3])
        if end and end.start() - page.parts[index].pieces[-1][3] < 200:
            cuts[index] = (end.end(), rng.choice(pool))
    source, at = "", 0
    for stop, line in cuts.values():
        shown = line.replace("&", "&amp;").replace("<", "&lt;")
        source += f"{page.source[at:stop]}<p>{shown}</p>"
        at = stop
    source += page.source[at:]
    found = html.parse(source)
    labels, planted = [], []
    for index, label in enumerate(page.labels):
        labels.append(label)
        planted.append(False)
        if index in cuts:
            labels.append(0)
            planted.append(True)
    if not cuts or len(labels) != len(found.parts):
        return None
    return Page(page.set, page.id, page.site, source, "", found.parts, title_of(found), labels, planted)


def seen(text: str) -> bool:
    """Whether the fit may see this line; the others are kept for measuring."""
    return number(text) % 2 == 0


def line_fold(text: str) -> int:
    """The fold of a labelled line: the line model of that number has not seen it."""
    return number("fold" + text) % FOLDS


def lines() -> list[dict[str, Any]]:
    """The labelled lines (``text``, ``label``, ``tier``, ``source``)."""
    return list(rows("lines/boilerplate_lines.jsonl.gz"))
