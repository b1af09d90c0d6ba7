"""Who a word of speech belongs to: its subject, resolved to a name where the article gives one.

The subject stands right before the word (a name, a pronoun, "the mayor"), further back in its clause (a name
with an apposition), or after it where the order is inverted ("said Emily Covington").
"""

from __future__ import annotations

from typing import NamedTuple

from slopcheck.names import Name, Names, names
from slopcheck.naming import words
from slopcheck.phrases import Hit
from slopcheck.pronouns import PRONOUNS, Last, antecedent
from slopcheck.views import Views

_CLAUSE = 220  # characters a subject with its apposition may take
_LOOK = 8  # tokens after an inverted verb within which its subject is named
_LOOK_SOURCE = 6  # the same after "according to", which also introduces rules and plans
_SELF = frozenset(
    "this our your these my memo policy act law style rules plan guide model theory section article chapter rule "
    "specification protocol schema convention table figure step method evaluation benchmark "
    "test schedule legend".split()
)
_OWNED = frozenset({"my", "your", "our", "her", "his", "their"})  # "my phone says" is no source
_UNNAMED = frozenset({"a", "an", "one", "another", "some"})  # "one Tory MP said" names nobody
_STOPS = frozenset({".", "!", "?"})
_OWNERS = frozenset("'\u2019")
_HEARERS = frozenset({"with", "to"})  # "a statement shared with The Verge": they only heard it
# What follows these is whose or where, not who.
_OF = frozenset({"of", "from", "for", "at", "in", "on", "by"}) | _HEARERS
_LONGEST_ROLE = 80  # characters of a speaker described and not named
_AFTER = ".", ",", ";", "\n", " in ", " on ", " at ", " during "  # what follows a word of speech at the end
_ROLE_REACH = 12  # tokens before a verb within which a role may be its subject
_MARKS = frozenset(',;:()"\n\u2014\u2013\u201c\u201d')
_ARTICLES = frozenset({"the", "a", "an"})
_BETWEEN = frozenset(
    "also later then has had have been publicly quickly swiftly reportedly previously recently would once "
    "again further repeatedly simply often famously jokingly first initially himself herself itself themselves".split()
)
# Between a person and another name these make the first one an attribute: "Trump campaign spokesman Cheung".
_ATTRIBUTE_REACH = 7  # tokens
_ROLE_BEHIND = 2  # tokens: "a Defense Department senior official"
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
        return self.form not in ("unnamed role", "open pronoun")


def subject(views: Views, hit: Hit, clause: int, after_quote: bool, last: Last) -> Subject | None:
    """The subject of the word of speech at ``hit``, whose clause begins at ``clause``."""
    found = _found(views, hit, clause, after_quote, last)
    return None if found and found.named and _is_part(views, found.end) else found


def _is_part(views: Views, end: int) -> bool:
    """Whether a name only begins a word: the "Hamas-run health ministry" is not Hamas."""
    return views.text[end : end + 1] in ("-", "\u2010", "\u2011") and views.text[end + 1 : end + 2].islower()


def _found(views: Views, hit: Hit, clause: int, after_quote: bool, last: Last) -> Subject | None:
    known = names(views)
    following = views.tokens_in(hit.start, hit.end)[1]
    if hit.phrase.note == "source":
        found = _following(views, known, following, last, _LOOK_SOURCE)
        return None if found and _is_rule(views, found) else found
    if after_quote:
        return _following(views, known, following, last)
    if views.text[hit.start - 2 : hit.start] == ", ":
        found = _with_apposition(views, known, clause, hit.start)
        if found is None and views.token(following - 1) not in _NEVER_INVERTED:
            found = _following(views, known, following, last)
        return found or _role_in_clause(views, known, clause, hit.start)
    return _preceding(views, known, clause, hit, last)


