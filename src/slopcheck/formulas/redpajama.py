"""RedPajama-V2's quality signals that need neither a model nor an outside list.

Raw words are runs of word characters and runs of other marks; normal words are the lower-case text without ASCII
punctuation, decomposed, split at white space. Line figures are averaged over lines. RedPajama rounds to eight
digits; here nothing is rounded.
"""

from __future__ import annotations

import math
import re
import string
import unicodedata
from collections import Counter

_RAW = re.compile(r"\w+|[^\w\s]+")
_SENTENCE = re.compile(r"\b[^.!?]+[.!?]*")
_LINE = re.compile(r"[^\n]*\n|[^\n]+$")
_BARE = str.maketrans("", "", string.punctuation)
_LETTER = re.compile(r"[A-Za-z]")
_SYMBOLS = ("#", "...", "\u2026")
_TERMINAL = (".", "!", "?", "\u201d")
_BULLETS = tuple("\u2022\u2023\u25b6\u25c0\u25e6\u25a0\u25a1\u25aa\u25ab\u2013")


def normal(text: str) -> str:
    """Lower case, no ASCII punctuation, single spaces, decomposed."""
    return unicodedata.normalize("NFD", " ".join(text.translate(_BARE).lower().split()))


def signals(text: str) -> dict[str, float]:
    raw = _RAW.findall(text)
    words = normal(text).split()
    found = {f"redpajama.{name}": value for name, value in _lines(text).items()}
    found["redpajama.sentences"] = float(len(_SENTENCE.findall(text)))
    found["redpajama.words"] = float(len(words))
    found["redpajama.mean_word_length"] = sum(map(len, words)) / len(words) if words else 0.0
    found["redpajama.unique_words"] = len(set(words)) / len(words) if words else 0.0
    found["redpajama.unigram_entropy"] = _entropy(words)
    found["redpajama.symbols_per_word"] = sum(map(text.count, _SYMBOLS)) / len(raw)
    found["redpajama.no_letter_words"] = 1.0 - sum(_LETTER.search(w) is not None for w in raw) / len(raw)
    found["redpajama.all_caps_words"] = sum(map(str.isupper, raw)) / len(raw)
    found["redpajama.curly_brackets"] = (text.count("{") + text.count("}")) / len(text)
    return found


def _entropy(words: list[str]) -> float:
    total = len(words)
    return sum(-n / total * math.log(n / total) for n in Counter(words).values())


def _lines(text: str) -> dict[str, float]:
    lines = _LINE.findall(text)
    plain = [normal(line) for line in lines]
    size = len(lines)
    return {
        "ellipsis_lines": sum(line.rstrip().endswith(("...", "\u2026")) for line in lines) / size,
        "terminal_lines": sum(line.rstrip().endswith(_TERMINAL) for line in lines) / size,
        "bullet_lines": sum(line.lstrip().startswith(_BULLETS) for line in lines) / size,
        "words_per_line": sum(len(line.split()) for line in plain) / size,
        "uppercase_chars": sum(sum(map(str.isupper, line)) / len(line) for line in lines) / size,
        "numeric_chars": sum(sum(map(str.isnumeric, line)) / max(1, len(line)) for line in plain) / size,
        "javascript_lines": sum("javascript" in line.split() for line in plain) / size,
    }
