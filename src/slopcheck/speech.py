"""Who says what: quotations and reported statements with their speakers, resolved inside the article.

Anchored at the words of the ``attribution`` table. Reactions ascribed to nobody in particular have no speaker
here.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from slopcheck.names import Names, names
from slopcheck.naming import words
from slopcheck.once import once
from slopcheck.patterns import lazy
from slopcheck.phrases import Hit
from slopcheck.pronouns import NOBODY, Last
from slopcheck.speakers import Subject, subject
from slopcheck.types import Range
from slopcheck.views import Views

SHORTEST_QUOTE = 2  # words; a single quoted word is the writer's irony or a title, not speech
LONGEST = 500  # characters of indirect speech; a longer sentence is a list or was not split
_REACH = 90  # characters between a quotation and the verb that ascribes it
_CITED = lazy(r"[.!?](?:\[\d{1,3}\])+\s")  # a sentence may end in a citation
_UNSPLIT = "**", "###", "&#"  # markup that nobody rendered: no sentence but a page in one line
_BESIDE = 3  # the same for "according to": right behind it
_SENTENCE_END = lazy(r"[.!?]\s")
_NO_SPEECH = (
    "all ",
    " be ",
    "been ",
    " is ",
    " are ",
    " was ",
    "were ",
)  # "all told", "is said to", "was asked"
_ALWAYS = frozenset({"said", "says", "told"})  # indirect speech may follow these without "that"
_GROUPS = ("police", "officials", "prosecutors", "doctors", "sources")
_LINKS = frozenset({"to", "with", "by", "from", "in", "of", "on", "for", "the"})


class Speech(NamedTuple):
    """One ascribed statement. ``quotes`` is empty for indirect speech; ``form`` is the subject's; ``source``
    is where it was said ("statement to Fox News"), if the text tells."""

    start: int
    end: int
    speaker: str
    form: str
    verb: str
    quotes: tuple[Range, ...]
    source: str


@once
def speech(views: Views) -> tuple[Speech, ...]:
    """Every ascribed statement of the body, in order and disjoint."""
    found: list[Speech] = []
    last = NOBODY
    for hit in views.hits.get("attribution", ()):
        if hit.start < last.end or not _in_prose(views, hit):
            continue
        one = _ascribed(views, hit, last)
        if one is not None:
            found.append(one)
            last = _next(views, one, last)
    return tuple(found)


def _next(views: Views, one: Speech, last: Last) -> Last:
    """Whom a pronoun after this statement may mean. "He" is no organisation and no group."""
    known = {name.full: name.kind for name in names(views).within(one.start, one.end)}
    thing = known.get(one.speaker) in ("organisation", "place") or one.speaker.endswith(_GROUPS)
    return Last(one.end, *last[1:]) if thing else Last(one.end, one.speaker, one.form != "unnamed role")


def _in_prose(views: Views, hit: Hit) -> bool:
    if views.text[hit.start].isupper() and hit.start != views.sent_start[views.sentence_at(hit.start)]:
        return False  # a title: "The World According to Bex"
    if views.text[hit.start - 1] in "-/_":
        return False  # part of a word or an address
    prose = views.blk_prose[views.block_at(hit.start)] and not views.quoted_chars[hit.start]
    return bool(prose) and not views.lower[max(0, hit.start - 6) : hit.start].endswith(_NO_SPEECH)


def _ascribed(views: Views, hit: Hit, last: Last) -> Speech | None:
    block = views.blocks[views.block_at(hit.start)]
    before, after = _quotes_around(views, hit, max(block.start, last.end), block.end)
    if before is not None and hit.phrase.note == "source" and hit.start - before[1] > _BESIDE:
        before = None
    if after is not None and hit.phrase.note == "direct" and not _introduces(views.lower[hit.end : after[0]]):
        after = None
    quotes = [q for q in (before, after) if q is not None and _size(views, q) >= SHORTEST_QUOTE]
    if not quotes and hit.phrase.note in ("quote", "direct"):
        return None
    sentence = views.sentence_at(hit.start)
    cited = [mark.end() for mark in _CITED.finditer(views.text, int(views.sent_start[sentence]), hit.start)]
    clause = max(block.start, last.end, before[1] if before else int(views.sent_start[sentence]), *cited)
    after_quote = before is not None and hit.start - before[1] <= 2
    who = subject(views, hit, clause, after_quote, last)
    if (
        who is None
        or views.lower[max(0, who.start - 5) : who.start].endswith(("[", "what "))
        or (not quotes and not (who.named and _is_indirect(views, hit, who)))
    ):
        return None
    ends = _CITED.search(views.text, hit.end, int(views.sent_end[sentence]))
    stop = ends.start() + 1 if ends else int(views.sent_end[sentence])
    if quotes:
        start, end = _extent(who, hit, quotes)
        places = occasions_in(views, start, max(end, stop))
        end = max(end, places[0][1]) if places else end
        more = _continuation(views, end, block.end)
        if more is not None:
            quotes.append(more)
            end = more[1]
    else:
        start, end = clause + _indent(views.text[clause:stop]), stop
        if end - start > LONGEST or any(mark in views.text[start:end] for mark in _UNSPLIT):
            return None
        places = occasions_in(views, start, end)
    if not quotes and _no_name(who.speaker):
        return None
    source = views.text[places[0][0] : places[0][1]] if places else ""
    return Speech(start, end, who.speaker, who.form, views.lower[hit.start : hit.end], tuple(quotes), source)


def _introduces(gap: str) -> bool:
    """Whether a quotation follows as speech: "he added: ...", not "she added a \"quiet\" mode"."""
    gap = gap.strip()
    return gap.startswith((",", ":", "that")) or gap.endswith((",", "that")) or not gap


def _extent(who: Subject, hit: Hit, quotes: list[Range]) -> Range:
    """From the first to the last of subject, word of speech and quotations."""
    return (
        min(who.start, hit.start, *(q[0] for q in quotes)),
        max(who.end, hit.end, *(q[1] for q in quotes)),
    )


def _no_name(speaker: str) -> bool:
    """A letter, a syllable, or a post that nobody is named with: "Technology Officer"."""
    last = speaker.rsplit(" ", 1)[-1].lower()
    short = len(speaker) < 2 or (len(speaker) == 2 and not speaker.isupper())
    return short or last in words().roles - {"police"} or last in words().titles


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _quotes_around(views: Views, hit: Hit, low: int, high: int) -> tuple[Range | None, Range | None]:
    """The quotation that ends shortly before the hit and the one that starts shortly after it."""
    at = bisect_left(views.quotes, (hit.start, 0))
    before = views.quotes[at - 1] if at else None
    if before is not None and (
        before[0] < low or _apart(views, before[1], hit.start) or _closed(views, before)
    ):
        before = None
    after = views.quotes[at] if at < len(views.quotes) else None
    if after is not None and (after[1] > high or _apart(views, hit.end, after[0])):
        after = None
    return before, after


def _apart(views: Views, start: int, end: int) -> bool:
    return end - start > _REACH or _SENTENCE_END.search(views.text, start, end) is not None


def _closed(views: Views, quote: Range) -> bool:
    """Whether a quotation belongs to what came before it: a full stop in it and a new sentence after it, or
    a title after "in"."""
    start, end = quote
    if views.lower.endswith(("in ", "titled ", "entitled "), max(0, start - 9), start):
        return True
    following = views.text[end : end + 2].lstrip()[:1]
    return views.text[end - 2] == "." and views.text[end - 3] != "." and following.isupper()


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
    if rest and (rest[0].islower() or views.text[quote[1] - 2] not in ".!?\u2026"):
        return None
    # "'Why?' Jones asked" is the next statement.
    return None if views.text[quote[1] - 2] != "." and _ascribed_next(views, quote[1], high) else quote


def _ascribed_next(views: Views, start: int, high: int) -> bool:
    hits = views.hits.get("attribution", ())
    at = bisect_left(hits, start, key=lambda hit: hit.start)
    return at < len(hits) and hits[at].end <= high and not _apart(views, start, hits[at].start)


def _is_indirect(views: Views, hit: Hit, who: Subject) -> bool:
    if hit.phrase.note == "source" or views.lower[hit.start : hit.end] in _ALWAYS:
        return True
    first = min(who.start, hit.start)
    trailing = views.text[max(0, first - 2) : first].rstrip()[-1:] == ","
    return views.lower.startswith(" that ", hit.end) or (
        trailing and views.text[hit.end : hit.end + 1] in ".,;"
    )


@once
def occasions(views: Views) -> tuple[Range, ...]:
    """Documents and occasions of speech with a name beside them: "a statement to Fox News"."""
    known = names(views)
    found = (_with_name(views, known, hit) for hit in views.hits.get("document", ()) if _in_prose(views, hit))
    return tuple(place for place in found if place is not None)


def occasions_in(views: Views, start: int, end: int) -> tuple[Range, ...]:
    """The ``occasions`` that begin in ``[start, end)``."""
    places = occasions(views)
    return places[bisect_left(places, (start, 0)) : bisect_left(places, (end, 0))]


def _with_name(views: Views, known: Names, hit: Hit) -> Range | None:
    """The document with the names beside it; None when there are none (nothing to check)."""
    begin = hit.start
    first, last = views.tokens_in(hit.start, hit.end)
    for at in range(first - 1, max(first - 4, -1), -1):
        if views.text[int(views.tok_end[at]) : begin] != " " or not views.tok_capital[at]:
            break
        begin = int(views.tok_start[at])
    for at in range(last, min(last + 4, len(views.tok_start))):
        name = known.by_start.get(int(views.tok_start[at]))
        if name is not None:
            return begin, name.end
        if views.token(at) not in _LINKS:
            break
    return (begin, hit.end) if begin < hit.start else None
