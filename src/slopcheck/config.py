"""Settings of a run: what the command line says, else what a configuration file says, else the defaults.

The file is ``slopcheck.toml``, or ``pyproject.toml`` with a table ``[tool.slopcheck]``, in the nearest folder
from the checked files upwards:

    model = "house.json"    # relative to the file's own folder
    fail-under = 40
    profile = "blog"
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from slopcheck.errors import ConfigError

OWN, SHARED = "slopcheck.toml", "pyproject.toml"
KEYS = ("model", "fail-under", "profile")


class Settings(NamedTuple):
    """The settings in effect. ``file`` says where those that were not given come from, None for nowhere."""

    model: str | None = None
    fail_under: float | None = None
    profile: str | None = None
    file: str | None = None


def effective(
    paths: Iterable[str],
    *,
    model: str | None = None,
    fail_under: float | None = None,
    profile: str | None = None,
) -> Settings:
    """What is in effect for these inputs; what is given here wins over the file."""
    file = find(paths)
    told = _read(file) if file else {}
    if model is None and file and "model" in told:
        model = str(file.parent / told["model"])
    return Settings(
        model=model,
        fail_under=told.get("fail-under") if fail_under is None else fail_under,
        profile=told.get("profile") if profile is None else profile,
        file=str(file) if file else None,
    )


def find(paths: Iterable[str]) -> Path | None:
    """The nearest configuration file from the folder that holds all the inputs upwards.

    Standard input counts as a file in the current folder.
    """
    folders = {os.fspath(_folder(path)) for path in paths} or {os.getcwd()}  # noqa: PTH109 - as commonpath has it
    try:
        nearest = Path(os.path.commonpath(sorted(folders)))
    except ValueError:  # inputs on several drives have no folder in common
        return None
    return next(_files_above(nearest), None)


def _folder(path: str) -> Path:
    if path == "-":
        return Path.cwd()
    found = Path(path).absolute()
    return found if found.is_dir() else found.parent


def _files_above(folder: Path) -> Iterator[Path]:
    for place in (folder, *folder.parents):
        if (place / OWN).is_file():
            yield place / OWN
        elif (place / SHARED).is_file() and _table(place / SHARED) is not None:
            yield place / SHARED


def _read(file: Path) -> dict[str, Any]:
    """The checked settings of a configuration file."""
    told = dict(_table(file) or {})
    unknown = sorted(set(told) - set(KEYS))
    if unknown:
        raise ConfigError(
            f"{file}: unknown setting {', '.join(unknown)}", f"slopcheck knows {', '.join(KEYS)}"
        )
    for key in ("model", "profile"):
        if key in told and not isinstance(told[key], str):
            raise ConfigError(f"{file}: {key} must be a text in quotation marks", "mend the file")
    limit = told.get("fail-under")
    if limit is not None:
        if isinstance(limit, bool) or not isinstance(limit, (int, float)) or not 0 <= limit <= 100:
            raise ConfigError(f"{file}: fail-under must be a number from 0 to 100", "mend the file")
        told["fail-under"] = float(limit)
    return told


def _table(file: Path) -> Mapping[str, Any] | None:
    """The settings as the file has them; None if it has none."""
    try:
        text = file.read_text("utf-8")
        if file.name == SHARED and "slopcheck" not in text:
            return None  # most are other tools' alone, and parsing one takes as long as scoring an article
        import tomllib  # noqa: PLC0415 - a run without a file need not load it

        raw = tomllib.loads(text)
    except (OSError, ValueError) as error:  # text that cannot be decoded or parsed is a ValueError
        if file.name == SHARED:  # another tool's file; what is wrong with it is not ours to report
            return None
        raise ConfigError(f"{file} cannot be read: {error}", "mend the file") from error
    found = raw if file.name == OWN else raw.get("tool", {}).get("slopcheck")
    if found is not None and not isinstance(found, Mapping):
        raise ConfigError(f"{file}: [tool.slopcheck] must be a table", "mend the file")
    return found
