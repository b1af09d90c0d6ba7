"""What the model does on groups it has not seen, written to ``reports/evaluation.md``. Run with ``make evaluate``.

Every figure is from held-out scores: the folds of ``fit.py``, calibrated as the shipped model is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from slopcheck.classify import MEDIAN_SPAN
from slopcheck.fitting.design import Floats
from slopcheck.fitting.recipe import PREVALENCE, Table, calibrate, held_out_scores, thresholds
from slopcheck.fitting.weights import alike
from training import fit
from training.baseline import tfidf_scores
from training.data import APART
from training.metrics import figures, wilson

REPORT = Path("reports/evaluation.md")
FIGURES = Path("reports/evaluation.json")
BINS = 10
LEAST_ARTICLES = 50  # of a subgroup before its false-positive rate is held against the model


Shares = dict[str, float | str]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Held-out log-odds of every row, with what is known of the rows and the thresholds."""

    info: Table
    log_odds: Floats
    limits: Mapping[str, float]
    era: NDArray[np.str_]
    words: NDArray[np.int64]

    @property
    def slope(self) -> float:
        """Quality points per unit of log-odds."""
        return -MEDIAN_SPAN / (self.limits["warn"] - self.limits["median"])


def held_out() -> tuple[HeldOut, Floats]:
    """The model's held-out scores, and the baseline's on the same folds."""
    articles, rows, info, data = fit.load()
    raw = held_out_scores(data, info)
    slope, shift = calibrate(raw, info)
    log_odds = slope * raw + shift
    era = np.array([articles[row.article].era for row in rows])
    words = np.array([row.words for row in rows])
    found = HeldOut(info, log_odds, thresholds(log_odds, info), era, words)
    return found, tfidf_scores(articles, info)


def flagged(found: HeldOut, names: NDArray[np.str_], *, farm: bool) -> list[Shares]:
    """Per name: articles, shares at or above the thresholds, Wilson interval of the block share; worst first."""
    rows: list[Shares] = []
    of_class = found.info.primary & (found.info.farm == farm)
    for name in np.unique(names[of_class]):
        s = found.log_odds[of_class & (names == name)]
        warned, blocked = int((s >= found.limits["warn"]).sum()), int((s >= found.limits["block"]).sum())
        low, high = wilson(blocked, len(s))
        shares = {"warned": warned / len(s), "blocked": blocked / len(s), "low": low, "high": high}
        rows.append({"name": str(name), "n": len(s), **{k: round(v, 4) for k, v in shares.items()}})
    return sorted(rows, key=lambda r: (-float(r["blocked"]), -float(r["warned"]), r["name"]))


def calibration(found: HeldOut) -> tuple[float, list[tuple[float, float, float]]]:
    """Expected calibration error at the stated prevalence, and per bin: mean probability, share of farms, weight."""
    chosen = np.flatnonzero(found.info.primary & ~found.info.apart)
    farm = found.info.farm[chosen]
    weights = alike(found.info.source[chosen])
    for label, share in ((True, PREVALENCE), (False, 1.0 - PREVALENCE)):
        weights[farm == label] *= share / weights[farm == label].sum()
    probability = 1.0 / (1.0 + np.exp(-found.log_odds[chosen]))
    at = np.minimum((probability * BINS).astype(int), BINS - 1)
    bins = []
    for b in range(BINS):
        w = weights[at == b]
        if w.sum() > 0:
            mean = float(w @ probability[at == b] / w.sum())
            bins.append((mean, float(w @ farm[at == b] / w.sum()), float(w.sum())))
    return sum(w * abs(p - y) for p, y, w in bins), bins


def curve(bins: Iterable[tuple[float, float, float]]) -> str:
    """The calibration curve as a small SVG."""
    points = " ".join(f"{20 + 200 * p:.1f},{220 - 200 * y:.1f}" for p, y, _ in bins)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240" width="240" height="240" role="img">'
        "<title>Calibration: share of farms against stated probability</title>"
        '<path d="M20 220 L220 20" stroke="#888" stroke-dasharray="4" fill="none"/>'
        '<path d="M20 20 V220 H220" stroke="#444" fill="none"/>'
        f'<polyline points="{points}" stroke="#06c" stroke-width="2" fill="none"/></svg>\n'
    )


