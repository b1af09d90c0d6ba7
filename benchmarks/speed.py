"""The speed: ``python -m benchmarks.speed`` writes ``reports/speed.md``.

slopcheck and its peers read the same 2,000 visible articles, cut to about 3 kB, on one core. The articles are
dealt into rounds and the tools take turns within each, so that a busy machine slows all of them alike. slopcheck
is given the articles of a round at once, and one at a time in a row of its own; its peers take one at a time. Time is
CPU time. Needs the articles (``$SLOPCHECK_DATA``) and the peers (``make bench`` installs them); a peer that is
not installed is named in the report. ``--articles N`` reads fewer (2,000 take all tools together some ten
minutes of CPU time); names of tools as arguments measure only those.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import logging
import math
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from benchmarks.peers import TOOLS, RunAll, Tool
from training.data import folder

REPORT = Path("reports/speed.md")
ARTICLES, SIZE = 2000, 3000
ROUNDS = 10
WARM = 20  # articles read before the first round, so that nothing is loaded inside one
LENGTHS = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
STARTS = 5
COMMANDS = 20
SEED = 20
AIMS = (("documents per CPU second", "", 1500.0), ("times as fast as datatrove's filters", "datatrove", 25.0),
        ("times as fast as slop-guard", "slop-guard", 10.0))  # fmt: skip


class Speed(NamedTuple):
    """One tool's figures: documents per CPU second by round, start-up CPU seconds, peak memory in MB."""

    tool: Tool
    rounds: list[float]
    start: float
    peak: float

    @property
    def median(self) -> float:
        return statistics.median(self.rounds)


def texts() -> list[str]:
    """The texts of all articles, in a fixed random order."""
    with gzip.open(folder() / "data" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        found = [json.loads(line)["text"] for line in lines]
    random.Random(SEED).shuffle(found)
    return found


def cut(text: str) -> str:
    """The first 3,000 characters, to the last whole word."""
    return text[:SIZE].rsplit(None, 1)[0]


def installed(names: list[str]) -> tuple[list[tuple[Tool, RunAll]], list[Tool]]:
    """The tools that load, with what runs them, and those that do not."""
    found, missing = [], []
    for tool in TOOLS:
        if names and tool.name not in names:
            continue
        try:
            found.append((tool, tool.reader()))
        except ImportError:
            missing.append(tool)
    return found, missing


def race(tools: list[tuple[Tool, RunAll]], articles: list[str]) -> dict[str, list[float]]:
    """Documents per CPU second of each tool in each round."""
    speeds: dict[str, list[float]] = {tool.name: [] for tool, _ in tools}
    for tool, run in tools:
        print(f"loading {tool.name}", flush=True)
        run(articles[:WARM])
    gc.collect()
    gc.freeze()  # the articles and the tools' tables are no garbage of the documents read
    size = (len(articles) - WARM) // ROUNDS
    for number in range(ROUNDS):
        batch = articles[WARM + number * size : WARM + (number + 1) * size]
        for tool, run in tools[number % len(tools) :] + tools[: number % len(tools)]:
            speeds[tool.name].append(len(batch) / _cpu(run, batch))
        print(f"round {number + 1} of {ROUNDS}", flush=True)
    return speeds


def _cpu(run: RunAll, batch: list[str]) -> float:
    start = time.process_time()
    run(batch)
    return time.process_time() - start


def start_up(tool: Tool, text: str) -> tuple[float, float]:
    """Median CPU seconds and peak memory of a process that reads one article."""
    found = []
    for _ in range(STARTS):
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.peers", tool.name],
            input=text, capture_output=True, text=True, check=True,
        )  # fmt: skip
        seconds, peak = done.stdout.split()[-2:]
        found.append((float(seconds), float(peak)))
    return statistics.median(s for s, _ in found), statistics.median(p for _, p in found)


def command(articles: list[str]) -> tuple[float, float]:
    """Median CPU milliseconds and peak memory in MB of ``slopcheck score FILE`` on articles."""
    with tempfile.TemporaryDirectory() as made:
        paths = [Path(made) / f"{number}.txt" for number in range(len(articles))]
        for path, text in zip(paths, articles, strict=True):
            path.write_text(text, encoding="utf-8")
        words = [sys.executable, "-m", "benchmarks.command", *map(str, paths)]
        done = subprocess.run(words, capture_output=True, text=True, check=True)
    taken, peak = map(float, done.stdout.split())
    return taken, peak


def by_length(run: RunAll, pool: list[str]) -> list[tuple[int, float]]:
    """Median CPU seconds for a text of each length, made of whole articles."""
    found = []
    for length in LENGTHS:
        times = [_cpu(run, [text]) for text in _of_length(pool, length)]
        found.append((length, statistics.median(times)))
        print(f"{length} characters: {found[-1][1]:.3f} s", flush=True)
    return found


