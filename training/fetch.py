"""Rebuilds ``articles.jsonl.gz`` from the public sources, on a machine with network.

    python -m training.fetch [--sources corpus/sources.toml] [--output data/articles.jsonl.gz] [--cache DIR]

Every source is fetched at its commit into a bare repository, without a working tree: nothing of a repository is
ever checked out, so that its symlinks, hooks, filters, submodules and large-file pointers have nothing to act on.
A source that fails is an error row and does not stop the others. A source whose files are not those that were
read is an error row too, and its articles stay out unless ``--keep`` is given.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple, TypedDict

from slopcheck.errors import ConfigError
from slopcheck.segment import segment
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
PACK_BYTES = 4_000_000_000  # one file on disk that git may write
LISTING_BYTES = 200_000_000  # the list of a commit's files
SECONDS = 1_800  # one git command
SUFFIXES = {
    "md": (".md", ".markdown", ".mdx", ".rmd"),
    "html": (".html", ".htm", ".xhtml", ".shtml", ".php"),
    "txt": (".txt", ".md"),
}
READERS = {"md": "markdown", "html": "html", "txt": "text"}
PASSED = ("https_proxy", "no_proxy", "git_ssl_cainfo", "ssl_cert_file")  # what a network may need
REGULAR = ("100644", "100755")  # git's modes of ordinary files; links and submodules have others
TITLE_WORDS = 25  # the first line of a plain text is its title when it is no longer than this


class FetchError(Exception):
    """This source cannot be read; the others can."""


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


class Blob(NamedTuple):
    """An ordinary file in a commit."""

    path: str
    object: str
    size: int


class Parsed(NamedTuple):
    """A file taken apart: front matter or headline, and what is left, as published."""

    title: str | None
    description: str | None
    keywords: str | None
    date: str | None
    raw: str
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a source: ok, text (the same files, their text extracted differently), mismatch, skipped,
    failed."""

    source: str
    status: str
    detail: str
    rows: tuple[Row, ...] = ()


# --- git ---


