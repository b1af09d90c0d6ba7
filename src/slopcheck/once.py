"""What several signals derive from the views is computed once, per document or per batch, and kept with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from numpy.typing import NDArray

from slopcheck.views import Views

T = TypeVar("T")
A = TypeVar("A", bound=NDArray[Any])


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


def jointly(compute: Callable[[Views], Sequence[T]]) -> Callable[[Views], T]:
    """What ``compute`` finds in each document of a whole, all worked out when the first is asked for."""
    of_each = once(compute)

    def remembered(views: Views) -> T:
        return of_each(views.whole)[views.number]

    remembered.__doc__ = compute.__doc__
    return remembered


def by_token(compute: Callable[[Views], A]) -> Callable[[Views], A]:
    """An array with an entry per token, made for a whole; each document gets its part."""
    of_whole = once(compute)
    key = f"part of {compute.__module__}.{compute.__qualname__}"

    def remembered(views: Views) -> A:
        if views.whole is views:
            return of_whole(views)
        memory: dict[str, A] = views.__dict__
        if key not in memory:
            memory[key] = of_whole(views.whole)[views.tokens]  # type: ignore[assignment]
        return memory[key]

    remembered.__doc__ = compute.__doc__
    return remembered
