"""Importance announced instead of shown.

**Why.** A report shows why something matters: a figure, a consequence, a vote. Padding says that it marks a
pivotal moment.

**What it finds.** The phrases of ``lexicon/significance.toml`` in paragraphs and list items: milestones,
turning points, crucial roles, underscored importance.

**Limits.** Nothing inside quotations: a speaker may call the day historic. Sometimes the claim is earned by
what follows; the signal cannot tell.

**Sources.** Published phrase lists and frequent n-grams of content farms, each phrase measured again on the
visible corpus; its rates per 10,000 words stand in the table.
"""

from slopcheck.signals import Signal
from slopcheck.signals._lexical import weighted_hits

SIGNALS = (
    Signal(
        id="empty-significance",
        version=1,
        family="filler",
        effect="fault",
        summary="Importance announced, not shown",
        find=weighted_hits("empty-significance", "significance", "Empty significance"),
        table="significance",
    ),
)
