"""Named inputs to results: each is read and scored, and one that fails leaves the others alone."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from slopcheck.check import check
from slopcheck.classify import load_model
from slopcheck.errors import ConfigError, InputError, ModelError
from slopcheck.read import MAX_BYTES, Source, read_bytes, read_path
from slopcheck.reporters.data import Failure, Results
from slopcheck.segment import segment
from slopcheck.types import Document, Report

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


@contextmanager
def _kept() -> Iterator[None]:
    """A run that keeps its reports: it freezes each, so that the garbage collector does not walk them all again."""
    try:
        yield
    finally:
        gc.unfreeze()


@_kept()
def score(paths: Iterable[str], reading: Reading) -> tuple[Results, list[str]]:
    """Reports and failures in the order of the paths, and notes about what had to be guessed."""
    reports: list[Report] = []
    failures: list[Failure] = []
    notes: list[str] = []
    model = load_model(reading.model, reading.profile)
    for path in paths:
        try:
            source = read(path, reading)
            if source.note:
                notes.append(f"{source.name}: {source.note}")
            reports.append(
                check(
                    source.text,
                    name=source.name,
                    format=reading.format,
                    headline=reading.headline,
                    encoding=reading.encoding,
                    model=model,
                )
            )
            gc.freeze()
        except InputError as error:
            failures.append(Failure(_name(path, reading), str(error), error.hint))
        except (ConfigError, ModelError):
            raise
        except Exception as error:  # a defect of ours costs this input, not the run
            said = f"internal error: {type(error).__name__}: {error}"
            hint = "report it, with the input if you can share it"
            failures.append(Failure(_name(path, reading), said, hint))
    return Results(tuple(reports), tuple(failures)), notes


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
