"""Python's search for garbage, put off while articles are scored."""

from __future__ import annotations

import gc
from types import TracebackType


class paused:  # noqa: N801 - it is used as a function
    """No search for garbage inside: all that scoring makes is needed to its end, and holds no rings of references."""

    __slots__ = ("_was",)

    def __enter__(self) -> None:
        self._was = gc.isenabled()
        gc.disable()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._was:
            gc.enable()
