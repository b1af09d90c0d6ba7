"""Whom a "he" or "she" beside a word of speech means, or nobody where the article leaves it open."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from slopcheck.names import Name, Names
from slopcheck.naming import words
from slopcheck.views import Views

PRONOUNS = {"he": "m", "she": "f"}
_FAR = 1500  # characters after which a speaker has faded, if others have been named since
_LEAD = 6  # words before a name that opens a sentence
_OPENERS = frozenset(
    "when as after while but and if since because although though before meanwhile then so yet later the former "
    "new chief vice deputy political senior editor co".split()
)


class Last(NamedTuple):
    """The last statement so far: where it ended, whom it was ascribed to, and whether by name."""

    end: int
    speaker: str
    named: bool


NOBODY = Last(0, "", True)


def antecedent(views: Views, known: Names, pronoun: str, position: int, last: Last) -> Last:
    """Whom the pronoun at ``position`` means: a person who began a sentence since the last statement, else
    the one who made that statement, else the only person named since. Nobody where none fits, or where a
    sentence begins with a name that may be a person's or a thing's.
    """
    different: set[str] = set()
    for name in known.before(position, last.end):
        person = name.kind == "person" and _fits(known, name.full, pronoun)
        if views.quoted_chars[name.start] or not (person or name.kind == "other"):
            continue
        if _opens_sentence(views, name):
            return Last(name.end, name.full, True) if person else NOBODY
        if person:
            different.add(name.full)
    fits = bool(last.speaker) and _fits(known, last.speaker, pronoun)
    if fits and not (different and position - last.end > _FAR):
        return last
    return Last(position, different.pop(), True) if len(different) == 1 else NOBODY


def _fits(known: Names, full: str, pronoun: str) -> bool:
    return known.gender.get(full, PRONOUNS[pronoun]) == PRONOUNS[pronoun]


def _opens_sentence(views: Views, name: Name) -> bool:
    """Whether a sentence begins with the name, with its role, or with a word such as "when" before it."""
    first = views.tokens_in(0, int(views.sent_start[views.sentence_at(name.start)]))[1]
    at = views.tokens_in(0, name.start)[1]
    lead = range(first, at) if at - first <= _LEAD else None
    return lead is not None and all(views.tok_capital[i] or views.token(i) in _leads() for i in lead)


@cache
def _leads() -> frozenset[str]:
    return words().roles | words().titles | _OPENERS
