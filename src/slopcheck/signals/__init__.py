"""The catalogue. Every module of this folder declares its ``SIGNALS`` (nearly always one); the folder is
the registry.

A signal's module docstring is its documentation page: why it matters, what it finds, limits, sources.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Literal, NamedTuple

from slopcheck.phrases import Phrase, load_table
from slopcheck.types import Effect, Span
from slopcheck.views import Views

FAMILIES = (
    "headline", "repetition", "filler", "promo", "structure", "sourcing", "wording", "evasion", "furniture",
)  # fmt: skip


class Signal(NamedTuple):
    """One kind of finding. ``find`` yields spans in view positions, disjoint within the signal.

    ``table`` names the phrase table of ``lexicon/`` whose hits it reads from ``Views.hits``, if any.
    ``per`` says what its strengths are counted against: 1,000 words, or the document as a whole.
    ``aside`` says that a block it marks whole is no prose of the article: see ``Views.blk_aside``.
    """

    id: str
    version: int
    family: str
    effect: Effect
    summary: str
    find: Callable[[Views], Iterable[Span]]
    table: str | None = None
    per: Literal["words", "document"] = "words"
    aside: bool = False

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        return load_table(self.table) if self.table else ()


@cache
def catalogue() -> Mapping[str, Signal]:
    """Every signal by id, in the order of their modules' names."""
    names = sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))
    found: dict[str, Signal] = {}
    for name in names:
        signals: tuple[Signal, ...] = importlib.import_module(f"{__name__}.{name}").SIGNALS
        found.update((signal.id, signal) for signal in signals)
    return found