def _of_length(pool: list[str], length: int) -> Iterator[str]:
    joined = "\n\n".join(pool)
    for number in range(max(1, min(50, 1_000_000 // length))):
        start = joined.find("\n\n", number * len(joined) // 60) + 2
        yield joined[start : start + length]


def slope(points: list[tuple[int, float]]) -> float:
    """Least-squares slope of log cost against log length."""
    xs, ys = [math.log(n) for n, _ in points], [math.log(t) for _, t in points]
    return statistics.linear_regression(xs, ys).slope


def report(
    speeds: list[Speed],
    missing: list[Tool],
    lengths: list[tuple[int, float]],
    score: tuple[float, float],
    count: int,
    size: float,
) -> str:
    """The page; ``count`` articles of ``size`` bytes on average were read, ``score`` is what the command takes."""
    ours = speeds[0]
    rows = [
        f"| {s.tool.name} {s.tool.version} | {s.tool.task} | {s.median:.0f} "
        f"| {min(s.rounds):.0f}\u2013{max(s.rounds):.0f} | {s.median * size / 1e6:.2f} "
        f"| {ours.median / s.median:.1f} | {s.start * 1000:.0f} | {s.peak:.0f} |"
        for s in speeds
    ]
    steps = [
        f"| {n:,} | {t * 1000:,.1f} | {t / n * 1e9:,.0f} | {f'{slope(lengths[i - 1 : i + 1]):.2f}' if i else ''} |"
        for i, (n, t) in enumerate(lengths)
    ]
    absent = ", ".join(f"{tool.name} ({tool.obstacle})" if tool.obstacle else tool.name for tool in missing)
    return "\n".join([
        "# Speed",
        "",
        f"Written by `make bench`. {count:,} visible articles cut to {SIZE:,} characters ({size:,.0f} bytes",
        f"on average), one core, CPU time, medians of {ROUNDS} interleaved rounds; {_machine()}.",
        "Start-up is the CPU time of a process that loads the tool and reads one article; memory is its peak.",
        "slopcheck is given the articles of a round at once (`check_many`, which works on batches of them); the other",
        "tools, and slopcheck-single, get one article at a time.",
        "",
        "| tool | what it is asked for | documents/s | rounds | MB/s | slopcheck: times as fast | start ms | peak MB |",
        "|---|---|---:|---:|---:|---:|---:|---:|",
        *rows,
        "",
        *([f"Not installed here: {absent}.", ""] if absent else []),
        "## Aims",
        "",
        "| aim | wanted | measured | |",
        "|---|---:|---:|---|",
        *_aims(speeds, lengths, score),
        "",
        "## Cost against length",
        "",
        "Texts made of whole articles. The slope is that of log cost against log length: 1 is linear.",
        "",
        "| characters | ms | ns per character | slope from the line above |",
        "|---:|---:|---:|---:|",
        *steps,
        "",
        f"Over all lengths: {slope(lengths):.3f}.",
        "",
    ])  # fmt: skip


def _aims(speeds: list[Speed], lengths: list[tuple[int, float]], score: tuple[float, float]) -> Iterator[str]:
    medians = {s.tool.name: s.median for s in speeds}
    for what, peer, wanted in AIMS:
        if peer and peer not in medians:
            continue
        measured = speeds[0].median / (medians[peer] if peer else 1.0)
        digits = 1 if peer else 0
        verdict = "met" if measured >= wanted else "not met"
        yield f"| {what} | {wanted:.0f} | {measured:.{digits}f} | {verdict} |"
    steepest = max(slope([a, b]) for a, b in pairwise(lengths))
    for what, measured in (("over all lengths", slope(lengths)), ("in the steepest step", steepest)):
        verdict = "met" if measured <= 1.1 else "not met"
        yield f"| slope of cost against length {what}, at most | 1.10 | {measured:.2f} | {verdict} |"
    limits = ("CPU milliseconds", 150), ("peak memory in MB", 80)
    for (what, wanted), measured in zip(limits, score, strict=True):
        verdict = "met" if measured <= wanted else "not met"
        yield f"| {what} of `slopcheck score` on one article, at most | {wanted} | {measured:.0f} | {verdict} |"


def _machine() -> str:
    model = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")), platform.processor()
    )  # fmt: skip
    return f"{model}, Python {platform.python_version()}, load {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores"


def main() -> None:
    logging.disable(logging.WARNING)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    pool = texts()
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("tools", nargs="*")
    given = parser.parse_args()
    articles = [cut(text) for text in pool if len(text) >= SIZE][: given.articles + WARM]
    tools, missing = installed(given.tools)
    rounds = race(tools, articles)
    speeds = [Speed(tool, rounds[tool.name], *start_up(tool, articles[0])) for tool, _ in tools]
    lengths = by_length(tools[0][1], pool)
    size = statistics.mean(len(text.encode()) for text in articles)
    page = report(speeds, missing, lengths, command(articles[:COMMANDS]), len(articles) - WARM, size)
    REPORT.write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
