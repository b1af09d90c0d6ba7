"""A house's own thresholds, from articles it stands by.

The thresholds are order statistics: of n articles like the archive's, the next one scores above the k-th lowest
with probability 1 - k / (n + 1), whatever the scores' distribution. So the rate holds from few articles on; how
far it may be off for the archive at hand is said by its 95 % bound.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from slopcheck.archive import Item
from slopcheck.check import check
from slopcheck.classify import HOUSE_FORMAT, HOUSE_VERSION, Model
from slopcheck.errors import ConfigError, InputError
from slopcheck.progress import Progress, silently
from slopcheck.scorecard import digest_of

WARN_RATE = 0.05  # what quality 50 stands for, in every house
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Calibration:
    """Thresholds of a house, in log-odds, and what they rest on.

    ``bound`` is what the share of blocked articles stays below with 95 % confidence. ``farms`` labelled articles
    were left out of the thresholds; ``caught`` of them lie above the block threshold. ``left_out`` articles have
    no score.
    """

    base: str
    constants: dict[str, float]
    rate: float
    articles: int
    bound: float
    left_out: int
    farms: int
    caught: int

    @property
    def sure(self) -> int:
        """How many articles would show a rate that is too high."""
        return sure(self.rate)


def least(rate: float) -> int:
    """The fewest articles with a threshold at this rate among their scores."""
    return math.ceil(round((1.0 - rate) / rate, 9))


def sure(rate: float) -> int:
    """The fewest articles of which none above the threshold shows, with 95 % confidence, a rate below this one."""
    return math.ceil(math.log(1.0 - CONFIDENCE) / math.log1p(-rate))


def threshold(scores: Sequence[float], rate: float) -> float:
    """The lowest threshold that a further article of the same kind reaches with at most this probability."""
    ordered = sorted(scores)
    place = math.ceil(round((len(ordered) + 1) * (1.0 - rate), 9))
    # A score is flagged when it reaches the threshold, so the threshold lies just above the k-th score.
    return math.nextafter(ordered[place - 1], math.inf)


def rate_bound(articles: int, above: int) -> float:
    """The rate that is too high to leave only ``above`` of ``articles`` above it, with 95 % confidence."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _at_most(above, articles, middle) > 1.0 - CONFIDENCE else (low, middle)
    return high


def _at_most(hits: int, n: int, p: float) -> float:
    """Probability of at most so many hits in n draws at p each."""
    if p <= 0.0 or p >= 1.0:
        return float(p <= 0.0)
    whole = math.lgamma(n + 1)
    logs = (
        whole - math.lgamma(k + 1) - math.lgamma(n - k + 1) + k * math.log(p) + (n - k) * math.log1p(-p)
        for k in range(hits + 1)
    )
    return math.fsum(math.exp(value) for value in logs)


def calibrate(
    items: Sequence[Item], model: Model, rate: float, progress: Progress = silently
) -> tuple[Calibration, list[InputError]]:
    """Scores the articles and sets the thresholds; ConfigError if they are too few for the rate."""
    own: list[float] = []
    farms: list[float] = []
    failures: list[InputError] = []
    left_out = 0
    for item in progress(items, "Scoring"):
        try:
            report = check(item.text, name=item.name, format=item.format, headline=item.headline, model=model)
        except InputError as error:
            failures.append(error)
            continue
        if report.verdict.decision == "abstain":
            left_out += 1
            continue
        (farms if item.label == "farm" else own).append(report.verdict.log_odds)
    needed = max(least(rate), least(WARN_RATE))
    if len(own) < needed:
        raise ConfigError(
            f"{len(own)} scored articles are too few for a false-positive rate of {rate:.3g}: it needs {needed}",
            f"pass at least {needed} articles ({sure(rate)} to be sure of the rate), or choose a higher --rate",
        )
    constants = {
        "median": sorted(own)[len(own) // 2],
        "warn": threshold(own, WARN_RATE),
        "block": threshold(own, rate),
    }
    if constants["median"] >= constants["warn"] - 1e-6:
        raise ConfigError(
            "the articles score alike, so no scale can be laid over them", "pass different articles"
        )
    above = sum(score >= constants["block"] for score in own)
    caught = sum(score >= constants["block"] for score in farms)
    bound = rate_bound(len(own), above)
    made = Calibration(model.card.id, constants, rate, len(own), bound, left_out, len(farms), caught)
    return made, failures


def write(made: Calibration, path: str, base_file: str | None) -> None:
    """Writes the house file. It names the model it belongs to, and where that lies if it is not the shipped one."""
    base = None
    if base_file is not None:
        if Path(base_file).resolve().parent != Path(path).resolve().parent:
            raise ConfigError(
                "a house file must lie beside the model it belongs to",
                f"write it to {Path(base_file).parent}",
            )
        base = Path(base_file).name
    raw = {
        "format": HOUSE_FORMAT,
        "version": HOUSE_VERSION,
        "name": Path(path).stem,
        "base": made.base,
        "base_file": base,
        "constants": made.constants,
        "rate": made.rate,
        "articles": made.articles,
    }
    raw["sha256"] = digest_of(raw)
    try:
        Path(path).write_text(json.dumps(raw, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror}", "check the folder") from error
