"""What kind of thing a name names, and its fullest form: titles, given names, places, spelt-out acronyms."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from slopcheck import tables
from slopcheck.types import made

_CONNECTORS = frozenset({"of", "and", "for", "the", "de", "van", "von", "bin", "al", "del", "la"})
_POSSESSIVE, _MARKS = ("'s", "\u2019s"), ("'", "\u2019")
_LONGEST_PERSON = 4  # words
_LONGEST_ACRONYM = 6  # letters


class Form(NamedTuple):
    """A capitalised run as it is written, and all that it says by itself.

    ``offset`` is where the name begins after titles, ``name`` is without a possessive, ``title`` the last title;
    ``personal`` says whether a person can be called that; ``kind`` is place or organisation where a word says so;
    ``sure`` says that it is a name even where it opens a sentence.
    """

    offset: int
    name: str
    title: str
    personal: bool
    first: str
    last: str
    kind: str
    is_title: bool
    is_acronym: bool
    sure: bool


class Words(NamedTuple):
    """The word lists of ``data/names.toml``."""

    titles: frozenset[str]
    roles: frozenset[str]
    organisations: frozenset[str]
    never: frozenset[str]
    given: frozenset[str]
    women: frozenset[str]
    either: frozenset[str]
    he: frozenset[str]
    she: frozenset[str]
    places: frozenset[str]


@cache
def words() -> Words:
    """The lists, read once."""
    rows = tables.read("data/names.toml")
    return Words(**{k: frozenset(v.split() if isinstance(v, str) else v) for k, v in rows.items()})


@cache
def _not_people() -> frozenset[str]:
    return words().places | words().titles


@cache
def _given() -> frozenset[str]:
    return words().given | words().women


def plain(text: str) -> str:
    """A name without a possessive."""
    if text.endswith(_POSSESSIVE):
        return text[:-2]
    return text[:-1] if text.endswith(_MARKS) else text


@lru_cache(maxsize=8192)
def form_of(text: str) -> Form:
    """Takes a run apart. Remembered: names come again within a text and across texts."""
    offset, title = _title_in(text) if " " in text else (0, "")
    name = plain(text[offset:] if offset else text)
    lower, lists = name.lower(), words()
    alone = " " not in text
    personal = not name.isupper() and lower not in _not_people() if alone else _can_be_person(name)
    is_place = lower in lists.places
    organised = not is_place and not lists.organisations.isdisjoint(lower.split(" "))
    shouted = name.isupper() and len(name) > 1
    return made(Form, (
        offset, name, title, personal, name.partition(" ")[0], name.rpartition(" ")[2],
        "place" if is_place else "organisation" if organised else "", lower in lists.titles,
        shouted and len(name) <= _LONGEST_ACRONYM and name.isalpha(),
        bool(title) or " " in name or is_place or shouted,
    ))  # fmt: skip


def _title_in(text: str) -> tuple[int, str]:
    """Where the name begins after the last title of a run, and that title."""
    found, title, at = 0, "", 0
    parts = text.split(" ")
    for i, (word, following) in enumerate(pairwise(parts)):
        at += len(word) + 1
        bare = word.rstrip(".").lower()
        if (
            bare not in words().titles
            or plain(following).lower() in words().organisations
            or following == "for"
        ):
            continue
        found, title = at, bare
        if following == "of" and len(parts) > i + 3:  # "Secretary of State Antony Blinken"
            found = at + len(" ".join(parts[i + 1 : i + 3])) + 1
    return found, title


def _can_be_person(name: str) -> bool:
    lower = name.lower()
    parts, low = name.split(" "), lower.split(" ")
    if len(parts) > _LONGEST_PERSON or parts[-1].isupper() or (parts[0].isupper() and len(parts[0]) > 2):
        return False
    lists = words()
    if lower in lists.places or lower in lists.titles or low[0] in lists.places:
        return False
    return lists.organisations.isdisjoint(low) and _CONNECTORS.isdisjoint(parts)


def acronyms(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """``ICE`` -> ``Immigration and Customs Enforcement``, from pairs of a name and what follows in brackets."""
    found: dict[str, str] = {}
    for long, short in pairs:
        if short.isupper() and 2 <= len(short) <= 8 and (spelt := _spelt_out(long, short)):
            found[short] = spelt
    return found


def _spelt_out(long: str, short: str) -> str:
    """The end of ``long`` whose capitals spell ``short``; all of it if both begin alike; else nothing."""
    parts = long.replace("-", " ").split(" ")
    for i in range(len(parts)):
        if "".join(p[0] for p in parts[i:] if p[:1].isupper()) == short:
            return " ".join(parts[i:])
    return long if parts[0][:1] == short[0] and len(parts) > 1 else ""


def people(forms: Iterable[Form], speaking: Container[str]) -> dict[str, str]:
    """Last name -> fullest name, for the forms that look like persons: by a title, a given name, or because
    that last name speaks somewhere in the text."""
    found: dict[str, str] = {}
    ranks: dict[str, tuple[bool, int]] = {}
    given = _given()
    for form in forms:
        if not form.personal:
            continue
        name, first, last = form.name, form.first, form.last
        several = len(first) < len(name)
        christened = several and first.lower() in given
        known = form.title or christened or (several and last in speaking)
        # "Conservative Trump" is longer than "Donald Trump", not fuller.
        rank = christened, len(name)
        if known and rank > ranks.get(last, (False, 0)):
            found[last], ranks[last] = name, rank
    return found


def kind_of(form: Form, persons: Mapping[str, str], spelt: Mapping[str, str]) -> tuple[str, str]:
    """The kind of a name (person, organisation, place, other) and its canonical form."""
    name = form.name
    if name in spelt:
        return "organisation", spelt[name]
    if form.kind == "place":
        return "place", name
    if form.kind:
        short = name.removeprefix("U.S. ")
        return "organisation", short if short != name and short in spelt.values() else name
    full = persons.get(form.last)
    if full is not None and (full.endswith(name) or form.first in full.split(" ")):
        return "person", full
    if form.title and not form.is_title:
        return "person", name
    return ("organisation" if form.is_acronym else "other"), name


def gender_of(form: Form, full: str) -> str:
    """``m`` or ``f`` where a title or the given name tells, else nothing."""
    lists = words()
    if form.title in lists.he or form.title in lists.she:
        return "m" if form.title in lists.he else "f"
    first = full.partition(" ")[0].lower()
    if first in lists.women:
        return "f"
    return "m" if first in lists.given and first not in lists.either else ""
