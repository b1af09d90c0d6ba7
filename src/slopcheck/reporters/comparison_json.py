"""A comparison as JSON."""

from __future__ import annotations

import json

from slopcheck.reporters.comparison import comparison_data
from slopcheck.reporters.data import Options
from slopcheck.types import Comparison


def render(comparison: Comparison, options: Options) -> str:
    """The whole comparison as one object."""
    return json.dumps(comparison_data(comparison, options), ensure_ascii=False, indent=1) + "\n"
