"""Measures every phrase of ``signals/lexicon`` on the visible corpus and rewrites the tables in place.

    python -m training.lexicon [--prune] [TABLE ...]

A rate is occurrences per 10,000 words of paragraphs and items outside quotations, those inside a longer
phrase of the table included: first per source, then
averaged over sources with weight sqrt(words), so that a large source counts for more than a small one but
cannot drown it. Machine-spun copies of reporting are left out: their phrases are the copied reporter's.
``--prune`` drops the phrases whose evidence is too thin to weigh anything.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from joblib import Parallel, delayed

import slopcheck.signals
from slopcheck.errors import InputError
from slopcheck.phrases import Automaton, Phrase, load_table
from slopcheck.segment import segment
from slopcheck.signals import catalogue
from slopcheck.views import Views
from training.data import Article, articles

LEXICON = Path(slopcheck.signals.__file__).parent / "lexicon"
GROUPS = 3  # farm groups that must use a phrase: fewer is one owner's habit
KEEP_RATIO = 3.0  # a phrase pruned at twice the genuine rate would return with the next article collected
_CHUNK = 200

Counts = dict[tuple[str, str], int]


@dataclass
class Tally:
    """Occurrences per (table, pattern), and words, of one source."""

    farm: bool
    group: str
    words: int = 0
    hits: Counts = field(default_factory=lambda: defaultdict(int))


def table_names() -> list[str]:
    """The tables whose phrases the filler signals weigh."""
    return sorted(s.table for s in catalogue().values() if s.table and s.family == "filler")


def count(tables: Sequence[str], chunk: Iterable[Article]) -> dict[str, Tally]:
    """Hits and words per source."""
    automaton = Automaton({name: load_table(name) for name in tables})
    tallies: dict[str, Tally] = {}
    for article in chunk:
        try:
            document = segment(article.text, name=article.id, format="text", headline=article.title)
        except InputError:
            continue
        views = Views(document, automaton)
        tally = tallies.setdefault(article.source, Tally(article.farm, article.group))
        tally.words += int(views.tok_prose.sum())
        for name, hit in automaton.occurrences(views.lower):
            if views.blk_prose[views.block_at(hit.start)] and not views.is_quoted(hit.start, hit.end):
                tally.hits[name, hit.phrase.pattern] += 1
    return {source: Tally(t.farm, t.group, t.words, dict(t.hits)) for source, t in tallies.items()}


def merge(parts: Iterable[Mapping[str, Tally]]) -> dict[str, Tally]:
    total: dict[str, Tally] = {}
    for part in parts:
        for source, tally in part.items():
            into = total.setdefault(source, Tally(tally.farm, tally.group))
            into.words += tally.words
            for key, number in tally.hits.items():
                into.hits[key] += number
    return total


def rate(tallies: Iterable[Tally], key: tuple[str, str]) -> float:
    """Per 10,000 words, sources weighted by the square root of their words."""
    rows = [t for t in tallies if t.words]
    weights = np.sqrt([t.words for t in rows])
    rates = np.array([1e4 * t.hits.get(key, 0) / t.words for t in rows])
    return float((weights * rates).sum() / weights.sum())


def measure(tables: Sequence[str], workers: int) -> dict[str, Tally]:
    rows = [a for a in articles() if not a.source.endswith("#spun")]
    chunks = [rows[i : i + _CHUNK] for i in range(0, len(rows), _CHUNK)]
    return merge(Parallel(n_jobs=workers)(delayed(count)(tables, chunk) for chunk in chunks))


def rewrite(name: str, tallies: Iterable[Tally], prune: bool) -> tuple[int, int]:
    """Writes a table with fresh rates, sorted; returns how many phrases it had and has."""
    tallies = list(tallies)
    farms = [t for t in tallies if t.farm]
    genuine = [t for t in tallies if not t.farm]
    before = load_table(name)
    after: dict[str, Phrase] = {}
    for phrase in before:
        key = (name, phrase.pattern)
        fresh = Phrase(phrase.pattern, rate(farms, key), rate(genuine, key), phrase.note)
        groups = {t.group for t in farms if t.hits.get(key)}
        if not prune or phrase.note or (fresh.weight and fresh.ratio >= KEEP_RATIO and len(groups) >= GROUPS):
            after[phrase.pattern] = fresh
    lines = [_line(after[pattern]) for pattern in sorted(after)]
    (LEXICON / f"{name}.toml").write_text("phrases = [\n" + "".join(lines) + "]\n", "utf-8")
    return len(before), len(after)


def _line(phrase: Phrase) -> str:
    note = f', note = "{phrase.note}"' if phrase.note else ""
    return (
        f'  {{ p = "{phrase.pattern}", farm = {phrase.farm:.3f}, genuine = {phrase.genuine:.3f}{note} }},\n'
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("tables", nargs="*", default=table_names(), help="default: all")
    parser.add_argument("--prune", action="store_true", help="drop phrases without evidence")
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    tallies = measure(args.tables, args.workers)
    for name in args.tables:
        before, after = rewrite(name, tallies.values(), args.prune)
        print(f"{name}: {after} phrases" + (f" ({before - after} dropped)" if before > after else ""))


if __name__ == "__main__":
    main()
