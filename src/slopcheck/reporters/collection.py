"""A collection of scored articles by source: distributions, shares, and what recurs. Plain values.

Read from the JSON or JSONL that ``score`` writes, so that a large run is scored once and reported often.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from statistics import mean, median
from typing import Any
from urllib.parse import urlsplit

from slopcheck.days import parse_date
from slopcheck.errors import InputError
from slopcheck.signals import FAMILIES

LEAST = 15  # articles of a source below which no share is given
BINS = 10
SHOWN = 12  # recurring items of each kind for each source
CLAIM = ("tool", "name", "text_sha256", "log_odds", "decision")  # of a row: what `verify` replays
DECISIONS = ("block", "warn", "pass", "abstain")
_LONG = 40  # characters of a paragraph whose recurrence says something
_HINT = "pass what `slopcheck score --format json` or `jsonl` wrote"

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Share:
    """A proportion with its 95 % Wilson interval; None where there are too few articles to say."""

    count: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Recurring:
    """Something that stands in several articles of one source. ``text`` is None if it was left out."""

    source: str
    kind: str
    text: str | None
    articles: int


@dataclass(frozen=True, slots=True)
class Period:
    """A month of one source."""

    source: str
    month: str
    articles: int
    median: float | None


@dataclass(frozen=True, slots=True)
class Source:
    """One source: ``bins`` counts its scored articles by quality, in tens."""

    name: str
    articles: int
    scored: int
    median: float | None
    quartiles: tuple[float, float] | None
    bins: tuple[int, ...]
    shares: Mapping[str, Share]
    families: Mapping[str, float]
    recurring: tuple[Recurring, ...]
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Collection:
    """All sources, the worst first, and the run they come from. ``claims`` are what can be verified."""

    sources: tuple[Source, ...]
    articles: int
    errors: int
    models: tuple[str, ...]
    configs: tuple[str, ...]
    claims: tuple[Row, ...]
    least: int


def read_rows(path: str) -> Iterator[Row]:
    """The documents and errors of a results file, each with its tool."""
    try:
        text = Path(path).read_text("utf-8")
        yield from _rows(text)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}", _HINT) from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise InputError(f"{path} holds no results of slopcheck", _HINT) from error


def _rows(text: str) -> Iterator[Row]:
    try:
        whole = [json.loads(text)]
    except json.JSONDecodeError:
        whole = [json.loads(line) for line in text.splitlines() if line.strip()]
    for one in whole:
        if one["schema_version"] != 1:
            raise ValueError("another schema version")
        for row in [*one["documents"], *one["errors"]] if "documents" in one else [one]:
            yield {"tool": one["tool"], **row}


def source_of(row: Row) -> str:
    """The host of the article's URL, else the publisher it names, else its folder."""
    metadata = row.get("metadata", {})
    for address in (row["name"], metadata.get("url", "")):
        host = urlsplit(address).hostname if "://" in address else None
        if host:
            return host.removeprefix("www.")
    return metadata.get("publisher") or PurePosixPath(row["name"]).parent.name or "(no folder)"


def grouping(key: str | None) -> Callable[[Row], str]:
    """By a metadata field, by ``folder``, or as ``source_of`` finds it."""
    if key is None:
        return source_of
    if key == "folder":
        return lambda row: PurePosixPath(row["name"]).parent.name or "(no folder)"
    return lambda row: str(row.get("metadata", {}).get(key, f"(no {key})"))


def collect(rows: Iterable[Row], source: Callable[[Row], str] = source_of, least: int = LEAST) -> Collection:
    """Everything a collection's page shows."""
    groups: dict[str, list[Row]] = {}
    errors = 0
    models: set[str] = set()
    configs: set[str] = set()
    claims: list[Row] = []
    for row in rows:
        if "error" in row:
            errors += 1
            continue
        groups.setdefault(source(row), []).append(row)
        models.add(str(row["tool"]["model"]))
        configs.update({row["tool"]["config"]} - {None})
        claims.append({key: row[key] for key in CLAIM})
    sources = [_source(name, found, least) for name, found in groups.items()]
    sources.sort(key=lambda s: (s.median if s.median is not None else math.inf, s.name))
    count = sum(s.articles for s in sources)
    return Collection(
        sources=tuple(sources),
        articles=count,
        errors=errors,
        models=tuple(sorted(models)),
        configs=tuple(sorted(configs)),
        claims=tuple(claims),
        least=least,
    )


