"""It isn't just this, it's that.

**Why.** The formula knocks down something nobody claimed and puts up something grander. It sounds like an
insight and states nothing.

**What it finds.** A denial such as "isn't just", "is not about" or "more than just"
(``lexicon/contrast.toml``), taken up in the same sentence after a comma, semicolon, colon or dash, or at
the start of the next one, by a pronoun with a form of "be": "; it's", ". They're". Marked from the denial
to that verb.

**Limits.** "Not only ... but also" is ordinary English and left alone, as common in news as in farms.
Nothing inside quotations.

**Sources.** In the farms measured more than ten times as frequent as in news.
"""

from collections.abc import Iterator

from slopcheck.patterns import lazy
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Views

_TURN = lazy(r"(?:[,;:\u2013\u2014]|--| -)\s*(?:it|they|this|he|she|we|you)(?:'s|'re| is| are| was| were)\b")
_NEXT = lazy(r"(?:it|they|this|he|she|we|you)(?:'s|'re| is| are| was| were)\b")
LONGEST = 160  # characters from denial to turn: further apart the two no longer make one figure
SHORT = 90  # characters of a denial that the next sentence may take up


def find(views: Views) -> Iterator[Span]:
    last = 0
    for hit in views.prose_hits("contrast"):
        end = _turn(views, hit.start, hit.end)
        if end and hit.start >= last and not views.is_quoted(hit.start, end):
            last = end
            yield Span(
                hit.start,
                end,
                "contrast-formula",
                "The formula denies what nobody claimed, in order to raise what follows.",
            )


def _turn(views: Views, start: int, end: int) -> int:
    """Where the turn ends that takes the denial up; 0 if nothing does."""
    sentence = views.sentence_at(start)
    stop = int(views.sent_end[sentence])
    found = _TURN.search(views.lower, end, min(stop, start + LONGEST))
    short = stop - start <= SHORT and "more than" not in views.lower[start:end]
    if found is None and short and sentence + 1 < len(views.sent_start):
        following = int(views.sent_start[sentence + 1])
        if views.sent_block[sentence + 1] == views.sent_block[sentence]:
            found = _NEXT.match(views.lower, following)
    return found.end() if found else 0


SIGNALS = (
    Signal(
        id="contrast-formula",
        version=1,
        family="filler",
        effect="fault",
        summary="It isn't just this, it's that",
        find=find,
        table="contrast",
    ),
)