def git(repository: Path, *arguments: str, feed: bytes = b"", most: int = PACK_BYTES) -> bytes:
    """Runs git in a bare repository, deaf to the user's settings, unable to ask, and ended when it writes a file
    (or an answer: a small tree can list billions of paths) of more than ``most`` bytes."""
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(repository),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "",
        "GIT_LFS_SKIP_SMUDGE": "1",
        "GIT_ALLOW_PROTOCOL": "https:file",
        "LC_ALL": "C",
        **{key: value for key, value in os.environ.items() if key.lower() in PASSED},
    }
    limited = ["/bin/sh", "-c", 'ulimit -f "$0"; exec "$@"', str(most // 512)]
    with TemporaryFile() as shown, TemporaryFile() as given:
        given.write(feed)
        given.seek(0)
        try:
            done = subprocess.run(
                [*limited, "git", "--git-dir", str(repository), *arguments],
                stdin=given,
                stdout=shown,
                stderr=subprocess.PIPE,
                env=environment,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise FetchError(f"git {arguments[0]} took longer than {SECONDS} s") from None
        if done.returncode < 0:
            raise FetchError(f"git {arguments[0]} was ended: did it write more than {most} bytes?")
        if done.returncode:
            lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no message"]
            raise FetchError(f"git {arguments[0]}: {lines[-1][:300]}")
        shown.seek(0)
        return shown.read()


def fetched(source: Source, cache: Path, head: bool) -> tuple[Path, str]:
    """A bare repository that holds the source's commit, and the commit; ``head`` takes today's when none is known."""
    name = hashlib.sha256(source.repository.encode()).hexdigest()[:16]
    repository = cache / f"{name}.git"
    if not (repository / "HEAD").is_file():
        repository.mkdir(parents=True, exist_ok=True)
        git(repository, "init", "--quiet", "--bare")
    wanted = source.commit if source.commit != UNKNOWN else "HEAD"
    if wanted != "HEAD" and _holds(repository, wanted):
        return repository, wanted
    if wanted == "HEAD" and not head:
        raise FetchError("no commit is known")
    git(
        repository, "fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--end-of-options",
        source.repository, wanted,
    )  # fmt: skip
    commit = git(repository, "rev-parse", "--verify", "FETCH_HEAD^{commit}").decode("ascii").strip()
    if wanted not in ("HEAD", commit):
        raise FetchError(f"asked for commit {wanted} and got {commit}")
    return repository, commit


def _holds(repository: Path, commit: str) -> bool:
    try:
        git(repository, "cat-file", "-e", f"{commit}^{{commit}}")
    except FetchError:
        return False
    return True


def files(repository: Path, commit: str) -> Iterator[Blob]:
    """The ordinary files of a commit, by path. Symbolic links and submodules are no ordinary files."""
    listing = git(repository, "ls-tree", "-r", "-l", "-z", "--full-tree", commit, most=LISTING_BYTES)
    for entry in sorted(filter(None, listing.split(b"\0"))):
        fields, _, path = entry.partition(b"\t")
        mode, kind, name, size = fields.decode("ascii").split()
        if kind == "blob" and mode in REGULAR:
            yield Blob(path.decode("utf-8", "replace"), name, int(size))


def contents(repository: Path, blobs: Sequence[Blob]) -> Iterator[bytes]:
    """The bytes of the files, in their order."""
    answer = git(
        repository,
        "cat-file",
        "--batch",
        feed="".join(f"{b.object}\n" for b in blobs).encode(),
        most=2 * SOURCE_BYTES,
    )
    at = 0
    for blob in blobs:
        start = answer.index(b"\n", at) + 1
        yield answer[start : start + blob.size]
        at = start + blob.size + 1


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


_FRONT = re.compile(r"\ufeff?(?P<fence>---|\+\+\+)[ \t]*\n(?P<fields>.*?)\n(?P=fence)[ \t]*(?:\n|$)", re.S)
_FIELD = re.compile(r"([A-Za-z_][\w-]*)[ \t]*[:=][ \t]*(.*)")
_ITEM = re.compile(r"\s*-\s+(.*)")


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields above an article and the article. Lists become one line, joined with commas."""
    front = _FRONT.match(text)
    if front is None:
        return {}, text
    found: dict[str, str] = {}
    key = ""
    for line in front["fields"].split("\n"):
        if field := _FIELD.match(line):
            key = field[1].lower()
            value = field[2].strip()
            if value[:1] == "[" and value[-1:] == "]":
                value = ", ".join(_unquoted(part) for part in value[1:-1].split(",") if part.strip())
            found[key] = "" if value in (">", "|", ">-", "|-") else _unquoted(value)
        elif key and (item := _ITEM.match(line)):
            found[key] = f"{found[key]}, {_unquoted(item[1])}".removeprefix(", ")
        elif key and line[:1] in (" ", "\t"):
            found[key] = f"{found[key]} {_unquoted(line)}".strip()
    return (found, text[front.end() :]) if found else ({}, text)  # no field: two rules with text between


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        inner = value[1:-1]
        return inner.replace('\\"', '"') if value[0] == '"' else inner.replace("''", "'")
    return value


def parse(data: bytes, format: str) -> Parsed:
    """Takes one file apart. Raises InputError when it shows no text."""
    published = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    fields, body = front_matter(published)
    body = body.strip()
    first: str | None = None
    if format == "txt":
        line, _, rest = body.partition("\n\n")
        line = line.strip()
        if (
            rest.strip()
            and "\n" not in line
            and len(line.split()) <= TITLE_WORDS
            and line[-1:] not in '.,;:"”'
        ):
            first, body = line, rest.strip()
    document = segment(body, name="article", format=READERS[format])
    shown = document.text[slice(*document.headline)] if document.headline else None
    tags = [fields[key] for key in ("keywords", "tags", "categories") if fields.get(key)]
    return Parsed(
        title=fields.get("title") or first or document.metadata.get("title") or shown,
        description=fields.get("description")
        or fields.get("excerpt")
        or document.metadata.get("description"),
        keywords=tags[0] if tags else None,
        date=fields.get("date") or document.metadata.get("date"),
        raw=body,
        # a whole page shows menus and forms, too; Markdown and plain text are the article alone
        text=document.body if format == "html" else document.text,
    )


def rows(source: Source, repository: Path, blobs: Sequence[Blob], chosen: dict[str, Choice]) -> Iterator[Row]:
    """The articles of a source, in the order of their ids."""
    only = Choice(*(values[0] if len(values) == 1 else UNKNOWN for values in (source.genres, source.eras)))
    made: list[Row] = []
    for blob, data in zip(blobs, contents(repository, blobs), strict=True):
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