def _source(name: str, rows: Sequence[Row], least: int) -> Source:
    scores = sorted(row["quality"] for row in rows if row["quality"] is not None)
    bins = [0] * BINS
    for score in scores:
        bins[min(BINS - 1, int(score * BINS // 100))] += 1
    return Source(
        name=name,
        articles=len(rows),
        scored=len(scores),
        median=median(scores) if scores else None,
        quartiles=(_quantile(scores, 0.25), _quantile(scores, 0.75)) if scores else None,
        bins=tuple(bins),
        shares={d: share(sum(row["decision"] == d for row in rows), len(rows), least) for d in DECISIONS},
        families={f: mean(row["families"].get(f, 0.0) for row in rows) for f in FAMILIES if f != "furniture"},
        recurring=tuple(_recurring(name, rows)),
        periods=tuple(_periods(name, rows)),
    )


def _quantile(ordered: Sequence[float], at: float) -> float:
    place = at * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def share(count: int, of: int, least: int = LEAST) -> Share:
    """The share with its Wilson interval, given only for ``least`` articles or more."""
    if of < max(least, 1):
        return Share(count, None, None, None)
    z = 1.959964
    p = count / of
    centre = (p + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return Share(count, p, max(0.0, centre - half), min(1.0, centre + half))


def _recurring(source: str, rows: Sequence[Row]) -> Iterator[Recurring]:
    """What stands in two articles or more, most articles first."""
    held = Counter(digest for row in rows for digest in {block["hash"] for block in row["blocks"]})
    found: dict[tuple[str, str], tuple[str | None, set[int]]] = {}
    for index, row in enumerate(rows):
        for kind, key, text in _items(row, held):
            found.setdefault((kind, key), (text, set()))[1].add(index)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1][1]), item[0]))
    shown: Counter[str] = Counter()
    for (kind, _), (text, articles) in ordered:
        if len(articles) > 1 and shown[kind] < SHOWN:
            shown[kind] += 1
            yield Recurring(source, kind, text, len(articles))


def _items(row: Row, held: Mapping[str, int]) -> Iterator[tuple[str, str, str | None]]:
    """Headings, paragraphs, sentences, filler phrases and promo lines, each with the key it is recognised by.

    ``held`` says how many articles hold a block: the sentences of one that recurs as a whole are not told
    one by one.
    """
    for block in row["blocks"]:
        sentences = block.get("sentences", ())
        if block["kind"] == "heading":
            yield "heading", block["hash"], block.get("text")
        elif held[block["hash"]] == 1:
            for one in sentences:
                yield "sentence", one["hash"], one.get("template")
        elif block["kind"] == "paragraph" and block["end"] - block["start"] >= _LONG:
            first = sentences[0].get("template") if sentences else None
            yield "paragraph", block["hash"], first
    for span in row["spans"]:
        if span["text"] and (span["family"] == "filler" or span["signal"] == "inserted-promo"):
            kind = "inserted promo" if span["signal"] == "inserted-promo" else "phrase"
            text = " ".join(span["text"].split())
            yield kind, text.lower(), text


def _periods(source: str, rows: Sequence[Row]) -> Iterator[Period]:
    months: dict[str, list[float | None]] = {}
    for row in rows:
        day = parse_date(row.get("metadata", {}).get("date", ""))
        if day:
            months.setdefault(f"{day:%Y-%m}", []).append(row["quality"])
    for month, scores in sorted(months.items()):
        known = [score for score in scores if score is not None]
        yield Period(source, month, len(scores), median(known) if known else None)
