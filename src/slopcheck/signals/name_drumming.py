"""Title and full name, again and again.

**Why.** Search-engine filler repeats "Mayor Jane Doe" where a reporter, after the first mention, writes
"Doe".

**What it finds.** Mentions of a person with given name or title after the first, in paragraphs and items
outside quotations, once the article holds at least four of them, five per 1,000 words, and they are at
least half of all its mentions of that person. Later occurrences only.

**Weight.** Neutral. It marks one farm's habit to perfection, but reporters who write "President" before a
surname all through do the same, and over the whole corpus it is no more frequent in farms.

**Limits.** Two persons of one surname need their given names: then nothing is reported for either. Styles
of address (Mr, Dr, Justice, Professor), which some papers use throughout, do not count. A name that never
stands with a title or as a surname alone may be a brand, and is left alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from slopcheck.content import word_list
from slopcheck.names import Name, names, written
from slopcheck.naming import plain
from slopcheck.sets import member
from slopcheck.signals import Signal
from slopcheck.tokens import hash_words
from slopcheck.types import Span
from slopcheck.views import PROSE, Views

LEAST = 4  # full mentions after the first
LEAST_RATE = 5.0  # of them per 1,000 words: reporting stays under it in 99 articles of 100
SHARE = 0.5  # of all mentions of the person


def find(views: Views) -> Iterator[Span]:
    in_full = Counter(plain(run).rpartition(" ")[2] for run in written(views) if " " in run)
    if max(in_full.values(), default=0) < LEAST:
        return  # nobody is named in full so often
    people: dict[str, list[Name]] = defaultdict(list)
    for name in names(views).mentions:
        if name.kind != "person" or views.is_quoted(name.start, name.end):
            continue
        if views.blocks[views.block_at(name.start)].kind in PROSE:
            people[name.full].append(name)
    surnames = Counter(full.split()[-1] for full in people)
    for full, mentions in people.items():
        if len(mentions) > LEAST and surnames[full.split()[-1]] == 1:
            yield from _drummed(views, full, mentions)


def _drummed(views: Views, full: str, mentions: list[Name]) -> Iterator[Span]:
    heavy = [m for m in mentions[1:] if _heavy(views, m)]
    if len(heavy) < max(LEAST, LEAST_RATE * views.words / 1000) or len(heavy) < SHARE * len(mentions):
        return
    if bool(
        member(hash_words([full.rsplit(maxsplit=1)[-1].lower()]), views.tok_hash[~views.tok_capital]).any()
    ):
        return  # a word that also stands in lower case is no surname: "General Fusion", "Hack Night"
    if not any(m.title or " " not in views.text[m.start : m.end] for m in mentions):
        return
    for mention in heavy:
        start = views.lower.rfind(mention.title, 0, mention.start) if mention.title else mention.start
        yield Span(
            start,
            mention.end,
            "name-drumming",
            f"Title or full name of {full} again, where the surname would do.",
            strength=0.5,
            related=((mentions[0].start, mentions[0].end),),
        )


def _heavy(views: Views, mention: Name) -> bool:
    return mention.title not in word_list("address") and (
        bool(mention.title) or " " in views.text[mention.start : mention.end]
    )


SIGNALS = (
    Signal(
        id="name-drumming",
        version=2,
        family="repetition",
        effect="neutral",
        summary="Title and full name again where the surname would do",
        find=find,
    ),
)
