"""Consequences that could potentially follow.

**Why.** What could, may or might happen, with no source that expects it, fills space without risk of being
wrong.

**What it finds.** The phrases of ``lexicon/speculation.toml`` in paragraphs and list items: modal verbs
with verbs of consequence, and formulas for an open future, in sentences that ascribe them to nobody.

**Limits.** One such phrase in an article is ordinary and stays unmarked; from two on all are. Nothing inside
quotations, and nothing in a sentence with a verb of saying, warning or expecting, or a study that suggests
it: that is a forecast somebody answers for.

**Sources.** Published phrase lists and frequent n-grams of content farms, each phrase measured again on the
visible corpus; its rates per 10,000 words stand in the table.
"""

from collections.abc import Iterator

from slopcheck.content import among
from slopcheck.signals import Signal
from slopcheck.signals._lexical import weighted_hits
from slopcheck.types import Span
from slopcheck.views import Views

FEWEST = 2  # in an article: genuine reports that speculate at all do it once

_hits = weighted_hits("speculation", "speculation", "Speculation")


def find(views: Views) -> Iterator[Span]:
    found = [span for span in _hits(views) if not _answered(views, span)]
    if len(found) >= FEWEST:
        yield from found


def _answered(views: Views, span: Span) -> bool:
    """Whether somebody answers for the forecast in its sentence."""
    sentence = views.sentence_at(span.start)
    first, last = views.tokens_in(int(views.sent_start[sentence]), int(views.sent_end[sentence]))
    return bool(among(views.tok_hash[first:last], "answers").any())


SIGNALS = (
    Signal(
        id="speculation",
        version=2,
        family="filler",
        effect="fault",
        summary="A consequence nobody foresees but the writer",
        find=find,
        table="speculation",
    ),
)
