"""Gopher's rules (Rae et al. 2021, tables A1 and section A.1.1), as datatrove computes them.

Thresholds of the paper: words 50 to 100,000; mean word length 3 to 10; hashes and ellipses per word at most 0.1;
lines that start with a bullet at most 0.9 and that end in an ellipsis at most 0.3; words with a letter at least
0.8; two of eight stop words. Repetition: doubled paragraphs and lines at most 0.3 (0.2 of the characters), the most
frequent 2-, 3- and 4-gram at most 0.20, 0.18 and 0.16 of the characters, doubled 5- to 10-grams at most 0.15 to 0.10.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

STOP_WORDS = frozenset({"the", "be", "to", "of", "and", "that", "have", "with"})
TOP = (2, 3, 4)
DOUBLE = (5, 6, 7, 8, 9, 10)

# What counts as a mark: a token made of these alone is no word.
MARKS = frozenset(
    "!/\u2014\u201d:\uff05\uff11\u3008&(\u3001\u2501\\\u3010#%\u300c\u300d\uff0c\u3011\uff1b+^]~\u201c\u300a\u201e';\u2019{|"
    '\u2236\u00b4[=-`*\uff0e\uff08\u2013\uff1f\uff01\uff1a$\uff5e\u00ab\u3009,><\u300b)?\uff09\u3002\u2026@_."}\u25ba\u00bb'
    + "".join(chr(c) for c in (*range(9), *range(11, 32), *range(127, 160)))
)
_PARAGRAPHS = re.compile(r"\n{2,}")
_LINES = re.compile(r"\n+")
_ELLIPSES = ("...", "\u2026")


def quality(text: str, words: Sequence[str]) -> dict[str, float]:
    """The rules on words and lines."""
    real = [w for w in words if not MARKS.issuperset(w)]
    lines = text.splitlines()
    ellipses = text.count("...") + text.count("\u2026")
    return {
        "gopher.words": float(len(real)),
        "gopher.mean_word_length": sum(map(len, real)) / len(real) if real else 0.0,
        "gopher.hashes_per_word": text.count("#") / len(words),
        "gopher.ellipses_per_word": ellipses / len(words),
        "gopher.bullet_lines": sum(s.lstrip().startswith(("\u2022", "-")) for s in lines) / len(lines),
        "gopher.ellipsis_lines": sum(s.rstrip().endswith(_ELLIPSES) for s in lines) / len(lines),
        "gopher.alphabetic_words": sum(any(map(str.isalpha, w)) for w in words) / len(words),
        "gopher.stop_words": float(len(STOP_WORDS.intersection(words))),
    }


def repetition(text: str, words: Sequence[str]) -> dict[str, float]:
    """The rules on doubled paragraphs, lines and n-grams, as shares of paragraphs, lines and characters."""
    paragraphs = _PARAGRAPHS.split(text.strip())
    lines = _LINES.split(text)
    doubled_paragraphs, paragraph_chars = doubles(paragraphs)
    doubled_lines, line_chars = doubles(lines)
    found = {
        "gopher.dup_paragraphs": doubled_paragraphs / len(paragraphs),
        "gopher.dup_paragraph_chars": paragraph_chars / len(text),
        "gopher.dup_lines": doubled_lines / len(lines),
        "gopher.dup_line_chars": line_chars / len(text),
    }
    found.update({f"gopher.top_{n}gram_chars": _top(words, n) / len(text) for n in TOP})
    for n in DOUBLE:
        chars = sum(sum(map(len, words[i : i + n])) for i in double_ngrams(words, n))
        found[f"gopher.dup_{n}gram_chars"] = chars / len(text)
    return found


def doubles(parts: Sequence[str]) -> tuple[int, int]:
    """How many parts stood before, and their characters."""
    seen: set[str] = set()
    count = chars = 0
    for part in parts:
        if part in seen:
            count += 1
            chars += len(part)
        seen.add(part)
    return count, chars


def _top(words: Sequence[str], n: int) -> int:
    """Characters of the most frequent n-gram, spaces included, over all its places; the first of equals."""
    counts = Counter(" ".join(words[i : i + n]) for i in range(len(words) - n + 1))
    if not counts:
        return 0
    gram, times = counts.most_common(1)[0]
    return len(gram) * times


def double_ngrams(words: Sequence[str], n: int) -> list[int]:
    """Where n-grams start that stood before, taken from the left so that none overlap."""
    seen: set[str] = set()
    found: list[int] = []
    at = 0
    while at < len(words) - n + 1:
        gram = "".join(words[at : at + n])
        if gram in seen:
            found.append(at)
            at += n
        else:
            seen.add(gram)
            at += 1
    return found
