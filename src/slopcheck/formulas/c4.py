"""C4's rules (Raffel et al. 2020), as datatrove computes them: which lines it keeps, and what drops a page.

A line is kept if it ends in a full stop, question mark, exclamation mark or quotation mark but not in an ellipsis,
has at least three words and none of more than 1,000 characters, and names neither JavaScript nor a policy. A page
needs five sentences in kept lines, no "lorem ipsum" and no curly bracket.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

POLICIES = (
    "terms of use",
    "privacy policy",
    "cookie policy",
    "uses cookies",
    "use of cookies",
    "use cookies",
)
_CITATION = re.compile(r"\[\d*]|\[edit]|\[citation needed]")
_END = (".", "?", "!", '"', "'")
LEAST_WORDS = 3
LONGEST_WORD = 1000


def quality(text: str) -> dict[str, float]:
    """Shares of lines kept and dropped, by the first rule that drops them, and whether the page is dropped."""
    lines = text.splitlines()
    fates = [fate(line) for line in lines]
    return {
        "c4.kept_lines": fates.count("kept") / len(lines),
        "c4.no_terminal_punctuation": fates.count("no_terminal_punctuation") / len(lines),
        "c4.few_words": fates.count("few_words") / len(lines),
        "c4.long_word": fates.count("long_word") / len(lines),
        "c4.javascript": fates.count("javascript") / len(lines),
        "c4.policy": fates.count("policy") / len(lines),
        "c4.lorem_ipsum": float("lorem_ipsum" in fates),
        "c4.curly_bracket": float("curly_bracket" in fates),
    }


def fate(line: str) -> str:
    """What becomes of a line: kept, or the first rule against it."""
    line = line.strip()
    words = line.split()
    bare = _CITATION.sub("", line)
    lower = bare.lower()
    rules = {
        "long_word": any(len(word) > LONGEST_WORD for word in words),
        "no_terminal_punctuation": not bare.endswith(_END) or bare.endswith("..."),
        "few_words": len(words) < LEAST_WORDS,
        "lorem_ipsum": "lorem ipsum" in lower,
        "javascript": "javascript" in lower,
        "curly_bracket": "{" in bare,
        "policy": any(policy in lower for policy in POLICIES),
    }
    return next((name for name, broken in rules.items() if broken), "kept")


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """The lines that are not kept, with the rule against them."""
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip() and (why := fate(line)) != "kept":
            yield at, at + len(line.rstrip("\r\n")), why
        at += len(line)
