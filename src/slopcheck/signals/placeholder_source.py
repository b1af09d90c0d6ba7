"""A source that stands for a source.

**Why.** "Expert commentary (simulated)", "Dr. John Doe", "a spokesperson for a leading company": the form
of sourcing with nobody in it. Whoever wrote it had nobody to ask.

**What it finds.** Labels that say so themselves; names for nobody as speakers or with a title; people in
general at employers in general, next to a word of speech (``lexicon/placeholder.toml``).

**Limits.** Courts call unknown parties John Doe; the name alone is never marked. Sources whose name is
withheld for a reason ("a senior official who asked not to be named") are another matter and never marked.

**Sources.** Seen in content farms read line by line; rates in the table.
"""

from collections.abc import Iterator

from slopcheck.phrases import Hit
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Views

REACH = 60  # characters between a source and the word of speech that makes it one
_TITLES = ("dr. ", "dr ", "professor ", "prof. ", "mr. ", "ms. ", "mrs. ")


def find(views: Views) -> Iterator[Span]:
    for hit in views.hits.get("placeholder", ()):
        note = hit.phrase.note
        if views.quoted_chars[hit.start]:
            continue
        if note == "bracket":
            found = views.text[hit.start - 1] == "(" and views.text.startswith(")", hit.end)
        else:
            found = note == "label" or (note == "name" and _titled(views, hit)) or _speaks(views, hit)
        if found:
            yield Span(hit.start, hit.end, "placeholder-source", "The form of a source with nobody in it.")


def _titled(views: Views, hit: Hit) -> bool:
    return views.text[hit.start].isupper() and views.lower[max(0, hit.start - 12) : hit.start].endswith(
        _TITLES
    )


def _speaks(views: Views, hit: Hit) -> bool:
    sentence = views.sentence_at(hit.start)
    low, high = int(views.sent_start[sentence]), int(views.sent_end[sentence])
    return any(
        low <= verb.start < high and -REACH <= verb.start - hit.end <= REACH + hit.end - hit.start
        for verb in views.hits.get("attribution", ())
    )


SIGNALS = (
    Signal(
        id="placeholder-source",
        version=1,
        family="sourcing",
        effect="fault",
        summary="The form of a source with nobody in it",
        find=find,
        table="placeholder",
    ),
)
