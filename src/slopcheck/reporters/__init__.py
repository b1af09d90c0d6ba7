"""Reports to text. ``REPORTERS`` names the formats of ``score``; ``COMPARERS`` those of ``compare``.

Each format is a module with a function ``render``; it is imported when it is asked for, so that a run pays
only for the libraries its format needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from slopcheck.reporters.data import Options, Results
from slopcheck.types import Comparison

if TYPE_CHECKING:
    from slopcheck.reporters.collection import Collection

REPORTERS: Mapping[str, tuple[str, str]] = {
    "text": ("terminal", "render"),
    "json": ("json", "render"),
    "jsonl": ("json", "render_lines"),
    "html": ("html", "render"),
}
COMPARERS: Mapping[str, tuple[str, str]] = {
    "text": ("terminal_comparison", "render"),
    "json": ("comparison_json", "render"),
    "html": ("html", "render_comparison"),
}


def render(format: str, results: Results, options: Options) -> str:
    """A run in one of the ``REPORTERS``."""
    return str(_load(REPORTERS[format])(results, options))


def render_comparison(format: str, comparison: Comparison, options: Options) -> str:
    """A comparison in one of the ``COMPARERS``."""
    return str(_load(COMPARERS[format])(comparison, options))


def render_refusals(refused: Results, options: Options, fail_under: float | None) -> str:
    """What the gate prints about the articles it refuses."""
    return str(_load(("refusals", "render"))(refused, options, fail_under))


def render_collection(collection: Collection) -> tuple[str, Mapping[str, str]]:
    """The page of a collection, and its tables as CSV by name."""
    page = str(_load(("collection_html", "render"))(collection, Options()))
    return page, _load(("collection_html", "tables"))(collection)


def _load(where: tuple[str, str]) -> Any:
    module, function = where
    return getattr(import_module(f"{__name__}.{module}"), function)
