"""Rebuilds ``articles.jsonl.gz`` from the public sources, on a machine with network.

    python -m training.fetch [--sources corpus/sources.toml] [--output data/articles.jsonl.gz] [--cache DIR]

Every source is fetched at its commit, and nothing of it is ever checked out (see ``repositories.py``).
A source that fails is an error row and does not stop the others. A source whose files are not those that were
read is an error row too, and its articles stay out unless ``--keep`` is given.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from slopcheck.errors import ConfigError
from training.published import parse
from training.repositories import Blob, FetchError, contents, fetched, files
from training.sources import (
    SOURCES,
    UNKNOWN,
    Choice,
    Source,
    article_id,
    fingerprint,
    load_selection,
    load_sources,
)

FILE_BYTES = 2_000_000  # a longer file is no article
SOURCE_BYTES = 300_000_000  # all articles of one source, before parsing
SOURCE_FILES = 20_000  # articles of one source
SUFFIXES = {
    "md": (".md", ".markdown", ".mdx", ".rmd"),
    "html": (".html", ".htm", ".xhtml", ".shtml", ".php"),
    "txt": (".txt", ".md"),
}


class Row(TypedDict):
    """One article, in the fields of ``articles.jsonl.gz``."""

    id: str
    source: str
    group: str
    label: str
    kind: str
    genre: str
    era: str
    title: str | None
    description: str | None
    keywords: str | None
    date: str | None
    format: str
    raw: str
    text: str
    words: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a source: ok, text (the same files, their text extracted differently), mismatch, skipped,
    failed."""

    source: str
    status: str
    detail: str
    rows: tuple[Row, ...] = ()


# --- files to articles ---


def matcher(patterns: Sequence[str]) -> Callable[[str], object]:
    """Whether a path fits one of the patterns: ``*`` stays within a folder, ``**`` does not."""
    parts = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    wanted = [
        "".join(parts.get(piece, re.escape(piece)) for piece in re.split(r"(\*\*/|\*\*|\*|\?)", pattern))
        for pattern in patterns
    ]
    return re.compile("|".join(f"(?:{one})" for one in wanted), re.S).fullmatch if wanted else lambda _: True


def wanted(source: Source, blobs: Iterator[Blob], chosen: dict[str, Choice]) -> tuple[list[Blob], int]:
    """The files to read, and how many were passed over for their size."""
    fits, suffixes = matcher(source.paths), SUFFIXES[source.format]
    found: list[Blob] = []
    oversized = total = 0
    for blob in blobs:
        if not fits(blob.path) or not (source.paths or blob.path.lower().endswith(suffixes)):
            continue
        if chosen and article_id(source.key, blob.path)[3:] not in chosen:
            continue
        if blob.size > FILE_BYTES:
            oversized += 1
            continue
        total += blob.size
        if len(found) == SOURCE_FILES or total > SOURCE_BYTES:
            raise FetchError(
                f"more than {SOURCE_FILES} files or {SOURCE_BYTES} bytes: are the paths too wide?"
            )
        found.append(blob)
    return found, oversized


def rows(source: Source, repository: Path, blobs: Sequence[Blob], chosen: dict[str, Choice]) -> Iterator[Row]:
    """The articles of a source, in the order of their ids."""
    only = Choice(*(values[0] if len(values) == 1 else UNKNOWN for values in (source.genres, source.eras)))
    made: list[Row] = []
    for blob, data in zip(blobs, contents(repository, blobs, 2 * SOURCE_BYTES), strict=True):
        name = article_id(source.key, blob.path)
        try:
            parsed = parse(data, source.format)
        except Exception as error:  # whatever a hostile file does to a parser, the others are still read
            say(f"  {source.name}: {blob.path!r} left out: {error}")
            continue
        choice = chosen.get(name[3:], only)
        made.append(
            Row(
                id=name, source=source.name, group=source.group, label=source.label, kind=source.kind,
                genre=choice.genre, era=choice.era, title=parsed.title, description=parsed.description,
                keywords=parsed.keywords, date=parsed.date, format=source.format, raw=parsed.raw,
                text=parsed.text, words=len(parsed.text.split()),
            )
        )  # fmt: skip
    yield from sorted(made, key=lambda row: row["id"])


