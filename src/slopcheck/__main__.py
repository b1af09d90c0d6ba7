"""The command's entry: starts and ends the command line without what a short run need not pay for."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from typing import NoReturn


def main() -> None:
    """Runs the command line and ends the process."""
    # A handful of small sums needs no thread pool, and starting one costs more than the sums.
    for pool in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(pool, "1")
    # Importing makes a hundred thousand objects that all stay: looking through them for garbage finds none.
    gc.disable()
    from slopcheck.cli import main as run  # noqa: PLC0415 - this is what is to run without the collector

    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()
    try:
        run()
    except SystemExit as stop:
        if stop.code is None or isinstance(stop.code, int):
            _end(stop.code or 0)
        raise


def _end(status: int) -> NoReturn:
    """Ends the process without taking its objects apart one by one: the system frees them at once.

    What was registered to happen at the end happens before.
    """
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            try:
                stream.flush()
            except OSError:  # whoever wrote has been told: the command line flushes what it writes
                status = status or 1
    os._exit(status)


if __name__ == "__main__":
    main()
