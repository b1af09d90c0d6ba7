"""A line of search phrases set into the text.

**Why.** "mayor raids demand, city immigration policy, leaders oppose agents" is addressed to a search
engine. No reader has a use for it.

**What it finds.** A line that is nothing but three or more phrases between commas, bars or semicolons, each
of two to six words on average, without a verb form or article and without a full stop, whose words recur in
the text around it.

**Limits.** Tag lists that say so ("Tags: ...") are page furniture. Lists of names, places or ingredients
are left alone as long as their words are not those of the article.

**Sources.** Line 6 of the farm article this project started from.
"""

import re
from collections.abc import Iterator

from slopcheck.headlines import content
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Block, Views

LONGEST = 400  # characters
FEWEST = 3  # phrases
WORDS = (2.0, 6.0)  # words a phrase has on average
RECURRING = 0.6  # share of the content words that the rest of the text uses too
_KINDS = frozenset({"heading", "paragraph", "caption"})
_SPLIT = re.compile(r"[,|;\u2022\u00b7]")
_GRAMMAR = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|the|a|an|he|she|they|it|his|her|"
    r"their|its|who|which|that|as|after|but|and|or|says|said|not|by|i|we|you|my|our|your|this|to)\b"
)


def find(views: Views) -> Iterator[Span]:
    for block in views.blocks:
        if block.kind in _KINDS and block.end - block.start <= LONGEST and _is_list(views, block):
            yield Span(
                block.start,
                block.end,
                "keyword-line",
                "A list of search phrases, not a sentence for readers.",
            )


def _is_list(views: Views, block: Block) -> bool:
    lower = views.lower[block.start : block.end]
    if lower[-1] in '.!?:"\u201d' or ":" in lower or _GRAMMAR.search(lower):
        return False
    phrases = [phrase.split() for phrase in _SPLIT.split(lower)]
    if len(phrases) < FEWEST or not all(1 <= len(p) <= 7 for p in phrases):
        return False
    mean = sum(map(len, phrases)) / len(phrases)
    if not WORDS[0] <= mean <= WORDS[1]:
        return False
    words = set(content(lower))
    around = views.lower[max(0, block.start - 4000) : block.start] + views.lower[block.end : block.end + 8000]
    return sum(word in around for word in words) >= RECURRING * len(words)


SIGNALS = (
    Signal(
        id="keyword-line",
        version=1,
        family="headline",
        effect="fault",
        summary="A list of search phrases set as a line",
        find=find,
    ),
)
