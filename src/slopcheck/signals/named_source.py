"""A statement in the writer's words, ascribed to somebody with a name.

**Why.** "Bass said the city would sue" and "according to the Census Bureau" tell the reader whom to ask.

**What it finds.** Indirect speech after a verb of saying, or "according to", with a person, an organisation
or a titled role as its subject.

**Limits.** Vague groups ("critics", "experts") never count. A name alone is no source: it has to say
something.

**Sources.** Attribution phrases are the strongest credits measured (EVIDENCE: "said in a statement", "told
reporters").
"""

from collections.abc import Iterator

from slopcheck.signals import Signal
from slopcheck.speech import speech
from slopcheck.types import Span
from slopcheck.views import Views


def find(views: Views) -> Iterator[Span]:
    for one in speech(views):
        if one.quotes:
            continue
        facts = {"speaker": one.speaker, "verb": one.verb, "form": "paraphrase"}
        if one.source:
            facts["source"] = one.source
        yield Span(one.start, one.end, "named-source", f"Ascribed to {one.speaker}.", facts=facts)


SIGNALS = (
    Signal(
        id="named-source",
        version=3,
        family="sourcing",
        effect="credit",
        summary="A statement ascribed to somebody named",
        find=find,
        table="document",
    ),
)