# --- sources to outcomes ---


def read(source: Source, cache: Path, chosen: dict[str, Choice], head: bool = False) -> Outcome:
    """Fetches and parses one source and compares it with what was read."""
    reason = not_fetched(source, head)
    if reason:
        return Outcome(source.name, "skipped", reason)
    try:
        repository, commit = fetched(source, cache, head)
        blobs, oversized = wanted(source, files(repository, commit), chosen)
        found = tuple(rows(source, repository, blobs, chosen))
    except (FetchError, OSError) as error:
        return Outcome(source.name, "failed", str(error))
    return compared(source, commit, found, oversized)


def not_fetched(source: Source, head: bool) -> str:
    """Why there is nothing to fetch for this source; empty when there is."""
    if source.unreadable:
        return source.unreadable
    if source.repository == UNKNOWN:
        return "its repository is not known"
    if source.commit == UNKNOWN and not head:
        return "its commit is not known (--head reads today's and checks it)"
    return ""


def compared(source: Source, commit: str, found: tuple[Row, ...], oversized: int) -> Outcome:
    """The outcome by the hashes: of the texts, else of the files as published."""
    if fingerprint((row["id"], row["text"]) for row in found) == source.sha256:
        return Outcome(source.name, "ok", f"{len(found)} articles at {commit}", found)
    hashed = fingerprint((row["id"], row["raw"]) for row in found)
    if hashed == source.raw_sha256:
        detail = f"{len(found)} articles at {commit}: the same files, their text extracted differently"
        return Outcome(source.name, "text", detail, found)
    detail = (
        f"{len(found)} of {source.count} articles at {commit}, and raw_sha256 {hashed} is not the listed one"
    )
    if oversized:
        detail += f"; {oversized} files larger than {FILE_BYTES} bytes left out"
    return Outcome(source.name, "mismatch", detail, found)


def fetch(sources: Sequence[Source], cache: Path, selected: Path, *, head: bool = False) -> Iterator[Outcome]:
    """The outcome of every source, in order, with progress on standard error."""
    selection = load_selection(selected)
    for number, source in enumerate(sources, 1):
        say(f"[{number}/{len(sources)}] {source.name}")
        yield read(source, cache, selection.get(source.name, {}), head)


def write(path: Path, articles: Sequence[Row]) -> None:
    """The same articles give the same bytes."""
    if not path.parent.exists():
        path.parent.mkdir(parents=True)
        (path.parent / ".gitignore").write_text("*\n", "utf-8")  # article texts are not ours to publish
    lines = [
        json.dumps(row, ensure_ascii=False) for row in sorted(articles, key=lambda r: (r["source"], r["id"]))
    ]
    data = "".join(f"{line}\n" for line in lines).encode("utf-8")
    part = path.with_name(path.name + ".part")
    part.write_bytes(gzip.compress(data, 9, mtime=0))
    part.replace(path)


def say(message: str) -> None:
    """Progress goes to standard error; standard output holds the outcomes alone."""
    print(message, file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when every source that can be fetched is as it was read, 1 when one is not, 2 for a wrong list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sources", type=Path, default=SOURCES)
    parser.add_argument("--output", type=Path, default=Path("data/articles.jsonl.gz"))
    parser.add_argument(
        "--cache", type=Path, default=Path("build/sources"), help="where repositories are kept"
    )
    parser.add_argument("--head", action="store_true", help="read today's commit where none is known")
    parser.add_argument("--keep", action="store_true", help="write articles of sources that differ, too")
    given = parser.parse_args(arguments)
    try:
        sources = load_sources(given.sources)
    except ConfigError as error:
        say(f"error: {error}; {error.hint}")
        return 2
    cache = given.cache.resolve()
    kept: list[Row] = []
    wrong = False
    for outcome in fetch(sources, cache, given.sources.with_name("selected.txt"), head=given.head):
        print(f"{outcome.status}\t{outcome.source}\t{outcome.detail}")
        wrong |= outcome.status in ("failed", "mismatch")
        if outcome.status != "mismatch" or given.keep:
            kept.extend(outcome.rows)
    if kept:
        write(given.output, kept)
    say(f"{len(kept)} articles written to {given.output}" if kept else "no articles, nothing written")
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
