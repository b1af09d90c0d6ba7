"""Held-out scores and what is said of them: shares flagged, calibration, forms, lengths. Figures and tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from slopcheck.classify import MEDIAN_SPAN, PASS_QUALITY
from slopcheck.fitting.design import Bools, Floats
from slopcheck.fitting.recipe import PREVALENCE, Table
from slopcheck.fitting.rows import CUT
from slopcheck.fitting.weights import alike
from training.extract import TESTED, TESTED_WORDS
from training.metrics import figures, wilson

BINS = 10
LENGTHS = (40, 120, 200, 300, 500, 800, 1500, 10**9)
CUTS = (140, 200, 250, 300, 420)

Shares = dict[str, float | str]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Every row's log-odds from a model that has not seen its group, and the thresholds.

    ``low`` and ``high`` are the ends of its 90 % interval, from refits that have not seen it either; where none
    were made, they are the log-odds themselves.
    """

    info: Table
    log_odds: Floats
    limits: Mapping[str, float]
    low: Floats
    high: Floats

    def quality_of(self, log_odds: Floats) -> Floats:
        """Quality before clipping."""
        slope = -MEDIAN_SPAN / (self.limits["warn"] - self.limits["median"])
        return PASS_QUALITY + slope * (log_odds - self.limits["warn"])

    @property
    def raw_quality(self) -> Floats:
        """Quality of the scores before clipping."""
        return self.quality_of(self.log_odds)

    @property
    def quality(self) -> Floats:
        return np.clip(self.raw_quality, 0.0, 100.0)

    @property
    def warned(self) -> Bools:
        return self.log_odds >= self.limits["warn"]

    @property
    def over(self) -> Bools:
        """At or above the block threshold."""
        return self.log_odds >= self.limits["block"]

    @property
    def blocked(self) -> Bools:
        """Above the block threshold with the whole interval beyond the warn threshold, as ``classify`` decides."""
        return self.over & (self.low >= self.limits["warn"])


def scorer_rows(
    info: Table, scorers: Mapping[str, Floats], among: Bools
) -> tuple[str, dict[str, dict[str, float]]]:
    """A Markdown row per scorer, doubtful sources apart and all, and the figures by ``<scorer> apart|all``."""
    text = "| scorer | sources | AUROC | TPR at 1 % FPR | TPR at 5 % FPR |\n|---|---|---|---|---|\n"
    numbers = {}
    for name, scores in scorers.items():
        for label, chosen in (("apart", among & ~info.apart), ("all", among)):
            f = figures(scores[chosen], info.farm[chosen], info.source[chosen])
            numbers[f"{name} {label}"] = f
            text += f"| {name} | {label} | {f['auroc']:.3f} | {f['tpr_at_1']:.3f} | {f['tpr_at_5']:.3f} |\n"
    return text, numbers


def flagged(found: HeldOut, names: NDArray[np.str_], *, farm: bool) -> list[Shares]:
    """Per name: articles, shares flagged, Wilson interval of the share blocked; the most blocked first."""
    rows: list[Shares] = []
    of_class = found.info.primary & (found.info.farm == farm)
    for name in np.unique(names[of_class]):
        own = of_class & (names == name)
        count = int(own.sum())
        low, high = wilson(int(found.blocked[own].sum()), count)
        shares = {key: float(getattr(found, key)[own].mean()) for key in ("warned", "over", "blocked")}
        shares |= {"low": low, "high": high}
        rows.append({"name": str(name), "n": count, **{k: round(v, 4) for k, v in shares.items()}})
    return sorted(
        rows, key=lambda r: (-float(r["blocked"]), -float(r["over"]), -float(r["warned"]), r["name"])
    )


def flagged_table(rows: Iterable[Shares], what: str) -> str:
    """The rows as Markdown."""
    text = f"| {what} | n | warned | over the block threshold | blocked | 95 % interval |\n|---|---|---|---|---|---|\n"
    for r in rows:
        shares = " | ".join(f"{r[key]:.1%}" for key in ("warned", "over", "blocked"))
        text += f"| {r['name']} | {r['n']} | {shares} | {r['low']:.1%}–{r['high']:.1%} |\n"
    return text


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


def moved(found: HeldOut, among: Bools, points: float) -> dict[str, float]:
    """How far quality moves between an article's first form and these rows: shares within so many points, as
    shown and before clipping, and the mean move."""
    rows = np.flatnonzero(among & (found.info.twin != np.arange(len(among))))
    first = found.info.twin[rows]
    shown = found.quality[rows] - found.quality[first]
    raw = found.raw_quality[rows] - found.raw_quality[first]
    return {
        "n": len(rows),
        "shown": float((np.abs(shown) <= points).mean()),
        "raw": float((np.abs(raw) <= points).mean()),
        "mean": float(shown.mean()),
    }


def form_rows(found: HeldOut, words: NDArray[np.int64]) -> tuple[str, dict[str, dict[str, float]]]:
    """A Markdown row per form, with cuts by their length, and the figures."""
    info = found.info
    kinds = [("as published against flattened text", info.form == "published", 3.0)]
    for label, farm in (("genuine", False), ("farm", True)):
        for low, high in pairwise(CUTS):
            of = (info.form == CUT) & (words >= low) & (words < high) & (info.farm == farm)
            kinds.append((f"beginning of {low}–{high - 1} words, {label}", of, 10.0))
        of = (info.form == TESTED) & (info.farm == farm)
        kinds.append((f"cut to {TESTED_WORDS} words, {label}", of, 10.0))
    kinds.append((f"cut to {TESTED_WORDS} words, all", info.form == TESTED, 10.0))
    text = "| form | n | points | within, as shown | within, before clipping | mean move |\n|---|---|---|---|---|---|\n"
    numbers = {}
    for name, among, points in kinds:
        if among.any():
            m = numbers[name] = moved(found, among, points)
            text += f"| {name} | {m['n']} | {points:.0f} | {m['shown']:.1%} | {m['raw']:.1%} | {m['mean']:+.1f} |\n"
    return text, numbers


def length_rows(found: HeldOut, words: NDArray[np.int64]) -> str:
    """A Markdown row per length of genuine article: shares flagged and median quality."""
    text = "| words | n | warned | blocked | median quality |\n|---|---|---|---|---|\n"
    genuine = found.info.primary & ~found.info.farm
    for low, high in pairwise(LENGTHS):
        own = genuine & (words >= low) & (words < high)
        label = f"{low}–{high - 1}" if high < 10**9 else f"{low} or more"
        if own.any():
            shares = f"{found.warned[own].mean():.1%} | {found.blocked[own].mean():.1%}"
            text += f"| {label} | {own.sum()} | {shares} | {np.median(found.quality[own]):.0f} |\n"
    return text
