"""Every signal finds what its examples mark, exactly, and nothing else."""

from __future__ import annotations

import importlib
import pkgutil
import re
from types import ModuleType

import pytest

from slopcheck import signals
from slopcheck.signals import FAMILIES, catalogue
from tests.marked import FOLDER, Example, all_examples, document, found


def modules() -> list[ModuleType]:
    names = [m.name for m in pkgutil.iter_modules(signals.__path__) if not m.name.startswith("_")]
    return [importlib.import_module(f"slopcheck.signals.{name}") for name in sorted(names)]


def _show(example: Example, ranges: list[tuple[int, int]] | tuple[tuple[int, int], ...]) -> str:
    source = document(example).source
    return "\n".join(f"  {a}-{b}: {source[a:b]!r}" for a, b in ranges) or "  nothing"


@pytest.mark.parametrize("example", all_examples(), ids=lambda e: e.id)
def test_examples(example: Example) -> None:
    ranges = found(example)
    assert ranges == list(example.wanted), (
        f"{example.id} wanted\n{_show(example, example.wanted)}\nbut found\n{_show(example, ranges)}"
    )


def test_every_signal_has_examples_and_every_example_a_signal() -> None:
    # What wording finds changes with every fit of the learned lexicon; it has a test of its own.
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(catalogue()) - {"wording"}


@pytest.mark.parametrize("module", modules(), ids=lambda m: m.__name__.rpartition(".")[2])
def test_declarations(module: ModuleType) -> None:
    """A module's docstring is its page; ids name the fault in kebab case; families are known."""
    for part in ("**Why.**", "**What it finds.**", "**Limits.**"):
        assert part in (module.__doc__ or "")
    for signal in module.SIGNALS:
        assert signal.family in FAMILIES
        assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", signal.id)
        assert not signal.summary.endswith(".")
