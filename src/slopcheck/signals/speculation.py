"""Consequences that could potentially follow.

**Why.** What could, may or might happen, with no source that expects it, fills space without risk of being
wrong.

**What it finds.** The phrases of ``lexicon/speculation.toml`` in paragraphs and list items: modal verbs
with verbs of consequence, and formulas for an open future.

**Limits.** Nothing inside quotations. A reported forecast uses the same words; a single one is no fault
worth naming.

**Sources.** Published phrase lists and frequent n-grams of content farms, each phrase measured again on the
visible corpus; its rates per 10,000 words stand in the table.
"""

from slopcheck.signals import Signal
from slopcheck.signals._lexical import weighted_hits

SIGNALS = (
    Signal(
        id="speculation",
        version=1,
        family="filler",
        effect="fault",
        summary="A consequence nobody foresees but the writer",
        find=weighted_hits("speculation", "speculation", "Speculation"),
        table="speculation",
    ),
)
