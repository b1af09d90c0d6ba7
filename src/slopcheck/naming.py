"""What kind of thing a name names, and its fullest form: titles, given names, places, spelt-out acronyms."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

_CONNECTORS = frozenset({"of", "and", "for", "the", "de", "van", "von", "bin", "al", "del", "la"})
_LONGEST_PERSON = 4  # words
_SAY = ("said", "says", "told", "added")


class Run(NamedTuple):
    """A capitalised run without its title: ``[start, end)``, its text without a possessive, the title."""

    start: int
    end: int
    text: str
    title: str


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of ``data/names.toml``."""

    titles: frozenset[str]
    roles: frozenset[str]
    organisations: frozenset[str]
    never: frozenset[str]
    given: frozenset[str]
    places: frozenset[str]


@cache
def words() -> Words:
    """The lists, read once."""
    rows = tomllib.loads(files("slopcheck").joinpath("data", "names.toml").read_text("utf-8"))
    return Words(**{k: frozenset(v.split() if isinstance(v, str) else v) for k, v in rows.items()})


def plain(text: str) -> str:
    """A name without a possessive."""
    for ending in ("'s", "\u2019s", "'", "\u2019"):
        if text.endswith(ending):
            return text[: -len(ending)]
    return text


def acronyms(text: str, runs: Sequence[Run]) -> dict[str, str]:
    """``ICE`` -> ``Immigration and Customs Enforcement``, where the text writes the one after the other."""
    found: dict[str, str] = {}
    for long, short in pairwise(runs):
        if text[long.end : short.start] == " (" and short.text.isupper() and 2 <= len(short.text) <= 8:
            spelt = _spelt_out(long.text, short.text)
            if spelt:
                found[short.text] = spelt
    return found


def _spelt_out(long: str, short: str) -> str:
    """The end of ``long`` whose capitals spell ``short``; all of it if both begin alike; else nothing."""
    parts = long.replace("-", " ").split(" ")
    for i in range(len(parts)):
        if "".join(p[0] for p in parts[i:] if p[:1].isupper()) == short:
            return " ".join(parts[i:])
    return long if parts[0][:1] == short[0] and len(parts) > 1 else ""


def people(lower: str, runs: Sequence[Run]) -> dict[str, str]:
    """Last name -> fullest name, for the runs that look like persons: by a title, a given name, or because
    that last name speaks somewhere in the text."""
    speaking = {run.text.rsplit(" ", 1)[-1] for run in runs if _speaks(lower, run)}
    found: dict[str, str] = {}
    for run in runs:
        parts = run.text.split(" ")
        last = parts[-1]
        if not _can_be_person(parts) or run.text.lower() in words().places:
            continue
        known = run.title or (len(parts) > 1 and (parts[0].lower() in words().given or last in speaking))
        if known and len(run.text) > len(found.get(last, "")):
            found[last] = run.text
    return found


def _speaks(lower: str, run: Run) -> bool:
    return lower.startswith(_SAY, run.end + 1) or lower[max(0, run.start - 6) : run.start].rstrip().endswith(
        _SAY
    )


def _can_be_person(parts: Sequence[str]) -> bool:
    if len(parts) > _LONGEST_PERSON or parts[-1].isupper() or (parts[0].isupper() and len(parts[0]) > 2):
        return False
    organisations = words().organisations
    return not any(part.lower() in organisations or part in _CONNECTORS for part in parts)


def kind_of(run: Run, persons: dict[str, str], spelt: dict[str, str]) -> tuple[str, str]:
    """The kind of a run (person, organisation, place, other) and its canonical name."""
    text, parts = run.text, run.text.split(" ")
    if text in spelt:
        return "organisation", spelt[text]
    if text.lower() in words().places:
        return "place", text
    if any(part.lower() in words().organisations for part in parts):
        short = text.removeprefix("U.S. ")
        return "organisation", short if short in spelt.values() else text
    full = persons.get(parts[-1])
    if full is not None and (len(parts) == 1 or full.endswith(text) or parts[0] in full.split(" ")):
        return "person", full
    if run.title:
        return "person", text
    is_acronym = text.isupper() and 2 <= len(text) <= 6 and text.isalpha()
    return ("organisation" if is_acronym else "other"), text
