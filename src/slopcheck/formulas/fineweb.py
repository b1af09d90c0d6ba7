"""FineWeb's rules (Penedo et al. 2024), as datatrove computes them.

Thresholds: lines that end in terminal punctuation at least 0.12; lines of at most 30 characters at most 0.67;
characters in doubled lines at most 0.01; line breaks per word at most 0.3. Lines here are those not blank.
"""

from __future__ import annotations

from collections.abc import Sequence

from slopcheck.formulas.gopher import doubles

SHORT = 30  # characters
TERMINAL = (
    ".",
    "!",
    "?",
    "\u203c",
    "\u203d",
    "\u2047",
    "\u2048",
    "\u2049",
    "\uff01",
    "\uff0e",
    "\uff1f",
    "\u3002",
)


def quality(text: str, words: Sequence[str]) -> dict[str, float]:
    lines = [line for line in text.split("\n") if line.strip()]
    return {
        "fineweb.line_punct": sum(line.endswith(TERMINAL) for line in lines) / len(lines),
        "fineweb.short_lines": sum(len(line) <= SHORT for line in lines) / len(lines),
        "fineweb.dup_line_chars": doubles(lines)[1] / len(text.replace("\n", "")),
        "fineweb.newlines_per_word": text.count("\n") / len(words),
    }
