"""The heuristics that filter training corpora, each under its own name: a floor that says whether a page is text
at all, not whether it is worth reading.

They are computed when asked for (``formulas(text)``), never while scoring: they take longer than everything else,
and a fluent farm passes all of them. The same name in two corpora means two formulas, hence the prefixes.

Words are cut by ``words``; a caller who wants another tokenizer's figures passes its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from slopcheck.formulas import c4, fineweb, gopher, redpajama

_WORD = re.compile(
    r"\d+(?:[.,]\d+)*|[^\W\d_](?:[^\W\d_]|\.(?=[^\W\d_]\.))*\.?(?<=\.[^\W\d_]\.)"
    r"|[^\W_]+?(?=n['\u2019]t\b)|n['\u2019]t\b|['\u2019](?:s|re|ve|ll|d|m)\b|[^\W_]+|\.\.\.|\u2026|\S"
)


def words(text: str) -> list[str]:
    """Words and marks: contractions are cut before "n't" and "'s", figures and initials kept whole."""
    return _WORD.findall(text)


def formulas(text: str, tokens: Sequence[str] | None = None) -> dict[str, float]:
    """Every formula by its name, for a text that is not blank."""
    if not text.strip():
        raise ValueError("formulas need a text that is not blank")
    tokens = words(text) if tokens is None else tokens
    return {
        **gopher.quality(text, tokens),
        **gopher.repetition(text, tokens),
        **c4.quality(text),
        **fineweb.quality(text, tokens),
        **redpajama.signals(text),
    }
