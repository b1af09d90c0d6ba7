"""The same sentence twice.

**Why.** Text assembled from drafts, or stretched to a length, says a sentence again word for word.

**What it finds.** A sentence of six or more words, outside quotations, that stood in the article before.
The first occurrence is left alone and shown as related.

**Weight.** Neutral. Genuine pages repeat sentences as often as farms do (captions, teasers, bulleted
summaries above the text), so it is shown and weighs nothing.

**Limits.** Case and punctuation do not count; a changed word does. Headings, captions, quotations, code,
labelled fields ("Price: ..."), references and broken lines
are left alone: a quotation may well be printed twice.
"""

import re
from collections.abc import Iterator

from slopcheck.patterns import lazy
from slopcheck.repeats import sentences
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Views

_FIELD = lazy(r"^[^.!?:]{2,40}:\s|https?:|\bdoi\b|^photo\b", re.IGNORECASE)


def find(views: Views) -> Iterator[Span]:
    for r in sentences(views):
        if not _is_sentence(views.text[r.start : r.end]):
            continue
        yield Span(
            r.start,
            r.end,
            "repeated-sentence",
            "This sentence has stood in the article before.",
            related=((r.first_start, r.first_end),),
        )


def _is_sentence(text: str) -> bool:
    """Whether it opens like a sentence and is no labelled field, ingredient, reference or broken line."""
    return text.lstrip("\"'\u2018\u201c([*_-")[:1].isupper() and _FIELD.search(text) is None


SIGNALS = (
    Signal(
        id="repeated-sentence",
        version=2,
        family="repetition",
        effect="neutral",
        summary="A sentence that stood in the article before",
        find=find,
    ),
)
