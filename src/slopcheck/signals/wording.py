"""Words and phrases that the model has learned to weigh, the strongest ones in the article.

**Why.** Counts made by hand tell less than the words themselves. The model therefore weighs a style lexicon:
short runs of words that many unrelated sources use, with names and numbers masked, so that it learns how a
text is written and not what it is about.

**What it finds.** The places of the entries that move this article's score most, in either direction. They
are neutral: a weight learned from a corpus explains the score and accuses nobody.

**Limits.** At most twelve entries are shown, three places each; ``--explain`` lists every weight. Nothing is
shown without a model. Quoted words count, because leaving them out would let quotation marks hide any wording. What
stands behind an article's first 300 words counts half, so that its beginning scores like the whole.

**Sources.** ``training/fit.py``; the entries and weights are in ``model/``.
"""

from collections.abc import Iterator

import numpy as np

from slopcheck.signals import Signal
from slopcheck.style import SYMBOLS, StyleHits, Weighed
from slopcheck.types import Span, made
from slopcheck.views import Views

SHOWN = 12
PLACES = 3
LEAST = 0.02  # log-odds; below it an entry is not worth a reader's glance
LEAST_LETTERS = 4  # a lone shorter word ("a", "the") explains nothing where it stands


def find(views: Views) -> Iterator[Span]:
    hits, weighed, lexicon = views.wording, views.weighed, views.lexicon
    if hits is None or weighed is None or lexicon is None or not len(hits.entry):
        return
    chosen = list(_strongest(hits, weighed, lexicon.phrases))
    # Entry, phrase and log-odds of each entry; its message and facts are the same at all its places.
    says = [_say(phrase, worth) for _, _, phrase, worth in chosen]
    rows = [
        (first, last, entry, number)
        for number, (begin, end, _, _) in enumerate(chosen)
        for entry, first, last in hits.places[begin:end].tolist()
    ]
    rows.sort()
    starts, ends = views.tok_start.data, views.tok_end.data
    taken = 0
    for first, last, _, number in rows:
        start = starts[first]
        if start >= taken:
            taken = end = ends[last]
            message, strength, facts = says[number]
            yield made(Span, (start, end, "wording", message, strength, (), facts))


def _say(phrase: str, worth: float) -> tuple[str, float, dict[str, str]]:
    """The message, strength and facts of a place of an entry."""
    leans = "content farms" if worth > 0 else "reporting"
    message = f"Wording commoner in {leans}: \u201c{phrase}\u201d."
    return message, min(1.0, abs(worth)), {"phrase": phrase, "log_odds": f"{worth:+.3f}"}


def _strongest(
    hits: StyleHits, weighed: Weighed, phrases: list[str]
) -> Iterator[tuple[int, int, str, float]]:
    """Rows of ``hits.places``, phrase and log-odds of the entries used more than genuine articles use them."""
    enough = weighed.above & (np.abs(weighed.worth) >= LEAST)
    order = weighed.order[enough[weighed.order]]
    shown = 0
    entries, begins = hits.entry.data, [*hits.begin.tolist(), len(hits.places)]
    for i in order.tolist():
        phrase = phrases[entries[i]]
        if (" " not in phrase and len(phrase) < LEAST_LETTERS) or phrase in SYMBOLS:
            continue
        begin = begins[i]
        yield begin, min(begin + PLACES, begins[i + 1]), phrase, float(weighed.worth[i])
        shown += 1
        if shown == SHOWN:
            return


SIGNALS = (
    Signal(
        id="wording",
        version=1,
        family="wording",
        effect="neutral",
        summary="A word or phrase the model has learned to weigh",
        find=find,
    ),
)
