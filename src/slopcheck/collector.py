"""Python's search for garbage, put off while a long text is scored.

It would look again and again through the million objects that are made of the text so far, all of which are needed,
and none of which is garbage in rings.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

LONG = 300_000  # characters of a text that is scored without it


@contextmanager
def paused(characters: int) -> Iterator[None]:
    """No search for garbage inside, if a text of so many characters is long."""
    if characters < LONG or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