def _is_rule(views: Views, found: Subject) -> bool:
    """ "According to our plan", "the Wyckoff method", "Section 105": nothing that anybody said."""
    after = views.tokens_in(0, found.end)[1]
    following = views.token(after) if after < len(views.tok_start) else ""
    return following in _SELF or not _SELF.isdisjoint(views.lower[found.start : found.end].split())


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
            return _whole_subject(views, known, name, clause)
        if views.token(at) in PRONOUNS:
            trails = views.lower.startswith(_AFTER, hit.end)
            return _pronoun(views, known, at, clause if trails else start, last)
        if views.token(at) in ("that", "which"):
            return None  # "a pin that stated"
    elif name := _first_person(known, clause, hit.start):
        return Subject(name.start, name.end, name.full, "name")
    return _with_apposition(views, known, clause, hit.start) or _role_in_clause(
        views, known, clause, hit.start
    )


def _link(views: Views, name: Name) -> str:
    """The word before a name and its article."""
    at = views.tokens_in(0, name.start)[1] - 1
    if at > 0 and views.token(at) in _ARTICLES:
        at -= 1
    return views.token(at) if at >= 0 else ""


def _whole_subject(views: Views, known: Names, name: Name, clause: int) -> Subject | None:
    """The subject that ends in a name: the name, or what stands before "of" and the like.

    "Jeff Somers, president of Insureon said": Jeff Somers. "The head of Insureon said": just that.
    """
    before = views.tokens_in(0, name.start)[1] - 1 - (len(name.title.split()) if name.title else 0)
    link = views.token(before) if before >= 0 and views.tok_start[before] >= clause else ""
    if link in _OWNED or link in _UNNAMED:
        start = int(views.tok_start[before])
        return Subject(start, name.end, views.text[start : name.end], "unnamed role")
    while link in _ARTICLES and before > 0:
        before -= 1
        link = views.token(before) if views.tok_start[before] >= clause else ""
    thing = name.kind != "person" and views.text[max(0, name.start - 2) : name.start] in (
        "s ",
        "' ",
        "\u2019 ",
    )
    owned = thing and not _OWNERS.isdisjoint(views.text[max(0, name.start - 3) : name.start])
    joined = owned or views.text[name.start - 2 : name.start] == "& "
    if not joined and link not in _OF and (link != "and" or name.kind == "person"):
        return Subject(name.start, name.end, name.full, "name")
    head = next((n for n in known.within(clause, int(views.tok_start[before])) if n.kind != "place"), None)
    if head is not None and name.end - head.start <= _LONGEST_ROLE:
        return Subject(head.start, head.end, head.full, "name")
    return _role_in_clause(views, known, clause, name.start)


def _pronoun(views: Views, known: Names, at: int, before: int, last: Last) -> Subject:
    """The subject "he" or "she", with whom it means; with no speaker where the article leaves that open.

    Only names before ``before`` count: in "Brown would win, he said" the statement's own are not meant.
    """
    start, end = int(views.tok_start[at]), int(views.tok_end[at])
    means = antecedent(views, known, views.token(at), before, last)
    form = "open pronoun" if not means.speaker else "pronoun" if means.named else "unnamed role"
    return Subject(start, end, means.speaker, form)


def _first_person(known: Names, clause: int, stop: int) -> Name | None:
    if stop - clause > _CLAUSE:
        return None
    return next((n for n in known.within(clause, stop) if n.kind == "person"), None)


def _with_apposition(views: Views, known: Names, clause: int, stop: int) -> Subject | None:
    """ "Emily Covington, assistant director of the office, said": a name with a comma after it."""
    if stop - clause > _CLAUSE:
        return None
    inside = [
        name
        for name in known.within(clause, stop)
        if views.text[name.end : name.end + 1] == ","
        and (name.end + 2 < stop or "," in views.text[clause : name.start])
        and words().titles.isdisjoint(name.full.lower().split())
        and _link(views, name) not in _OF
    ]
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
                (i for i in range(at - 1, max(first, at - 2) - 1, -1) if views.token(i) in _ARTICLES), at
            )
            return _by_role(views, known, begin, at)
    return None


