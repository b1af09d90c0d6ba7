"""JSON: one object for a run, or one line for each document."""

from __future__ import annotations

import json

from slopcheck.reporters.data import (
    SCHEMA_VERSION,
    Options,
    Results,
    document_data,
    failure_data,
    results_data,
    tool,
)


def render(results: Results, options: Options) -> str:
    """The whole run as one object."""
    return json.dumps(results_data(results, options), ensure_ascii=False, indent=1) + "\n"


def render_lines(results: Results, options: Options) -> str:
    """A line for each document and each error, each complete in itself."""
    head = {"schema_version": SCHEMA_VERSION, "tool": tool(results.reports[0] if results.reports else None)}
    rows = [document_data(report, options) for report in results.reports]
    rows += [failure_data(failure) for failure in results.failures]
    return "".join(json.dumps({**head, **row}, ensure_ascii=False) + "\n" for row in rows)
