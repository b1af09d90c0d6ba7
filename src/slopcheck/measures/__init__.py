"""Measures: numbers about a document that cannot be pointed at. Every module declares ``MEASURES``.

A measure that has a place in the text is a signal instead.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from slopcheck.types import Effect
from slopcheck.views import Views


class Measure(NamedTuple):
    """One number. ``effect`` is its direction: more of a fault may only lower quality, more of a credit
    only raise it, a neutral one may do either."""

    id: str
    version: int
    family: str
    effect: Effect
    summary: str
    compute: Callable[[Views], float]


@cache
def measures() -> Mapping[str, Measure]:
    """Every measure by id, in the order of their modules' names."""
    names = sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))
    return {m.id: m for name in names for m in importlib.import_module(f"{__name__}.{name}").MEASURES}
