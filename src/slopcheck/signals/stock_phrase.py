"""Phrases that pad instead of telling.

**Why.** Writers who have nothing to add reach for the same ready-made phrases. In the farms measured they
are several times as frequent as in reporting.

**What it finds.** The phrases of ``lexicon/stock.toml`` in paragraphs and list items. A phrase whose rate in
farms is not at least twice its rate in genuine articles is shown with no weight.

**Limits.** Nothing inside quotations or code. A single stock phrase is no fault worth naming; density is.

**Sources.** Published phrase lists, each phrase measured again on the visible corpus; rates in the table.
"""

from collections.abc import Iterator

from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Views


def find(views: Views) -> Iterator[Span]:
    for hit in views.prose_hits("stock"):
        if hit.phrase.weight:
            yield Span(
                hit.start,
                hit.end,
                "stock-phrase",
                f"Stock phrase, {hit.phrase.ratio:.0f} times as frequent in content farms as in reporting.",
                hit.phrase.weight,
            )


SIGNALS = (
    Signal(
        id="stock-phrase",
        version=1,
        family="filler",
        effect="fault",
        summary="A ready-made phrase that pads instead of telling",
        find=find,
        table="stock",
    ),
)
