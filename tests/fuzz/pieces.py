"""What fuzzed inputs are made of: the package's own phrases and pattern pieces, markup, marks and odd letters."""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
from collections.abc import Iterator
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import slopcheck
from slopcheck.signals import catalogue

_SKIPPED = ("slopcheck.serve", "slopcheck.spark", "slopcheck.__main__")
_ALTERNATIVES = re.compile(r"\(([^)]*)\)")

MARKUP = (
    "<p>", "</p>", "<div class='share'>", "</div>", "<ul><li>", "</li></ul>", "<h2>", "</h2>", "<br>", "<!--", "-->",
    "<script>", "</script>", "<a href='/x'>", "</a>", "<table><tr><td>", "</table>", "<blockquote>", "&amp;", "&#8220;",
    "&nbsp;", "<span hidden>", "</span>", "<", ">", "# ", "## ", "> ", "* ", "- ", "1. ", "---", "===", "```", "~~~",
    "**", "__", "[", "](", ")", "![", "| a | b |", "|---|", "[^1]", "\\", "~~", "***", "Title\n=====\n",
)  # fmt: skip
MARKS = (
    " ", "\n", "\n\n", "\r\n", "\t", ". ", ", ", ": ", "? ", "! ", "\u2026", "\u2014", "\u201c", "\u201d", "\u2018",
    "\u2019", '"', "'", "(", ")", "\u00ab", "\u200b", "\u00ad", "\u202e", "\u2069", "\u2028", "\x0b", "\x0c", "\x1c",
    "\x85", "\ufeff", "\u0430", "\uff21", "\u0130", "\u00df", "\ufb01", "e\u0301", "\U0001f600", "\U0001d400", "\ud800",
    "\x00", "$1,000.50", "20%", "March 3, 2026", "3-2 vote", "2026", "I", "AAAA", "aA", "http://a.b/c", "@you", "#x",
)  # fmt: skip
NAMES = (
    "Mayor Ada Quill", "Jon Marsh", "Mr. Marsh", "the Harbour Board", "Harbour Board (HB)", "HB", "he", "she", "said",
    "according to", "told", "a spokesman for", "of", "and", "who", "Petra Lund\u2019s", "in", "Leave a Reply",
    "Conclusion",
)  # fmt: skip


def phrases(rng: random.Random, count: int) -> list[str]:
    """Phrases of the tables, one alternative of each group."""
    patterns = sorted({p.pattern for s in catalogue().values() if s.table for p in s.phrases})
    chosen = rng.sample(patterns, min(count, len(patterns)))
    return [_ALTERNATIVES.sub(lambda m: rng.choice(m.group(1).split("|")), p) for p in chosen]


def patterns() -> dict[str, re.Pattern[str]]:
    """Every regular expression that a module of the package compiles, by its place."""
    found: dict[str, re.Pattern[str]] = {}
    for info in pkgutil.walk_packages(slopcheck.__path__, "slopcheck."):
        if info.name.startswith(_SKIPPED):
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                found.setdefault(value.pattern, value)
                found[f"{info.name}.{name}"] = found.pop(value.pattern)
    return found


def witness(pattern: re.Pattern[str]) -> str:
    """A string made of a pattern's own pieces: every repeated part a few times, the first way of every choice."""
    return "".join(_written(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)))


def _written(items: Any) -> Iterator[str]:
    for op, value in items:
        if op in (constants.LITERAL, constants.NOT_LITERAL):
            yield chr(value) if op is constants.LITERAL else "x"
        elif op is constants.ANY:
            yield "x"
        elif op is constants.IN:
            yield _one_of(value)
        elif op is constants.BRANCH:
            yield from _written(value[1][0])
        elif op is constants.SUBPATTERN:
            yield from _written(value[-1])
        elif op in (constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT):
            low, high, inner = value
            yield "".join(_written(inner)) * min(max(low, 3), int(high))
        elif op is constants.ATOMIC_GROUP:
            yield from _written(value)
        elif op is constants.ASSERT and value[0] == 1:
            yield from _written(value[1])


def _one_of(choices: Any) -> str:
    op, value = choices[0]
    if op is constants.RANGE:
        return chr(value[0])
    if op is constants.LITERAL:
        return chr(value)
    if op is constants.CATEGORY:
        names = {
            constants.CATEGORY_DIGIT: "7",
            constants.CATEGORY_SPACE: " ",
            constants.CATEGORY_NOT_WORD: "-",
        }
        return names.get(value, "x")
    return "x"
