"""An article that concludes more than once.

**Why.** Drafts glued together, or a template filled twice, leave two conclusions.

**What it finds.** The second and every later conclusion: a heading ("Conclusion", "Final thoughts",
"Wrapping up") or a paragraph that opens with "In conclusion", "In summary" and their like. Paragraphs under
a concluding heading belong to that heading; a paragraph counts only when two blocks of prose or more lie
between it and the conclusion before.

**Limits.** "Key takeaways" at the top is a summary, not a conclusion, and is left alone.
"""

from collections.abc import Iterator
from itertools import pairwise

from slopcheck.conclusions import Conclusion, conclusions
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import PROSE, Views

BETWEEN = 2  # blocks of prose between two conclusions; closer ones are one conclusion in two paragraphs


def find(views: Views) -> Iterator[Span]:
    found = conclusions(views)
    for before, after in pairwise(found):
        if _apart(views, before, after):
            yield Span(
                after.start,
                after.end,
                "double-conclusion",
                "The article has concluded before.",
                related=((before.start, before.end),),
            )


def _apart(views: Views, before: Conclusion, after: Conclusion) -> bool:
    between = sum(block.kind in PROSE for block in views.blocks[before.block + 1 : after.block])
    return between >= (1 if before.heading and after.heading else BETWEEN)


SIGNALS = (
    Signal(
        id="double-conclusion",
        version=1,
        family="structure",
        effect="fault",
        summary="A second conclusion",
        find=find,
        per="document",
    ),
)
