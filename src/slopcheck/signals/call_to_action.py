"""A call to follow, subscribe, comment, download or buy.

**Why.** It says whose interest a sentence serves. It is shown so that an editor can see it standing in the
text.

**What it finds.** Sentences of paragraphs, items and headings with a phrase of
``lexicon/call_to_action.toml``.

**Limits.** Neutral: blogs, agencies and newspapers ask for comments and subscriptions, too. On the visible corpus
such calls are more frequent in farms, but it is the page that asks, not the report, so they weigh nothing.

**Sources.** Rates in the table.
"""

from collections.abc import Iterator

from slopcheck.patterns import lazy
from slopcheck.phrases import Hit
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Views

# With one of these before it the phrase tells of somebody; a call has the reader for its subject.
_TELLS = lazy(
    r"\b(?:i|i'd|i've|he|she|we|they|who|people|users|(?<!click )(?<!forget )to|didn't|don't have|would|did|could|"
    r"had|has|was|if you|should|must|may|will|(?:subscriber|visitor|customer|viewer|reader|follower)s)\b"
)
REACH = 400  # characters before the phrase that are looked at
_COMMENTS = "in the comments"  # a place; it takes a call to send the reader there
_ASKS = lazy(r"\b(?:share|let|tell|drop|leave|post|join|ask|write|reply|weigh|sound|comment|say)\b")
_KINDS = frozenset({"paragraph", "item", "heading"})


def find(views: Views) -> Iterator[Span]:
    last = 0
    for hit in views.hits.get("call_to_action", ()):
        if views.blocks[views.block_at(hit.start)].kind not in _KINDS or views.quoted_chars[hit.start]:
            continue
        at = views.sentence_at(hit.start)
        start, end = int(views.sent_start[at]), int(views.sent_end[at])
        if start >= last and hit.end <= end and _is_call(views, start, hit):
            last = end
            yield Span(start, end, "call-to-action", "Asks the reader to do something for the page.")


def _is_call(views: Views, start: int, hit: Hit) -> bool:
    """Whether the phrase asks the reader, judged by the sentence before it, which begins at ``start``."""
    if hit.start and views.text[hit.start - 1] == "-":
        return False  # "available for pre-order now"
    start = max(start, hit.start - REACH)
    if _TELLS.search(views.lower, start, hit.start) is not None:
        return False
    place = views.lower.startswith(_COMMENTS, hit.start)
    return not place or _ASKS.search(views.lower, start, hit.start) is not None


SIGNALS = (
    Signal(
        id="call-to-action",
        version=2,
        family="promo",
        effect="neutral",
        summary="A call to follow, subscribe, comment, download or buy",
        find=find,
        table="call_to_action",
    ),
)
