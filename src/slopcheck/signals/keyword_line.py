"""A line of search phrases set into the text.

**Why.** "mayor raids demand, city immigration policy, leaders oppose agents" is addressed to a search
engine. No reader has a use for it.

**What it finds.** A line that is nothing but three or more phrases between commas, bars or semicolons, each
of two to six words on average, without a verb form or article and without a full stop, whose words recur in
the text around it.

**Limits.** Tag lists that say so ("Tags: ...") are page furniture. Lists of names, places or ingredients
are left alone as long as their words are not those of the article.

**Weight.** A fault. The line itself is not counted as prose of the article, so it cannot dilute others.

**Sources.** Line 6 of the farm article this project started from.
"""

from collections.abc import Iterator

from slopcheck.headlines import content
from slopcheck.layout import Block
from slopcheck.listing import is_listing
from slopcheck.patterns import lazy
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Views

LONGEST = 400  # characters
FEWEST = 3  # different content words
ORDINARY = 2  # words in lower case
REACH = 6000  # characters on either side in which they recur
RECURRING = 0.7  # share of the content words that the rest of the text uses too
FEW_CELLS = 2
_DASHES = (
    "-\u2013\u2014"  # "\u2014Ada Quill, professor of tides, Port University": who said the quotation above
)
_KINDS = frozenset({"heading", "paragraph", "caption"})
_ENDINGS = ".!?:;,\"\u201d'\u2019"
_NOT_PROSE = lazy(r"[()<>{}=$%#@_/\\:\"\u201c\u201d]|[.!?](?:\s|$)")
_YEAR = lazy(r"\b20\d\d\b")
_DIGIT = lazy(r"\d")
_CELLS = lazy(r"\b[a-z]+ [A-Z][a-z]")  # "file sharing Extensive integrations": the cells of a table
_LOWER = lazy(r"\b[a-z][a-z]+")


def find(views: Views) -> Iterator[Span]:
    for i, block in enumerate(views.blocks):
        if block.kind not in _KINDS or block.end - block.start > LONGEST:
            continue
        if views.text[block.end - 1] not in _ENDINGS and _is_list(views, block):
            before = views.blocks[i - 1] if i else None
            if before is None or not _runs_on(views, before, block):
                message = "A list of search phrases, not a sentence for readers."
                yield Span(block.start, block.end, "keyword-line", message)


def _is_list(views: Views, block: Block) -> bool:
    text, lower = views.text[block.start : block.end], views.lower[block.start : block.end]
    if not is_listing(lower) or _NOT_PROSE.search(lower) or _DIGIT.search(_YEAR.sub("", lower)):
        return False
    # Lists of names and places are in capitals throughout; search phrases hold ordinary words.
    if len(_LOWER.findall(text)) < ORDINARY or text[0] in _DASHES or len(_CELLS.findall(text)) >= FEW_CELLS:
        return False
    return _recurs(views, block, set(content(lower)))


def _recurs(views: Views, block: Block, words: set[str]) -> bool:
    around = (
        views.lower[max(0, block.start - REACH) : block.start] + views.lower[block.end : block.end + REACH]
    )
    return len(words) >= FEWEST and sum(word in around for word in words) >= RECURRING * len(words)


def _runs_on(views: Views, before: Block, block: Block) -> bool:
    """Whether the line is a piece of a sentence that was broken into lines."""
    return before.kind == block.kind and views.text[before.end - 1] not in '.!?:"\u201d'


SIGNALS = (
    Signal(
        id="keyword-line",
        version=2,
        family="headline",
        effect="fault",
        summary="A list of search phrases set as a line",
        find=find,
        aside=True,
    ),
)
