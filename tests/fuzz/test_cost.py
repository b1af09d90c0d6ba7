"""Pumped inputs made from each pattern's own pieces: four times the text may not cost sixteen times the work.

Cost is CPU time of one process, the least of three runs, and of twelve before a pattern is called steep, since a
machine may be busy for three; a quadratic pattern grows 16-fold, a linear one four-fold. The bound lies between
them, and what takes next to nothing at the larger size passes unmeasured.
"""

from __future__ import annotations

import os
import time

import pytest

from slopcheck.detect import detect, view
from slopcheck.errors import InputError
from slopcheck.segment import segment
from tests.fuzz.pieces import patterns, witness

SMALL, TIMES = 5_000, 4  # characters, and how many times as many
BOUND = 9.0
LITTLE = 0.2  # seconds of CPU below which a ratio is noise: several times what prose of that size costs
RUNS, SURE = 3, 12
EVERY = 1 if os.environ.get("SLOPCHECK_FUZZ_SECONDS") else 12  # of the patterns, in the ordinary run


def pumps() -> list[tuple[str, str]]:
    """(name, piece): each pattern's witness, whole and without its last character, so that it almost matches."""
    found = sorted((name, witness(pattern)) for name, pattern in patterns().items())
    chosen = [(name, text) for name, text in found if text][::EVERY]
    return [
        (f"{name}{end}", piece)
        for name, text in chosen
        for end, piece in (("", text), ("-", text[:-1]))
        if piece
    ]


def cost(piece: str, size: int, form: str, runs: int = RUNS) -> float:
    text = (piece * (size // len(piece) + 1))[:size]
    spent = []
    for _ in range(runs):
        began = time.process_time()
        try:
            detect(view(segment(text, format=form)))
        except InputError:
            return 0.0
        spent.append(time.process_time() - began)
        if spent[-1] < LITTLE:
            break
    return min(spent)


def growth(piece: str, form: str, runs: int = RUNS) -> float:
    """How many times as much the larger text costs; 0 where it costs next to nothing."""
    large = cost(piece, SMALL * TIMES, form, runs)
    return large / max(cost(piece, SMALL, form, runs), 1e-9) if large >= LITTLE else 0.0


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_cost_grows_with_the_text_alone(form: str) -> None:
    steep = {}
    for name, piece in pumps():
        for variant in (piece, piece + " ", piece + "\n\n"):
            if growth(variant, form) > BOUND and (sure := growth(variant, form, SURE)) > BOUND:
                steep[name, variant] = sure
    assert steep == {}
