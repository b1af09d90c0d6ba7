"""A byline without a name.

**Why.** "By | June 10, 2025" is a template whose author field nobody filled in. Nobody answers for the
text.

**What it finds.** A line near the headline that begins with "By", "Written by", "Posted by" or "Author:"
and goes on with nothing, a separator or a date.

**Limits.** An article with no byline at all is not marked: agencies and many sites print none.

**Sources.** Line 3 of the farm article this project started from.
"""

from collections.abc import Iterator

from slopcheck.patterns import lazy
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Views

REACH = 12  # blocks from the top in which a byline stands
LONGEST = 80  # characters
_KINDS = frozenset({"byline", "dateline", "paragraph", "heading", "caption"})
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_STARTS = ("by", "written by", "posted by", "published by", "story by", "author")
_EMPTY = lazy(
    r"(?:(?:written |posted |published |story )?by|author)\s?:?\s?"
    rf"(?:$|[|\u2013\u2014\u2022\u00b7,-]\s*(?:$|[|\u2013\u2014\u2022\u00b7,\d-]|{_MONTH}\s\d|on\s|updated|published)|on\s{_MONTH}\s\d|{_MONTH}\s\d)"
)


def find(views: Views) -> Iterator[Span]:
    for block in views.blocks[:REACH]:
        short = block.kind in _KINDS and block.end - block.start <= LONGEST
        line = views.lower[block.start : block.end] if short else ""
        if line.startswith(_STARTS) and _EMPTY.match(line):
            yield Span(block.start, block.end, "empty-byline", "A byline that names nobody.")
            return


SIGNALS = (
    Signal(
        id="empty-byline",
        version=1,
        family="sourcing",
        effect="fault",
        summary="A byline without a name",
        find=find,
        per="document",
    ),
)
