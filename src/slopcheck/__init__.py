"""slopcheck: a content-farm and boilerplate detector. It judges craft, never authorship.

>>> import slopcheck
>>> report = slopcheck.check_file("article.txt")
>>> report.verdict.quality
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from slopcheck.version import __version__

if TYPE_CHECKING:
    from slopcheck.batch import check_many
    from slopcheck.check import check, check_file
    from slopcheck.classify import load_model
    from slopcheck.compare import compare
    from slopcheck.notebook import show, to_frame
    from slopcheck.segment import segment
    from slopcheck.types import Block, Comparison, Document, Input, Report, Span, Verdict

__all__ = [
    "Block", "Comparison", "Document", "Input", "Report", "Span", "Verdict", "__version__", "check", "check_file",
    "check_many", "compare", "load_model", "segment", "show", "to_frame",
]  # fmt: skip

_HOMES = {
    "check": "check", "check_file": "check", "check_many": "batch", "compare": "compare", "load_model": "classify",
    "segment": "segment", "show": "notebook", "to_frame": "notebook", "Block": "types",
    "Comparison": "types", "Document": "types", "Input": "types", "Report": "types", "Span": "types",
    "Verdict": "types",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Loads a public name when it is first asked for, so that ``import slopcheck`` costs next to nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'slopcheck' has no attribute {name!r}")
    value = getattr(import_module(f"slopcheck.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


class _Package(ModuleType):
    """Keeps ``slopcheck.check`` the function, whichever part of slopcheck imports the module of that name."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
