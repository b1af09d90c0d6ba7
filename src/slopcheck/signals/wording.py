"""Words and phrases that the model has learned to weigh, the strongest ones in the article.

**Why.** Counts made by hand tell less than the words themselves. The model therefore weighs a style lexicon:
short runs of words that many unrelated sources use, with names and numbers masked, so that it learns how a
text is written and not what it is about.

**What it finds.** The places of the entries that move this article's score most, in either direction. They
are neutral: a weight learned from a corpus explains the score and accuses nobody.

**Limits.** At most twelve entries are shown, three places each; ``--explain`` lists every weight. Nothing is
shown without a model. Quoted words count, because leaving them out would let quotation marks hide any wording.

**Sources.** ``training/fit.py``; the entries and weights are in ``model/``.
"""

from collections.abc import Iterator

import numpy as np

from slopcheck.signals import Signal
from slopcheck.style import SYMBOLS, StyleHits, StyleLexicon
from slopcheck.types import Span
from slopcheck.views import Views

SHOWN = 12
PLACES = 3
LEAST = 0.02  # log-odds; below it an entry is not worth a reader's glance
LEAST_LETTERS = 4  # a lone shorter word ("a", "the") explains nothing where it stands


def find(views: Views) -> Iterator[Span]:
    hits, lexicon = views.wording, views.lexicon
    if hits is None or lexicon is None or not len(hits.entry):
        return
    taken = 0
    for first, last, entry, worth in sorted(_strongest(views, hits, lexicon)):
        start, end = int(views.tok_start[first]), int(views.tok_end[last])
        if start < taken:
            continue
        taken = end
        phrase = lexicon.phrases[entry]
        leans = "content farms" if worth > 0 else "reporting"
        yield Span(
            start,
            end,
            "wording",
            f"Wording commoner in {leans}: \u201c{phrase}\u201d.",
            min(1.0, abs(worth)),
            facts={"phrase": phrase, "log_odds": f"{worth:+.3f}"},
        )


def _strongest(views: Views, hits: StyleHits, lexicon: StyleLexicon) -> Iterator[tuple[int, int, int, float]]:
    """(first token, last token, entry, log-odds) of the entries used more than genuine articles use them."""
    worth = lexicon.contributions(hits, views.text_words)
    worth[lexicon.rate(hits.count, views.text_words) <= lexicon.centres[hits.entry]] = 0.0
    shown = 0
    phrases = lexicon.phrases
    size = np.abs(worth)
    enough = np.flatnonzero(size >= LEAST)
    for i in enough[np.argsort(-size[enough], kind="stable")].tolist():
        if shown == SHOWN:
            return
        entry = int(hits.entry[i])
        phrase = phrases[entry]
        if (" " not in phrase and len(phrase) < LEAST_LETTERS) or phrase in SYMBOLS:
            continue
        shown += 1
        begin = int(hits.begin[i])
        for _, first, last in hits.places[begin : begin + min(PLACES, int(hits.count[i]))].tolist():
            yield first, last, entry, float(worth[i])


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
