"""Who says what: quotations and reported statements with their speakers, resolved inside the article.

Anchored at the words of the ``attribution`` table. The speaker stands beside that word: a name, a pronoun
(the speaker or sentence subject named last), a role ("the mayor": whoever bore that title), or, after an
inverted verb, the name that follows. Reactions ascribed to nobody in particular have no speaker here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from slopcheck.names import Name, Names, names, words
from slopcheck.once import once
from slopcheck.phrases import Hit
from slopcheck.types import Range
from slopcheck.views import Views

SHORTEST_QUOTE = 2  # words; a single quoted word is the writer's irony or a title, not speech
_REACH = 90  # characters between a quotation and the verb that ascribes it
_CLAUSE = 200  # characters a subject with its apposition may take
_LOOK = 8  # tokens after an inverted verb within which its subject is named
_PRONOUNS = frozenset({"he", "she", "they", "it"})
_BETWEEN = frozenset(
    "also later then has had have been publicly quickly swiftly reportedly previously recently would once "
    "again further repeatedly simply often famously jokingly first initially himself herself".split()
)
_MARKS = frozenset(',;:\u2014"\u201c\u201d')
_SENTENCE_END = re.compile(r"[.!?]\s")
_ALWAYS = frozenset({"said", "says", "told"})  # indirect speech may follow these without "that"


class Speech(NamedTuple):
    """One ascribed statement. ``quotes`` is empty for indirect speech; ``named`` says that the speaker has a
    name and not only a role; ``source`` is where it was said ("statement to Fox News"), if the text tells."""

    start: int
    end: int
    speaker: str
    named: bool
    verb: str
    quotes: tuple[Range, ...]
    source: str


class _Subject(NamedTuple):
    start: int
    end: int
    speaker: str
    named: bool


@once
def speech(views: Views) -> tuple[Speech, ...]:
    """Every ascribed statement of the body, in order and disjoint."""
    found: list[Speech] = []
    taken = 0
    for hit in views.hits.get("attribution", ()):
        if hit.start < taken or not _in_prose(views, hit):
            continue
        one = _ascribed(views, hit, taken, found)
        if one is not None:
            found.append(one)
            taken = one.end
    return tuple(found)


def _in_prose(views: Views, hit: Hit) -> bool:
    return bool(views.blk_prose[views.block_at(hit.start)]) and not views.quoted_chars[hit.start]


def _ascribed(views: Views, hit: Hit, taken: int, earlier: list[Speech]) -> Speech | None:
    block = views.blocks[views.block_at(hit.start)]
    before, after = _quotes_around(views, hit, max(block.start, taken), block.end)
    quotes = [q for q in (before, after) if q is not None and _size(views, q) >= SHORTEST_QUOTE]
    if not quotes and hit.phrase.note == "quote":
        return None
    sentence = int(views.sent_start[views.sentence_at(hit.start)])
    clause = max(block.start, taken, before[1] if before else sentence)
    subject = _subject(views, hit, clause, before, earlier)
    if subject is None:
        return None
    if not quotes and not (subject.named and _is_indirect(views, hit, subject)):
        return None
    sentence_end = int(views.sent_end[views.sentence_at(hit.start)])
    start = min([subject.start, hit.start, *(q[0] for q in quotes)])
    end = max([subject.end, hit.end, *(q[1] for q in quotes)])
    source = next(iter(occasions(views, start, max(end, sentence_end))), None)
    if quotes:
        end = max(end, source[1]) if source else end
        more = _continuation(views, end, block.end)
        if more is not None:
            quotes.append(more)
            end = more[1]
    else:
        start, end = clause + _indent(views.text[clause:start]), sentence_end
    verb = views.lower[hit.start : hit.end]
    where = views.text[source[0] : source[1]] if source else ""
    return Speech(start, end, subject.speaker, subject.named, verb, tuple(quotes), where)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _quotes_around(views: Views, hit: Hit, low: int, high: int) -> tuple[Range | None, Range | None]:
    """The quotation that ends shortly before the hit and the one that starts shortly after it."""
    at = bisect_left(views.quotes, (hit.start, 0))
    before = views.quotes[at - 1] if at else None
    if before is not None and (before[0] < low or _apart(views, before[1], hit.start)):
        before = None
    after = views.quotes[at] if at < len(views.quotes) else None
    if after is not None and (after[1] > high or _apart(views, hit.end, after[0])):
        after = None
    return before, after


def _apart(views: Views, start: int, end: int) -> bool:
    return end - start > _REACH or _SENTENCE_END.search(views.text, start, end) is not None


def _size(views: Views, quote: Range) -> int:
    first, last = views.tokens_in(*quote)
    return last - first


def _continuation(views: Views, end: int, high: int) -> Range | None:
    """A quotation that makes up the next sentence of the paragraph, with nobody else's name on it."""
    stop = int(views.sent_end[views.sentence_at(end - 1)])
    at = bisect_left(views.quotes, (end, 0))
    if at == len(views.quotes):
        return None
    quote = views.quotes[at]
    if quote[1] > high or quote[0] > max(stop, end) + 2:
        return None
    rest = views.text[quote[1] : min(high, quote[1] + 3)].strip()
    return quote if not rest or not rest[0].islower() else None