def _by_role(views: Views, known: Names, first: int, at: int) -> Subject:
    start, end = int(views.tok_start[first]), int(views.tok_end[at])
    full = known.role.get(views.token(at))
    if full:
        return Subject(start, end, full, "role")
    return Subject(start, end, views.text[start:end], "unnamed role")


def _following(views: Views, known: Names, token: int, last: Last, look: int = _LOOK) -> Subject | None:
    """The subject after an inverted verb or after "according to"."""
    starts, ends = views.tok_start, views.tok_end
    role: Subject | None = None
    of = heard = False  # after "of" a name says whose the role is, after "to" who listened
    for at in range(token, min(token + look, len(starts))):
        gap = views.text[int(ends[at - 1]) : int(starts[at])] if at else ""
        if _ends(views, at, gap) or views.token(at) == "that":
            return role
        if not _MARKS.isdisjoint(gap):
            named = known.by_start.get(int(starts[at])) if role and gap == ", " else None
            return _behind_comma(views, token, named) or role
        name = known.by_start.get(int(starts[at]))
        if name is not None and of and role is None and look == _LOOK:
            return None  # "said the attack on Ashkelon": no subject after the verb
        if name is not None and of and role is not None and name.kind != "organisation":
            role = Subject(role.start, name.end, views.text[role.start : name.end], "unnamed role")
        elif name is not None and not heard and not _is_adjective(name):
            name = _not_attribute(views, known, name)
            role = _owned_role(views, name)
            if role is None:
                return Subject(int(starts[token]), name.end, name.full, "name")
        elif at == token and views.token(at) in PRONOUNS:
            return _pronoun(views, known, at, int(starts[at]), last)
        else:
            word = views.token(at)
            of = word in _OF
            heard = word in _HEARERS or (heard and word in _ARTICLES)
            if role is None and word in words().roles:
                role = _by_role(views, known, token, at)
    return role


def _ends(views: Views, at: int, gap: str) -> bool:
    """Whether a sentence ends before a token; a title or an initial ends none."""
    if gap.strip() not in _STOPS:
        return False
    before = views.token(at - 1)
    return len(before) > 1 and before not in words().titles


def _behind_comma(views: Views, token: int, named: Name | None) -> Subject | None:
    """ "Its founder, Anjali Rao,": the name behind a role's comma; not "officials, Reyaz was arrested"."""
    if named is None or views.text[named.end : named.end + 1].isspace():
        return None
    return Subject(int(views.tok_start[token]), named.end, named.full, "name")


def _owned_role(views: Views, name: Name) -> Subject | None:
    """ "Pronto's founder and CEO", "a Defense Department official": the role, where a name is only its owner's."""
    if views.lower[name.end : name.end + 2] not in ("'s", "\u2019s"):
        return _role_of(views, name) if name.kind != "person" else None
    at = views.tokens_in(0, name.end + 2)[1]
    for i in range(at, min(at + _ATTRIBUTE_REACH, len(views.tok_start))):
        start, end = int(views.tok_start[i]), int(views.tok_end[i])
        if not _MARKS.isdisjoint(views.text[name.end + 2 : start]):
            return None
        if views.token(i) in words().roles:
            return Subject(name.start, end, views.text[name.start : end], "unnamed role")
    return None


def _role_of(views: Views, name: Name) -> Subject | None:
    """The role right behind an organisation's name."""
    at = views.tokens_in(name.start, name.end)[1]
    for i in range(at, min(at + _ROLE_BEHIND, len(views.tok_start))):
        if views.text[int(views.tok_end[i - 1]) : int(views.tok_start[i])] != " ":
            return None
        if views.token(i) in words().roles and not views.tok_capital[i]:
            end = int(views.tok_end[i])
            return Subject(name.start, end, views.text[name.start : end], "unnamed role")
    return None


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
        if views.text[int(views.tok_end[i - 1]) : int(views.tok_start[i])].strip("'\u2019s -") != "":
            break
        later = known.by_start.get(int(views.tok_start[i]))
        if later is not None:
            meant = seen_role or (name.kind != "person" and later.kind == "person")
            return later if meant else name
        seen_role = seen_role or views.token(i) in words().roles
    return name