def across_forms(found: HeldOut) -> dict[str, float]:
    """How far quality moves between an article as published and as flattened text."""
    quality = found.slope * found.log_odds
    moved = []
    for article in np.unique(found.info.article):
        rows = np.flatnonzero(found.info.article == article)
        if len(rows) == 2:
            moved.append(abs(float(quality[rows[0]] - quality[rows[1]])))
    values = np.array(moved)
    return {
        "articles": len(values),
        "within_3": float((values <= 3).mean()),
        "median": float(np.median(values)),
    }


def against_length(found: HeldOut) -> list[tuple[str, int, float, float]]:
    """Per length of genuine article: n, shares at or above warn and block."""
    rows = []
    edges = (40, 120, 200, 300, 500, 800, 1500, 10**9)
    genuine = found.info.primary & ~found.info.farm
    for low, high in pairwise(edges):
        s = found.log_odds[genuine & (found.words >= low) & (found.words < high)]
        label = f"{low}-{high - 1}" if high < 10**9 else f"{low} or more"
        if len(s):
            warned, blocked = (s >= found.limits["warn"]).mean(), (s >= found.limits["block"]).mean()
            rows.append((label, len(s), float(warned), float(blocked)))
    return rows


def render(found: HeldOut, baseline: Floats) -> tuple[str, dict[str, object]]:
    """The report as Markdown and its figures for the gate."""
    info = found.info
    numbers: dict[str, object] = {}
    text = "# Held-out evaluation\n\nGenerated by `make evaluate`. Groups held out whole; sources weighted alike.\n"
    text += f"Apart: {', '.join(sorted(APART))}.\n\n"
    text += "| scorer | sources | AUROC | TPR@1% | TPR@5% |\n|---|---|---|---|---|\n"
    for name, scores in (("slopcheck", found.log_odds), ("TF-IDF + logistic", baseline)):
        for label, chosen in (("apart", info.primary & ~info.apart), ("all", info.primary)):
            f = figures(scores[chosen], info.farm[chosen], info.source[chosen])
            numbers[f"{name} {label}"] = f
            text += f"| {name} | {label} | {f['auroc']:.3f} | {f['tpr_at_1']:.3f} | {f['tpr_at_5']:.3f} |\n"
    ece, bins = calibration(found)
    numbers["ece"] = round(ece, 4)
    text += (
        f"\nExpected calibration error at {PREVALENCE:.0%} prevalence: {ece:.3f}.\n\n![](calibration.svg)\n"
    )
    for title, names in (("source", info.source), ("genre", info.genre), ("era", found.era)):
        rows = flagged(found, names, farm=False)
        numbers[f"genuine by {title}"] = rows
        text += f"\n## Genuine articles flagged, by {title}\n\n{_table(rows)}"
    text += f"\n## Farm articles caught, by source\n\n{_table(flagged(found, info.source, farm=True))}"
    text += "\n## Genuine articles flagged, by length in words\n\n| words | n | warned | blocked |\n|---|---|---|---|\n"
    text += "".join(f"| {w} | {n} | {a:.1%} | {b:.1%} |\n" for w, n, a, b in against_length(found))
    forms = across_forms(found)
    numbers["forms"] = forms
    text += (
        f"\n## The same article as published and as flattened text\n\n{forms['articles']} articles; quality within "
        f"3 points in {forms['within_3']:.1%}, median difference {forms['median']:.1f}.\n"
    )
    Path("reports/calibration.svg").write_text(curve(bins), encoding="utf-8")
    return text, numbers


def _table(rows: Iterable[Shares]) -> str:
    text = "| | n | warned | blocked | 95 % interval |\n|---|---|---|---|---|\n"
    for r in rows:
        interval = f"{r['low']:.1%}–{r['high']:.1%}"
        text += f"| {r['name']} | {r['n']} | {r['warned']:.1%} | {r['blocked']:.1%} | {interval} |\n"
    return text


def main() -> None:
    text, numbers = render(*held_out())
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(text, encoding="utf-8")
    FIGURES.write_text(json.dumps(numbers, indent=1) + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
