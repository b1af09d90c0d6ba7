"""Values that an object derives from itself when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

__all__ = ["derived"]

T = TypeVar("T")

if TYPE_CHECKING:
    from functools import cached_property as derived
else:

    class derived(Generic[T]):  # noqa: N801 - it is used as a decorator
        """``functools.cached_property`` without its lock, which costs more than most of the values it guards."""

        def __init__(self, compute: Callable[[Any], T]) -> None:
            self._compute = compute
            self._name = compute.__name__
            self.__doc__ = compute.__doc__

        def __get__(self, instance: Any, owner: Any = None) -> Any:
            if instance is None:
                return self
            # Kept in the instance, where it is found before this descriptor from now on.
            value = instance.__dict__[self._name] = self._compute(instance)
            return value
