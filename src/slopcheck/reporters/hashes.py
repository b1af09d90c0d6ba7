"""The hashes by which text is recognised where the text itself may not go."""

from __future__ import annotations

import hashlib

_DIGITS = 16


def sha256(text: str) -> str:
    """SHA-256 of a text as UTF-8; a lone surrogate is kept."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def short_hash(text: str) -> str:
    """The beginning of that of the text in lower case, white space folded."""
    return sha256(" ".join(text.split()).lower())[:_DIGITS]
