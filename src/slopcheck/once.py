"""What several signals derive from the views is computed once per document and kept with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from slopcheck.views import Views

T = TypeVar("T")


def once(compute: Callable[[Views], T]) -> Callable[[Views], T]:
    """``compute``, remembered on the views it was given."""
    key = f"{compute.__module__}.{compute.__qualname__}"

    def remembered(views: Views) -> T:
        memory: dict[str, T] = views.__dict__
        if key not in memory:
            memory[key] = compute(views)
        return memory[key]

    remembered.__doc__ = compute.__doc__
    return remembered
