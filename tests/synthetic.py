"""A report made by hand, so that reporters are tested on known values and not on what signals find."""

from __future__ import annotations

import numpy as np

from slopcheck.types import Block, Document, LedgerEntry, Origin, Report, Span, Verdict

SOURCE = (
    "Title \U0001f600 here\r\n\r\nFirst paragraph says that it is essential to act.\r\n\r\nLeave a Reply\r\n"
)
TEXT = (
    "Given headline\n\nTitle \U0001f600 here\n\n"
    "First paragraph says that it is essential to act.\n\nLeave a Reply"
)


def document(name: str = "page.txt") -> Document:
    """A supplied headline that the source does not hold, an emoji, CRLF line ends, furniture."""
    edges = [
        ("Given headline", "headline"),
        ("Title", "heading"),
        ("First", "paragraph"),
        ("Leave", "comment-form"),
    ]
    starts = [TEXT.index(word) for word, _ in edges]
    ends = [*(start - 2 for start in starts[1:]), len(TEXT)]
    blocks = tuple(Block(s, e, kind) for s, e, (_, kind) in zip(starts, ends, edges, strict=True))  # type: ignore[arg-type]
    pieces = [
        (b.start, b.end, at, at + b.end - b.start)
        for b in blocks[1:]
        for at in [SOURCE.index(TEXT[b.start : b.end])]
    ]
    return Document(
        name=name,
        source=SOURCE,
        text=TEXT,
        blocks=blocks,
        origin=Origin(np.array(pieces, dtype=np.int64)),
        language="en",
        headline=(0, 14),
    )


def report(name: str = "page.txt", *, abstain: bool = False) -> Report:
    """Two overlapping faults, one fault without a place in the source, one quote in the ledger."""
    essential = TEXT.index("it is essential to")
    spans = (
        Span(0, 5, "sensational-headline", "Shouts.", 0.5),
        Span(essential, essential + 18, "signposting", "Announces what follows.", 1.0),
        Span(
            essential + 6,
            essential + 22,
            "stock-phrase",
            "Ready-made.",
            0.25,
            related=((essential, essential + 2),),
        ),
    )
    verdict = Verdict(
        log_odds=1.5,
        quality=None if abstain else 35.0,
        probability=None if abstain else 0.8,
        interval=None if abstain else (25.0, 45.0),
        decision="abstain" if abstain else "block",
        abstain_reason="too short: 12 words of body, and a score needs 120" if abstain else None,
        reasons=(("intercept", -1.0), ("signposting", 1.5), ("stock-phrase", 0.75), ("wording: act", 0.25)),
        model="by-hand@0",
        quality_base=65.0,
        quality_slope=-20.0,
    )
    return Report(
        document=document(name),
        spans=spans,
        features={"signposting": 4.0, "stock-phrase": 2.0},
        verdict=verdict,
        words=12,
        families={"filler": 2.25, "wording": 0.25},
        ledger=(LedgerEntry("date", "", "First", essential - 26, essential - 21),),
        without={"span:0": 1.5, "span:1": 0.0, "span:2": 0.75},
    )
