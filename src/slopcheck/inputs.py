"""Named inputs to results: each is read and scored, and one that fails leaves the others alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from slopcheck.batch import check_many
from slopcheck.classify import load_model
from slopcheck.errors import ConfigError, InputError, ModelError
from slopcheck.read import MAX_BYTES, Source, read_bytes, read_path
from slopcheck.reporters.data import Failure, Results
from slopcheck.segment import segment
from slopcheck.types import Document, Input, Report

STDIN = "-"
SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml"})


class Reading(NamedTuple):
    """How inputs are to be read and scored.

    ``stdin`` is where ``-`` reads from, ``stdin_name`` what it is called; ``model`` is a model's file, None
    for the one that ships with the package; ``profile`` a kind of writing it has thresholds for.
    """

    stdin: BinaryIO
    stdin_name: str = "<stdin>"
    format: str = "auto"
    encoding: str | None = None
    headline: str | None = None
    model: str | None = None
    profile: str | None = None


def read(path: str, reading: Reading) -> Source:
    """The decoded text of a path, or of standard input for ``-``."""
    if path == STDIN:
        data = reading.stdin.read(MAX_BYTES + 1)
        return read_bytes(data, reading.stdin_name, encoding=reading.encoding)
    return read_path(path, encoding=reading.encoding)


def document(path: str, reading: Reading) -> Document:
    """The segmented text of one input."""
    source = read(path, reading)
    return segment(source.text, name=source.name, format=reading.format, headline=reading.headline)


def score(paths: Iterable[str], reading: Reading) -> tuple[Results, list[str]]:
    """Reports and failures in the order of the paths, and notes about what had to be guessed."""
    notes: list[str] = []
    model = load_model(reading.model, reading.profile)
    names: list[str] = []
    unread: dict[int, Exception] = {}

    def inputs() -> Iterator[Input]:
        for path in paths:
            names.append(_name(path, reading))
            try:
                source = read(path, reading)
            except (ConfigError, ModelError):
                raise
            except Exception as error:
                unread[len(names) - 1] = error
                continue
            if source.note:
                notes.append(f"{source.name}: {source.note}")
            yield Input(source.text, source.name, reading.format, reading.headline, reading.encoding)

    scored = list(check_many(inputs(), model=model))
    given = iter(scored)
    found = [unread[i] if i in unread else next(given) for i in range(len(names))]
    failures = [
        _failure(name, one) for name, one in zip(names, found, strict=True) if isinstance(one, Exception)
    ]
    return Results(tuple(one for one in scored if isinstance(one, Report)), tuple(failures)), notes


def _failure(name: str, error: Exception) -> Failure:
    if isinstance(error, (ConfigError, ModelError)):
        raise error
    if isinstance(error, InputError):
        return Failure(name, str(error), error.hint)
    # A defect of ours costs this input, not the run.
    said = f"internal error: {type(error).__name__}: {error}"
    return Failure(name, said, "report it, with the input if you can share it")


def _name(path: str, reading: Reading) -> str:
    return reading.stdin_name if path == STDIN else path


def walk(paths: Iterable[str]) -> Iterator[str]:
    """Files as they are; of folders every article below them, sorted, hidden files and folders left out."""
    for path in paths:
        if path != STDIN and Path(path).is_dir():
            yield from _articles(Path(path))
        else:
            yield path


def _articles(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if path.suffix.lower() in SUFFIXES and path.is_file() and not any(p.startswith(".") for p in inside):
            yield str(path)
