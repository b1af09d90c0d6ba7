"""Who a word of speech belongs to: its subject, resolved to a name where the article gives one.

The subject stands right before the word (a name, a pronoun, "the mayor"), further back in its clause (a name
with an apposition), or after it where the order is inverted ("said Emily Covington").
"""

from __future__ import annotations

from typing import NamedTuple

from slopcheck.names import Name, Names, names
from slopcheck.naming import words
from slopcheck.phrases import Hit
from slopcheck.views import Views

_CLAUSE = 220  # characters a subject with its apposition may take
_LOOK = 8  # tokens after an inverted verb within which its subject is named
_LOOK_SOURCE = 6  # the same after "according to", which also introduces rules and plans
_SELF = frozenset("this our your these my memo policy act law style rules plan guide model theory".split())
_ROLE_REACH = 12  # tokens before a verb within which a role may be its subject
_MARKS = frozenset(',;:()"\n\u2014\u2013\u201c\u201d')
_PRONOUNS = frozenset({"he", "she", "they"})
_ARTICLES = frozenset({"the", "a", "an"})
_BETWEEN = frozenset(
    "also later then has had have been publicly quickly swiftly reportedly previously recently would once "
    "again further repeatedly simply often famously jokingly first initially himself herself itself themselves".split()
)
# Between a person and another name these make the first one an attribute: "Trump campaign spokesman Cheung".
_ATTRIBUTE_REACH = 4  # tokens
_NEVER_INVERTED = frozenset({"told", "tells"})  # they take an object, so what follows is the listener


class Subject(NamedTuple):
    """Where the subject stands, whom it means, and how it says so: name, pronoun, or role."""

    start: int
    end: int
    speaker: str
    form: str

    @property
    def named(self) -> bool:
        """Whether the speaker has a name."""
        return self.form != "unnamed role"


class Last(NamedTuple):
    """The last speaker so far, for pronouns: where the statement ended, and the name (or nothing)."""

    end: int
    speaker: str


def subject(views: Views, hit: Hit, clause: int, after_quote: bool, last: Last) -> Subject | None:
    """The subject of the word of speech at ``hit``, whose clause begins at ``clause``."""
    known = names(views)
    following = views.tokens_in(hit.start, hit.end)[1]
    if hit.phrase.note == "source":
        found = _following(views, known, following, last, _LOOK_SOURCE)
        return None if found and not _SELF.isdisjoint(views.lower[found.start : found.end].split()) else found
    if after_quote:
        return _following(views, known, following, last)
    if views.text[hit.start - 2 : hit.start] == ", ":
        found = _with_apposition(views, known, clause, hit.start)
        if found is None and views.token(following - 1) not in _NEVER_INVERTED:
            found = _following(views, known, following, last)
        return found or _role_in_clause(views, known, clause, hit.start)
    return _preceding(views, known, clause, hit, last)


def _preceding(views: Views, known: Names, clause: int, hit: Hit, last: Last) -> Subject | None:
    """The subject right before its verb, or further back in the clause."""
    first = views.tokens_in(hit.start, hit.end)[0]
    at = first - 1
    while at >= 0 and first - at <= 3 and views.token(at) in _BETWEEN:
        at -= 1
    if at < 0 or views.tok_start[at] < clause:
        return None
    start, end = int(views.tok_start[at]), int(views.tok_end[at])
    if _MARKS.isdisjoint(views.text[end : hit.start]):
        name = known.by_end.get(end)
        if name is not None:
            return Subject(name.start, end, name.full, "name")
        if views.token(at) in _PRONOUNS:
            speaker = _last_named(views, known, start, last)
            return Subject(start, end, speaker, "pronoun") if speaker else None
    elif name := _first_person(known, clause, hit.start):
        return Subject(name.start, name.end, name.full, "name")
    return _with_apposition(views, known, clause, hit.start) or _role_in_clause(
        views, known, clause, hit.start
    )


def _first_person(known: Names, clause: int, stop: int) -> Name | None:
    if stop - clause > _CLAUSE:
        return None
    return next((n for n in known.within(clause, stop) if n.kind == "person"), None)


