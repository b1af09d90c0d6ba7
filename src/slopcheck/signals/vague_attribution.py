"""Views and findings ascribed to nobody in particular.

**Why.** "Critics argue", "many believe", "studies show": a reader cannot check who said it, so anything can
be said.

**What it finds.** Unnamed groups followed within three words by a verb of opinion, unnamed studies followed
by a verb of finding, and fixed forms such as "it is widely believed" (``lexicon/vague.toml``), where nobody
is named and nothing is quoted in the same sentence or the next.

**Weight.** Neutral. "Analysts say" and "critics argue" are as frequent in genuine news as in farms; a
reader may want to see them, but they tell nothing apart.

**Limits.** A sentence, or the one after it, that quotes, attributes speech with a verb such as "said",
names a source after "according to" or gives examples ("such as", "including") counts as sourced; so does a
group that was introduced before ("the researchers", "these critics").

**Sources.** Published lists of weasel words.
"""

from collections.abc import Iterator

from slopcheck.content import word_list
from slopcheck.patterns import lazy
from slopcheck.phrases import Hit
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Views

_SOURCED = lazy(
    r"[\"\u201c\u201d]|\b(?:said|says|told|wrote|added|tweeted|testified|according to|including|such as|"
    r"led by|published|(?:study|report|survey) by)\b"
)
_OWN = frozenset("we i you they so case use".split())  # "we most often think", "so many people see it"
_ARTICLES = frozenset("the a an".split())
_OPENERS = frozenset(
    "and but while many some most other early new recent legal political industry scientific".split()
)
_REACH = 3  # tokens from the group to its verb


def find(views: Views) -> Iterator[Span]:
    for hit in views.prose_hits("vague"):
        end = hit.end if not hit.phrase.note else 0 if _pointed(views, hit) else _verb_end(views, hit)
        if end and not views.is_quoted(hit.start, end) and not _sourced(views, hit.start):
            yield Span(
                hit.start,
                end,
                "vague-attribution",
                "Nobody is named here or in the next sentence: a reader cannot check who holds this.",
            )


def _verb_end(views: Views, hit: Hit) -> int:
    """End of the verb that makes the group a source; 0 if there is none."""
    verbs, between = word_list("opinion" if hit.phrase.note == "subject" else "finding"), word_list("between")
    first, _ = views.tokens_in(hit.end, len(views.text))
    for index in range(first, min(first + _REACH, len(views.tok_start))):
        word = views.token(index)
        if word in verbs:
            end = int(views.tok_end[index])
            return end if not set(views.text[hit.end : end]) & set(".,;:(") else 0
        if word not in between:
            return 0
    return 0


def _pointed(views: Views, hit: Hit) -> bool:
    """Whether the group was introduced before ("the researchers", "whose supporters") or is part of a name."""
    first, _ = views.tokens_in(hit.start, hit.end)
    if first and (
        views.token(first - 1) in _OWN or (views.tok_capital[first - 1] and _is_named(views, first))
    ):
        return True
    if first > 1 and views.token(first - 2) in word_list("pointing") - _ARTICLES:
        return True
    if views.tok_capital[first] and hit.start != views.sent_start[views.sentence_at(hit.start)]:
        return True
    return first > 0 and views.token(first - 1) in word_list("pointing")


def _is_named(views: Views, first: int) -> bool:
    """Whether a name stands right before the group ("Gallup research"), which is then no unnamed one."""
    opens = int(views.tok_start[first - 1]) == int(
        views.sent_start[views.sentence_at(int(views.tok_start[first]))]
    )
    word = views.token(first - 1)
    return (not opens or word not in _OPENERS) and views.text[int(views.tok_end[first - 1])] == " "


def _sourced(views: Views, position: int) -> bool:
    """Whether the sentence there or the next one quotes or names a source."""
    sentence = views.sentence_at(position)
    last = sentence
    if sentence + 1 < len(views.sent_start) and views.sent_block[sentence + 1] == views.sent_block[sentence]:
        last = sentence + 1
    return (
        _SOURCED.search(views.lower, int(views.sent_start[sentence]), int(views.sent_end[last])) is not None
    )


SIGNALS = (
    Signal(
        id="vague-attribution",
        version=2,
        family="filler",
        effect="neutral",
        summary="A view or finding ascribed to nobody in particular",
        find=find,
        table="vague",
    ),
)
