"""Announcements of what the text will say.

**Why.** A short article needs no guide to itself. Signposts stand where information could.

**What it finds.** The phrases of ``lexicon/signposting.toml`` in paragraphs and list items: "in this
article we will", "it is essential to", "let's delve", "in conclusion", "here are some".

**Limits.** Nothing inside quotations. Long instructions and lectures signpost with reason.

**Sources.** Published phrase lists and frequent n-grams of content farms, each phrase measured again on the
visible corpus; its rates per 10,000 words stand in the table.
"""

from slopcheck.signals import Signal
from slopcheck.signals._lexical import weighted_hits

SIGNALS = (
    Signal(
        id="signposting",
        version=1,
        family="filler",
        effect="fault",
        summary="Words that announce what the text will say",
        find=weighted_hits("signposting", "signposting", "Signposting"),
        table="signposting",
    ),
)
