"""What the command costs: ``python -m benchmarks.command FILE...`` prints what ``slopcheck score FILE`` takes.

A process of its own measures, since the memory of a large parent counts towards the peak of its children.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path

SLOPCHECK = Path(sys.executable).with_name("slopcheck")


def main() -> None:
    """Print the median CPU milliseconds over the files, and the largest peak in MB."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    paths = sys.argv[1:]
    _score(paths[0])  # the first run compiles the modules, and later ones find them compiled
    taken = []
    for path in paths:
        before = _cpu()
        _score(path)
        taken.append((_cpu() - before) * 1000)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{statistics.median(taken):.0f} {peak:.0f}")


def _score(path: str) -> None:
    subprocess.run([SLOPCHECK, "score", path], stdout=subprocess.DEVNULL, check=True)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