def _with_apposition(views: Views, known: Names, clause: int, stop: int) -> Subject | None:
    """ "Emily Covington, assistant director of the office, said": a name with a comma after it."""
    if stop - clause > _CLAUSE:
        return None
    inside = [name for name in known.within(clause, stop) if views.text[name.end : name.end + 1] == ","]
    people = [name for name in inside if name.kind == "person"]
    people = people or [name for name in inside if name.kind == "other" and " " in name.full]
    people = people or [name for name in inside if name.kind == "organisation"]
    if not people:
        return None
    return Subject(people[0].start, people[0].end, people[0].full, "name")


def _role_in_clause(views: Views, known: Names, clause: int, stop: int) -> Subject | None:
    """ "The mayor said", "a spokesman for the company said"."""
    if stop - clause > _CLAUSE:
        return None
    first, last = views.tokens_in(clause, stop)
    first = max(first, last - _ROLE_REACH)
    for at in range(first, last):
        if views.token(at) in words().roles:
            begin = next(
                (i for i in range(at - 1, max(first, at - 4) - 1, -1) if views.token(i) in _ARTICLES), at
            )
            return _by_role(views, known, begin, at)
    return None


def _by_role(views: Views, known: Names, first: int, at: int) -> Subject:
    start, end = int(views.tok_start[first]), int(views.tok_end[at])
    full = known.role.get(views.token(at))
    if full is not None:
        return Subject(start, end, full, "role")
    return Subject(start, end, views.text[start:end], "unnamed role")


def _following(views: Views, known: Names, token: int, last: Last, look: int = _LOOK) -> Subject | None:
    """The subject after an inverted verb or after "according to"."""
    starts, ends = views.tok_start, views.tok_end
    role: Subject | None = None
    for at in range(token, min(token + look, len(starts))):
        gap = views.text[int(ends[at - 1]) : int(starts[at])] if at else ""
        if not _MARKS.isdisjoint(gap):
            # "its founder, Anjali Rao": the name behind a role's comma is the role's.
            named = known.by_start.get(int(starts[at])) if role is not None and gap == ", " else None
            return Subject(int(starts[token]), named.end, named.full, "name") if named else role
        name = known.by_start.get(int(starts[at]))
        if name is not None and not _is_adjective(name):
            name = _not_attribute(views, known, name)
            return Subject(int(starts[token]), name.end, name.full, "name")
        word = views.token(at)
        if at == token and word in _PRONOUNS:
            speaker = _last_named(views, known, int(starts[at]), last)
            return Subject(int(starts[at]), int(ends[at]), speaker, "pronoun") if speaker else None
        if role is None and word in words().roles:
            role = _by_role(views, known, token, at)
    return role


def _is_adjective(name: Name) -> bool:
    """ "Canadian statistics", "Chinese media": of a country, not a source."""
    return (
        name.kind == "other" and " " not in name.full and name.full.endswith(("an", "ish", "ese", "French"))
    )


def _not_attribute(views: Views, known: Names, name: Name) -> Name:
    """The name meant, where a name is an attribute of a role: "Trump campaign spokesman Cheung"."""
    at = views.tokens_in(name.start, name.end)[1]
    seen_role = False
    for i in range(at, min(at + _ATTRIBUTE_REACH, len(views.tok_start))):
        if views.text[int(views.tok_end[i - 1]) : int(views.tok_start[i])].strip("'\u2019s ") != "":
            break
        later = known.by_start.get(int(views.tok_start[i]))
        if later is not None:
            return later if seen_role else name
        seen_role = seen_role or views.token(i) in words().roles
    return name


def _last_named(views: Views, known: Names, position: int, last: Last) -> str:
    """Whom a pronoun means: the last person who spoke or began a sentence, else the last one mentioned."""
    nearest = ""
    for name in known.people_before(position):
        if name.start < last.end and last.speaker:
            break
        if views.quoted_chars[name.start]:
            continue
        nearest = nearest or name.full
        if _opens_sentence(views, name):
            return name.full
    return last.speaker or nearest


def _opens_sentence(views: Views, name: Name) -> bool:
    start = int(views.sent_start[views.sentence_at(name.start)])
    return name.start - start <= (len(name.title) + 2 if name.title else 0)
