"""Disguises farm articles and counts which findings survive, and whether the disguise is reported.

python -m training.evasion            writes reports/evasion.md
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

from slopcheck.detect import detect, view
from slopcheck.segment import segment
from slopcheck.signals import catalogue
from slopcheck.types import Document, Span
from training.data import articles

REPORT = Path(__file__).parent.parent / "reports" / "evasion.md"
ARTICLES = 200
WORDS = 150  # an article of fewer words has little to find
SEED = 20261122
_LATIN = "aceopxyiAEOPCTX"
_CYRILLIC = "\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0456\u0410\u0415\u041e\u0420\u0421\u0422\u0425"
_LETTERS = str.maketrans(_LATIN, _CYRILLIC)
_WORD = re.compile(r"[A-Za-z]{3,}")

Disguise = Callable[[str, random.Random], str]


def zero_width(text: str, rng: random.Random) -> str:
    """A zero-width space inside every third word or so."""
    return _WORD.sub(lambda m: _split(m.group(), rng, "\u200b"), text)


def soft_hyphens(text: str, rng: random.Random) -> str:
    """A soft hyphen inside every third word or so."""
    return _WORD.sub(lambda m: _split(m.group(), rng, "\u00ad"), text)


def _split(word: str, rng: random.Random, char: str) -> str:
    at = rng.randrange(1, len(word))
    return word[:at] + char + word[at:] if rng.random() < 1 / 3 else word


def look_alikes(text: str, rng: random.Random) -> str:
    """Cyrillic letters for their Latin doubles in every third word or so."""
    return _WORD.sub(lambda m: m.group().translate(_LETTERS) if rng.random() < 1 / 3 else m.group(), text)


def odd_spaces(text: str, rng: random.Random) -> str:
    """Six-per-em spaces for every third space or so inside lines."""
    return re.sub(r"(?<=\w) (?=\w)", lambda _: "\u2006" if rng.random() < 1 / 3 else " ", text)


def random_case(text: str, rng: random.Random) -> str:
    """Letters inside words in random case, beginnings as they were."""
    inner = re.compile(r"(?<=[A-Za-z])[a-z]")
    return inner.sub(lambda m: m.group().upper() if rng.random() < 1 / 2 else m.group(), text)


DISGUISES: dict[str, tuple[Disguise, str]] = {
    "zero-width spaces": (zero_width, "zero-width"),
    "soft hyphens": (soft_hyphens, "zero-width"),
    "look-alike letters": (look_alikes, "look-alike"),
    "odd spaces": (odd_spaces, "odd-space"),
    "random case": (random_case, "random-case"),
}


def findings(text: str, title: str) -> tuple[Document, list[Span]]:
    """The document and its weighing findings."""
    document = segment(text, name="article", format="text", headline=title or None)
    effects = catalogue()
    return document, [s for s in detect(view(document)) if effects[s.signal].effect != "neutral"]


def survivors(before: list[Span], after: list[Span]) -> int:
    """How many findings are matched, signal by signal, in order of place: no finding counts twice."""
    left: dict[str, int] = {}
    for span in after:
        left[span.signal] = left.get(span.signal, 0) + 1
    kept = 0
    for span in before:
        if left.get(span.signal, 0) > 0:
            left[span.signal] -= 1
            kept += 1
    return kept


def main() -> None:
    """Writes the report."""
    rng = random.Random(SEED)
    farm = [a for a in articles() if a.farm and len(a.text.split()) >= WORDS]
    picked = rng.sample(farm, ARTICLES)
    plain = [findings(a.text, a.title)[1] for a in picked]
    rows = []
    for name, (disguise, signal) in DISGUISES.items():
        total = kept = reported = 0
        for article, before in zip(picked, plain, strict=True):
            _, after = findings(disguise(article.text, rng), article.title)
            total += len(before)
            kept += survivors(before, after)
            reported += any(s.signal == signal for s in after)
        rows.append(f"| {name} | {total} | {kept / total:.3f} | {reported / len(picked):.3f} |")
        print(rows[-1])
    REPORT.write_text(_report(rows), encoding="utf-8")


def _report(rows: list[str]) -> str:
    table = "\n".join(rows)
    return f"""# Disguised farm articles

`python -m training.evasion` (seed {SEED}): {ARTICLES} farm articles, each disguised in every third word or so
(random case: in every second letter). A finding survives if the disguised article has as many of its signal.

| disguise | findings before | still found | disguise reported in |
|---|---|---|---|
{table}
"""


if __name__ == "__main__":
    main()
