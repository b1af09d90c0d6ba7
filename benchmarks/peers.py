"""What slopcheck's speed is measured against, each behind one function from a text to whatever it finds.

``python -m benchmarks.peers NAME < text`` runs one of them once, in a process of its own, and prints the CPU
seconds from the start of the interpreter to the result and the peak resident memory in MB.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

Run = Callable[[str], Any]


class Tool(NamedTuple):
    """A tool: its name, its package, what it is asked for, and how it is loaded."""

    name: str
    package: str
    task: str
    load: Callable[[], Run]

    @property
    def version(self) -> str:
        return version(self.package)


def _slopcheck() -> Run:
    from slopcheck import check, load_model

    model = load_model()
    return lambda text: check(text, format="text", model=model)


def _datatrove() -> Run:
    from datatrove.data import Document
    from datatrove.pipeline.filters import (
        C4QualityFilter,
        FineWebQualityFilter,
        GopherQualityFilter,
        GopherRepetitionFilter,
    )

    filters = (GopherQualityFilter(), GopherRepetitionFilter(), C4QualityFilter(), FineWebQualityFilter())

    def run(text: str) -> list[Any]:
        # Each gets the text as it is: C4's filter cuts the document it is given.
        return [each.filter(Document(text=text, id="0")) for each in filters]

    return run


def _dolma() -> Run:
    from dolma.core.data_types import Document
    from dolma.taggers.gopher import GopherTagger

    tagger = GopherTagger()
    return lambda text: tagger.predict(Document(source="", id="0", text=text))


def _slop_guard() -> Run:
    from slop_guard import analyze_text

    return lambda text: analyze_text(text)


def _slopscore_lint() -> Run:
    from slopscore import SlopScorer

    scorer = SlopScorer()
    return lambda text: scorer.scan_text(text)


def _zero_slop() -> Run:
    from zero_slop.scripts.slopscore import load_patterns, score_text

    patterns = load_patterns()
    return lambda text: score_text(text, patterns)


def _textstat() -> Run:
    import textstat

    # The others count syllables in a dictionary that is downloaded when it is first asked for.
    formulas = (
        textstat.automated_readability_index, textstat.coleman_liau_index, textstat.lix, textstat.rix,
        textstat.mcalpine_eflaw,
    )  # fmt: skip
    return lambda text: [formula(text) for formula in formulas]


def _proselint() -> Run:
    from proselint.checks import __register__
    from proselint.registry import CheckRegistry
    from proselint.tools import LintFile

    CheckRegistry().register_many(__register__)
    return lambda text: LintFile("<text>", text).lint()


TOOLS = (
    Tool("slopcheck", "slopcheck-news", "all spans, features and the score", _slopcheck),
    Tool("datatrove", "datatrove", "the filters Gopher quality, Gopher repetition, C4 and FineWeb", _datatrove),
    Tool("dolma", "dolma", "the Gopher tagger", _dolma),
    Tool("slop-guard", "slop-guard", "`analyze_text`", _slop_guard),
    Tool("slopscore-lint", "slopscore-lint", "`SlopScorer().scan_text`", _slopscore_lint),
    Tool("zero-slop", "zero-slop", "`score_text`", _zero_slop),
    Tool("textstat", "textstat", "the five readability formulas that count no syllables", _textstat),
    Tool("proselint", "proselint", "all checks", _proselint),
)


def main() -> None:
    tool = next(tool for tool in TOOLS if tool.name == sys.argv[1])
    run = tool.load()
    run(sys.stdin.read())
    print(time.process_time(), _peak())


def _peak() -> float:
    """Peak resident memory in MB. Not ``ru_maxrss``, which a child inherits from the process that started it."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1000
    return float("nan")


if __name__ == "__main__":
    main()
