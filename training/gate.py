"""Refuses a model that is worse than the floors of ``floors.toml`` beyond noise. Run with ``make gate``.

``make evaluate`` writes the figures it reads. A subgroup fails when even the lower end of its 95 % interval
exceeds the share of falsely blocked articles that was accepted before.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from training.evaluate import FIGURES, LEAST_ARTICLES

FLOORS = Path(__file__).with_name("floors.toml")


def failures(figures: Mapping[str, Any], floors: Mapping[str, Any]) -> list[str]:
    """One sentence for each floor that the figures fall through."""
    found = []
    for name, floor in floors["held_out"].items():
        value = figures["slopcheck apart"][name]
        if value < floor:
            found.append(f"{name} is {value:.3f}; the floor is {floor:.3f}")
    if figures["ece"] > floors["calibration"]["ece"]:
        found.append(
            f"calibration error is {figures['ece']:.3f}; at most {floors['calibration']['ece']:.3f} is allowed"
        )
    allowed = floors["blocked"]
    for row in figures["genuine by source"]:
        limit = allowed.get(row["name"], allowed["default"])
        if row["n"] >= LEAST_ARTICLES and row["low"] > limit:
            found.append(f"{row['name']}: {row['blocked']:.1%} of {row['n']} blocked; {limit:.1%} is allowed")
    return found


def main() -> int:
    if not FIGURES.is_file():
        print("no figures to judge: run `make evaluate` first", file=sys.stderr)
        return 2
    found = failures(json.loads(FIGURES.read_text("utf-8")), tomllib.loads(FLOORS.read_text("utf-8")))
    print("\n".join(found) if found else "The model holds every floor.")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
