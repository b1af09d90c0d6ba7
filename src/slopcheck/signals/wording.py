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
from slopcheck.types import Span
from slopcheck.views import Views

SHOWN = 12
PLACES = 3
LEAST = 0.05  # log-odds; below it an entry is not worth a reader's glance


def find(views: Views) -> Iterator[Span]:
    hits, lexicon = views.wording, views.lexicon
    if hits is None or lexicon is None or not len(hits.entry):
        return
    worth = lexicon.contributions(hits, views.words)
    strongest = np.argsort(-np.abs(worth), kind="stable")[:SHOWN]
    taken = 0
    rows: list[tuple[int, int, int]] = []
    for i in strongest:
        if abs(worth[i]) >= LEAST:
            places = hits.places[hits.places[:, 0] == hits.entry[i]][:PLACES]
            rows.extend((int(a), int(b), int(i)) for _, a, b in places)
    for first, last, i in sorted(rows):
        start, end = int(views.tok_start[first]), int(views.tok_end[last])
        if start < taken:
            continue
        taken = end
        phrase = lexicon.phrases[hits.entry[i]]
        leans = "content farms" if worth[i] > 0 else "reporting"
        yield Span(
            start,
            end,
            "wording",
            f"Wording commoner in {leans}: \u201c{phrase}\u201d.",
            min(1.0, float(abs(worth[i]))),
            facts={"phrase": phrase, "log_odds": f"{worth[i]:+.3f}"},
        )


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
