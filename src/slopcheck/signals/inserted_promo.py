"""A plug for something else, set between the paragraphs.

**Why.** "Don't miss our new video" in the middle of a report takes the reader away from it to sell another
page. It is the page's interest, not the article's.

**What it finds.** A short block of the article's body that begins with a phrase of ``lexicon/promo.toml``,
or holds a sponsor's phrase, or two weaker ones.

**Limits.** Cross-links in a list under the article are furniture ("related") and weigh nothing; a call to
follow or to comment is a call-to-action. Long paragraphs are never marked, quotations neither.

**Weight.** None, it is neutral; a plug of one line is not counted as prose of the article either, so setting one in
changes no score. Some newspapers set plugs between their paragraphs too: on the visible corpus
it is only about twice as frequent in farms as in genuine news.

**Sources.** Lines that recur across pages (public extraction benchmarks, video sponsor segments), sorted by
hand; recall and false alarms in reports/promo.md.
"""

from collections.abc import Iterator

from slopcheck.layout import Block
from slopcheck.patterns import lazy
from slopcheck.phrases import Hit
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Views

LONGEST = 2400  # characters: spoken sponsor passages, as transcripts print them, run to four hundred words
WEAK = 3  # different weak phrases that make a plug
WEAK_SPOKEN = 2  # the same in a transcript, which has no capitals: nobody speaks that way in an article
PLUG_LONGEST = 220  # a block that only begins with a plug phrase is longer than a headline rarely
FEWEST = 2  # words after the phrase: a bare "Read more" is a label, what it plugs stands elsewhere
BARE = 3  # characters beside a label: an arrow, a bullet
_OWN = lazy(
    r" (?:(?:the|this|our) )?(?:\w+ )?(?:(?:video|chart|table|figure|image|map|graph|code|example|list)s? )?below\b"
)
_KINDS = frozenset({"paragraph", "item", "heading", "caption"})


def find(views: Views) -> Iterator[Span]:
    for block, hits in blocks_with(views, "promo"):
        if block.kind in _KINDS and _is_promo(views, block, hits):
            yield Span(
                block.start, block.end, "inserted-promo", "A plug for something else inside the article."
            )


def blocks_with(views: Views, table: str) -> Iterator[tuple[Block, list[Hit]]]:
    """Blocks that hold hits of a table outside quotations, with those hits."""
    current, hits = -1, list[Hit]()
    for hit in views.hits.get(table, ()):
        if views.quoted_chars[hit.start]:
            continue
        at = views.block_at(hit.start)
        if at != current:
            if hits:
                yield views.blocks[current], hits
            current, hits = at, []
        hits.append(hit)
    if hits:
        yield views.blocks[current], hits


def _is_promo(views: Views, block: Block, hits: list[Hit]) -> bool:
    size = block.end - block.start
    if size > LONGEST:
        return False
    notes = [hit.phrase.note for hit in hits]
    text = views.text[block.start : block.end]
    weak = len({hit.phrase for hit in hits if hit.phrase.note == "weak"})
    if "sponsor" in notes or weak >= (WEAK_SPOKEN if text.islower() else WEAK):
        return True
    first, last = views.tokens_in(hits[0].end, block.end)
    lead = views.text[block.start : hits[0].start]
    if notes[0] == "label":
        return size - (hits[0].end - hits[0].start) <= BARE
    if size > PLUG_LONGEST or notes[0] not in ("plug", "caps") or _OWN.match(views.lower, hits[0].end):
        return False
    if notes[0] == "caps" and not views.text[hits[0].start : hits[0].end].isupper():
        return False
    opens = not any(map(str.isalnum, lead)) and last - first >= FEWEST
    ends = bool(lead.strip()) and last == first and text.isupper()
    return opens or ends


SIGNALS = (
    Signal(
        id="inserted-promo",
        version=3,
        family="promo",
        effect="neutral",
        summary="A plug for something else between the paragraphs",
        find=find,
        table="promo",
        aside=True,
    ),
)
