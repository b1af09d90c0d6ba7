"""The list of sources, ``corpus/sources.toml``, and which articles of each were read, ``corpus/selected.txt``."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

from slopcheck.errors import ConfigError

CORPUS = Path(__file__).parent.parent / "corpus"
SOURCES = CORPUS / "sources.toml"
SELECTED = CORPUS / "selected.txt"
UNKNOWN = "unknown"
LABELS = ("farm", "genuine", "uncertain")
FORMATS = ("md", "html", "txt")
_COMMIT = re.compile(r"[0-9a-f]{40}")
_URL = re.compile(r"(?:https|file)://[^\s]+")


@dataclass(frozen=True, slots=True)
class Source:
    """One public source. ``repository`` and ``commit`` are ``unknown`` where nobody noted them; no ``paths``
    means that the folder is not known, and the selected articles are looked for by their id alone."""

    name: str
    repository: str
    commit: str
    paths: tuple[str, ...]
    format: str
    label: str
    kind: str
    group: str
    genres: tuple[str, ...]
    eras: tuple[str, ...]
    licence: str
    evidence: str
    count: int
    sha256: str
    raw_sha256: str
    apart: str = ""  # why its figures are reported apart; empty when they are not
    unreadable: str = ""  # why the loader cannot rebuild it; empty when it can

    @property
    def key(self) -> str:
        """``owner/repository``: what an article's id is made of, with its path."""
        return self.name.partition("#")[0]


@dataclass(frozen=True, slots=True)
class Choice:
    """What is recorded of one selected article."""

    genre: str
    era: str


Selection = dict[str, dict[str, Choice]]


def load_sources(path: Path = SOURCES) -> list[Source]:
    """All sources, checked; a ConfigError names the first entry that is not in order."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))["source"]
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise ConfigError(
            f"cannot read the sources from {path}: {error}", "is it a list of [[source]]?"
        ) from None
    found = [_source(table) for table in tables]
    names = [source.name for source in found]
    for name in names:
        if names.count(name) > 1:
            raise ConfigError(f"source {name!r} is listed twice", "keep one entry for each source")
    return found


def _source(table: dict[str, object]) -> Source:
    name = str(table.get("name", "?"))
    values = {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}
    known = {field.name: str(field.type) for field in fields(Source)}
    wrong = sorted(set(values) - set(known)) or sorted(
        key
        for key, kind in known.items()
        if not _fits(values.get(key, "" if key in _OPTIONAL else None), kind)
    )
    if wrong:
        raise ConfigError(
            f"source {name}: {wrong[0]} is missing, unknown or of the wrong type", "see training/sources.py"
        )
    source = Source(**values)  # type: ignore[arg-type]  # checked field by field above
    for field, value, valid in (
        ("label", source.label, source.label in LABELS),
        ("format", source.format, source.format in FORMATS),
        ("commit", source.commit, source.commit == UNKNOWN or _COMMIT.fullmatch(source.commit)),
        ("repository", source.repository, source.repository == UNKNOWN or _URL.fullmatch(source.repository)),
    ):
        if not valid:
            raise ConfigError(f"source {name}: {value!r} is not a {field}", "see training/sources.py")
    return source


_OPTIONAL = ("apart", "unreadable")


def _fits(value: object, kind: str) -> bool:
    if kind.startswith("tuple"):
        return isinstance(value, tuple) and all(isinstance(item, str) for item in value)
    return isinstance(value, int if kind == "int" else str)


def load_selection(path: Path) -> Selection:
    """Per source the ids of the articles that were read. No file: nothing is selected, all articles are taken."""
    if not path.is_file():
        return {}
    found: Selection = {}
    chosen: dict[str, Choice] = {}
    choice = Choice("", "")
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("["):
            name, genre, era = line.strip("[]").split(" | ")
            chosen, choice = found.setdefault(name, {}), Choice(genre, era)
        elif not line.startswith("#"):
            chosen.update(dict.fromkeys(line.split(), choice))
    return found


def article_id(key: str, path: str) -> str:
    """An article's id: from its repository and path, not from its text, so that it can be found again."""
    digest = hashlib.md5(f"{key}|{path}".encode(), usedforsecurity=False).hexdigest()
    return f"gh:{digest[:12]}"


def fingerprint(pairs: Iterable[tuple[str, str]]) -> str:
    """SHA-256 over (id, text), sorted by id, each part stripped at its ends and closed with a NUL."""
    digest = hashlib.sha256()
    for name, text in sorted(pairs):
        digest.update(f"{name}\0{text.strip()}\0".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
