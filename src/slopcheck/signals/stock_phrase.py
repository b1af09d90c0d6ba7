"""Phrases that pad instead of telling.

**Why.** Writers who have nothing to add reach for the same ready-made phrases.

**What it finds.** The phrases of ``lexicon/stock.toml`` in paragraphs and list items. Only a phrase that is
at least twice as frequent in farms as in genuine articles carries weight: half at twice, full at ten times.

**Limits.** Nothing inside quotations or code. A single stock phrase is no fault worth naming; density is.
Topic words and product terms are kept out of the table, however frequent they are in farms.

**Sources.** Published phrase lists and frequent n-grams of content farms, each phrase measured again on the
visible corpus; its rates per 10,000 words stand in the table.
"""

from slopcheck.signals import Signal
from slopcheck.signals._lexical import weighted_hits

SIGNALS = (
    Signal(
        id="stock-phrase",
        version=1,
        family="filler",
        effect="fault",
        summary="A ready-made phrase that pads instead of telling",
        find=weighted_hits("stock-phrase", "stock", "Stock phrase"),
        table="stock",
    ),
)
