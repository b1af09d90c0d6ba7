"""The same run of words again.

**Why.** Padding turns a handful of formulas over and over; reporting has something else to say next.

**What it finds.** A run of five to eight words within a sentence, outside quotations, that stood in the
article before, at least 600 characters and six blocks earlier, when three or more of its words are
lower-case content words. The first occurrence is left alone; function words at the edges of a run are left
out of it.

**Limits.** What stands alone in brackets belongs to a link or a term. Names, titles and addresses recur rightly,
hence the lower-case content words. Nearby repetition holds a passage together. A run inside a sentence repeated
whole is not counted again.
"""

from bisect import bisect_right
from collections.abc import Iterator

from slopcheck.repeats import Repeat, runs, sentences, weight
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Views

LEAST_WEIGHT = (
    3  # lower-case content words: with two, half the runs found in reporting are terms of the trade
)
LONGEST = 8  # words; longer runs are copied whole: captions, teasers, summaries above the text
BLOCKS_APART = 6  # nearer repetition holds a passage together
CHARACTERS_APART = 600  # about 100 words
_CODE = frozenset("/()[]{}<>=_|\\#@`")  # addresses, markup and code recur rightly


def find(views: Views) -> Iterator[Span]:
    whole = [(r.start, r.end) for r in sentences(views)]
    for r in runs(views):
        if not _formula(views, r):
            continue
        at = bisect_right(whole, (r.start, r.end)) - 1
        if any(start <= r.start and r.end <= end for start, end in whole[max(at, 0) : at + 2]):
            continue
        yield Span(
            r.start,
            r.end,
            "repeated-phrase",
            "These words have stood in the article before, in this order.",
            related=((r.first_start, r.first_end),),
        )


def _formula(views: Views, r: Repeat) -> bool:
    """Short, far from its first occurrence, and made of ordinary words."""
    if r.words > LONGEST or r.start - r.first_start < CHARACTERS_APART:
        return False
    if views.block_at(r.start) - views.block_at(r.first_start) < BLOCKS_APART:
        return False
    if views.text[r.start - 1 : r.start] == "(" and views.text[r.end : r.end + 1] == ")":
        return False  # what a page says of its links: "(opens in a new window)"
    return weight(views, r.start, r.end) >= LEAST_WEIGHT and not _CODE & set(views.text[r.start : r.end])


SIGNALS = (
    Signal(
        id="repeated-phrase",
        version=2,
        family="repetition",
        effect="fault",
        summary="A run of words that stood in the article before",
        find=find,
    ),
)
