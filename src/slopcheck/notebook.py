"""For notebooks: a report as HTML on the screen, many reports as a table."""

from __future__ import annotations

import html
import sys
from collections.abc import Iterable
from typing import Any

from slopcheck.errors import ConfigError
from slopcheck.reporters import render, render_comparison
from slopcheck.reporters.data import Options, Results
from slopcheck.reporters.table import row
from slopcheck.types import Comparison, Report


class Shown:
    """What a notebook displays: the report's own page, in a frame that shares nothing with the notebook."""

    def __init__(self, page: str) -> None:
        self.page = page

    def _repr_html_(self) -> str:
        inside = html.escape(self.page, quote=True)
        return (
            f'<iframe srcdoc="{inside}" sandbox="allow-scripts" title="slopcheck" '
            'width="100%" height="800" style="border:1px solid #ccc"></iframe>'
        )


def show(what: Report | Comparison) -> Shown | None:
    """Display a report or a comparison in a notebook. Elsewhere returns an object whose ``page`` is its HTML."""
    if isinstance(what, Comparison):
        shown = Shown(render_comparison("html", what, Options()))
    else:
        shown = Shown(render("html", Results((what,)), Options()))
    ipython = sys.modules.get("IPython")
    if ipython is None or ipython.get_ipython() is None:
        return shown
    from IPython.display import display  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415

    display(shown)
    return None


def to_frame(reports: Iterable[Report]) -> Any:
    """One row for each report: scores, families, counts of findings and of particulars. Needs pandas."""
    try:
        import pandas  # type: ignore[import-untyped, unused-ignore]  # noqa: PLC0415
    except ImportError as error:
        raise ConfigError("to_frame needs pandas", "pip install pandas") from error
    return pandas.DataFrame([row(report) for report in reports])
