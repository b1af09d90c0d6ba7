"""The command's entry: starts the command line without what a short run need not pay for."""

from __future__ import annotations

import gc
import os


def main() -> None:
    """Runs the command line."""
    # A handful of small sums needs no thread pool, and starting one costs more than the sums.
    for pool in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(pool, "1")
    # Importing makes a hundred thousand objects that all stay: looking through them for garbage finds none.
    gc.disable()
    from slopcheck.cli import main as run  # noqa: PLC0415 - this is what is to run without the collector

    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()
    run()


if __name__ == "__main__":
    main()