def _subject(
    views: Views, hit: Hit, clause: int, before: Range | None, earlier: list[Speech]
) -> _Subject | None:
    known = names(views)
    last = views.tokens_in(hit.start, hit.end)[1]
    after_quote = before is not None and hit.start - before[1] <= 2
    if hit.phrase.note == "source" or after_quote:
        return _following(views, known, last)
    if views.text[hit.start - 2 : hit.start] == ", ":
        inverted = _following(views, known, last)
        if inverted is not None:
            return inverted
    return _preceding(views, known, clause, hit, earlier)


def _preceding(views: Views, known: Names, clause: int, hit: Hit, earlier: list[Speech]) -> _Subject | None:
    """The subject right before its verb, or further back in the clause."""
    first, _ = views.tokens_in(hit.start, hit.end)
    at = first - 1
    while at >= 0 and first - at <= 3 and views.token(at) in _BETWEEN:
        at -= 1
    if at < 0 or views.tok_start[at] < clause:
        return None
    start, end = int(views.tok_start[at]), int(views.tok_end[at])
    name = known.by_end.get(end)
    if name is not None:
        return _Subject(name.start, end, name.full, True)
    if views.token(at) in _PRONOUNS:
        speaker = _last_named(views, known, start, earlier)
        return _Subject(start, end, speaker, True) if speaker else None
    return _in_clause(views, known, clause, hit.start)


def _following(views: Views, known: Names, token: int) -> _Subject | None:
    """The subject after an inverted verb or after ``according to``."""
    starts, ends = views.tok_start, views.tok_end
    role: _Subject | None = None
    for at in range(token, min(token + _LOOK, len(starts))):
        gap = views.text[int(ends[at - 1]) : int(starts[at])] if at else ""
        if "\n" in gap or (at > token and not _MARKS.isdisjoint(gap)):
            break
        name = known.by_start.get(int(starts[at]))
        if name is not None:
            return _Subject(int(starts[token]), name.end, name.full, True)
        word = views.token(at)
        if at == token and word in _PRONOUNS:
            speaker = _last_named(views, known, int(starts[at]), [])
            return _Subject(int(starts[at]), int(ends[at]), speaker, True) if speaker else None
        if role is None and word in words().roles:
            role = _by_role(views, known, int(starts[token]), int(ends[at]), word)
    return role


def _by_role(views: Views, known: Names, start: int, end: int, word: str) -> _Subject:
    full = known.role.get(word)
    return _Subject(start, end, full or views.lower[start:end], full is not None)


def _in_clause(views: Views, known: Names, clause: int, stop: int) -> _Subject | None:
    """A subject with words between it and its verb: an apposition, or a role with its complement."""
    if stop - clause > _CLAUSE:
        return None
    inside = known.within(clause, stop)
    if views.text[clause:stop].rstrip().endswith(",") or (inside and inside[-1].kind == "person"):
        people = [n for n in inside if n.kind == "person"] or inside[:1]
        if people and views.text[people[0].end : people[0].end + 1] == ",":
            return _Subject(people[0].start, people[0].end, people[0].full, True)
    first, last = views.tokens_in(clause, stop)
    for at in range(max(first, last - 12), last):
        word = views.token(at)
        if word in words().roles:
            begin = at - 1 if at > first and views.token(at - 1) in ("the", "a", "an") else at
            return _by_role(views, known, int(views.tok_start[begin]), int(views.tok_end[at]), word)
    return None


def _last_named(views: Views, known: Names, position: int, earlier: list[Speech]) -> str:
    """Whom a pronoun means: the last person who spoke or began a sentence, else the last one mentioned."""
    since = earlier[-1].end if earlier else -1
    nearest = ""
    for name in known.people_before(position):
        if name.start < since and nearest and earlier[-1].named:
            break
        if views.quoted_chars[name.start]:
            continue
        nearest = nearest or name.full
        if name.start >= since and _opens_sentence(views, name):
            return name.full
    return earlier[-1].speaker if earlier and earlier[-1].named else nearest


def _opens_sentence(views: Views, name: Name) -> bool:
    start = int(views.sent_start[views.sentence_at(name.start)])
    return name.start - start <= len(name.title) + 1 if name.title else name.start == start


def _is_indirect(views: Views, hit: Hit, subject: _Subject) -> bool:
    if hit.phrase.note == "source" or views.lower[hit.start : hit.end] in _ALWAYS:
        return True
    first = min(subject.start, hit.start)
    trailing = views.text[max(0, first - 2) : first].rstrip()[-1:] == ","
    return views.lower.startswith(" that ", hit.end) or trailing


def occasions(views: Views, start: int, end: int) -> Iterator[Range]:
    """Documents and occasions of speech named in ``[start, end)``: "a statement to Fox News"."""
    known = names(views)
    for hit in views.hits.get("document", ()):
        if start <= hit.start < end and _in_prose(views, hit):
            found = _with_name(views, known, hit)
            if found is not None:
                yield found


def _with_name(views: Views, known: Names, hit: Hit) -> Range | None:
    """The document with the names beside it; None when there are none (nothing to check)."""
    begin, stop = hit.start, hit.end
    named = False
    first, last = views.tokens_in(hit.start, hit.end)
    for at in range(first - 1, max(first - 4, -1), -1):
        gap = views.text[int(views.tok_end[at]) : begin]
        if gap != " " or not views.tok_capital[at]:
            break
        begin = int(views.tok_start[at])
        named = True
    for at in range(last, min(last + 4, len(views.tok_start))):
        name = known.by_start.get(int(views.tok_start[at]))
        if name is not None:
            return begin, name.end
        if views.token(at) not in ("to", "with", "by", "from", "in", "of", "on", "for", "the"):
            break
    return (begin, stop) if named else None
