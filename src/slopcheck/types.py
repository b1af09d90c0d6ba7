"""The values that travel the route. Frozen; imports nothing of ours.

Every offset is a code-point index into ``Document.text``, zero-based and end-exclusive,
with ``0 <= start < end <= len(text)``. Lines, columns and UTF-16 exist only in reporters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

Kind = Literal[
    "headline", "heading", "paragraph", "item", "quote", "code", "table",
    "byline", "dateline", "caption", "separator",
    "navigation", "share", "comment-form", "related", "newsletter", "cookie", "read-time", "advert", "legal",
]  # fmt: skip

BODY: frozenset[str] = frozenset({"headline", "heading", "paragraph", "item", "quote", "code", "table"})
ABOUT: frozenset[str] = frozenset({"byline", "dateline", "caption", "separator"})
FURNITURE: frozenset[str] = frozenset(
    {"navigation", "share", "comment-form", "related", "newsletter", "cookie", "read-time", "advert", "legal"}
)

PARTICULARS = ("quote", "paraphrase", "figure", "date", "place", "document")  # what a ledger lists

# Makes a value of a named tuple from a plain tuple of all its fields, in half the time that its own constructor takes:
# for the few places that make dozens for each article.
made = tuple.__new__

Effect = Literal["fault", "credit", "neutral"]
Decision = Literal["pass", "warn", "block", "abstain"]
Range = tuple[int, int]

_NO_FACTS: Mapping[str, str] = MappingProxyType({})
_NO_NUMBERS: Mapping[str, float] = MappingProxyType({})


class Input(NamedTuple):
    """One article as it came in: its text, what to call it, and how to read it.

    ``format`` is auto (by the name's suffix, else by content), text, markdown or html; ``headline`` one that the
    text does not hold; ``encoding`` the one it was decoded with, if somebody chose it.
    """

    text: str
    name: str = "<text>"
    format: str = "auto"
    headline: str | None = None
    encoding: str | None = None


class Span(NamedTuple):
    """One finding: a stretch of ``Document.text`` and why it was marked.

    ``strength`` is in (0, 1]; ``related`` are other ranges of the text the finding refers to
    (the first occurrence of a repeated sentence, say); ``facts`` are short named details.
    """

    start: int
    end: int
    signal: str
    message: str
    strength: float = 1.0
    related: tuple[Range, ...] = ()
    facts: Mapping[str, str] = _NO_FACTS


class Block(NamedTuple):
    """One part of the page: ``[start, end)`` of the text, and its kind.

    ``kept`` overrules the kind in saying whether the block belongs to the article's body (on pages, where
    that differs for headlines, bylines, dates and captions).
    """

    start: int
    end: int
    kind: Kind
    kept: bool | None = None

    @property
    def in_body(self) -> bool:
        return self.kind in BODY if self.kept is None else self.kept

    @property
    def is_furniture(self) -> bool:
        return self.kind in FURNITURE


class Origin(NamedTuple):
    """The way from visible text back to the source.

    ``pieces`` has shape (n, 4): text start, text end, source start, source end; rows are ordered and
    disjoint in the text. A piece of equal lengths maps character by character; any other (an entity, a
    collapsed run of white space) maps as a whole. Text outside every piece is synthetic: it has no
    place in the source.
    """

    pieces: Ints

    def source_range(self, start: int, end: int) -> Range | None:
        """The smallest source range that holds the mapped part of ``[start, end)``; None if all is synthetic."""
        rows = self.pieces
        first = int(np.searchsorted(rows[:, 1], start, side="right"))
        last = int(np.searchsorted(rows[:, 0], end, side="left")) - 1
        if first > last:
            return None
        text_start, text_end, source_start, source_end = (int(v) for v in rows[first])
        begin = source_start
        if start > text_start and text_end - text_start == source_end - source_start:
            begin = source_start + start - text_start
        text_start, text_end, source_start, source_end = (int(v) for v in rows[last])
        stop = source_end
        if end < text_end and text_end - text_start == source_end - source_start:
            stop = source_start + end - text_start
        return begin, stop


class Document(NamedTuple):
    """A segmented input. ``source`` is the decoded input, untouched; ``text`` is what a reader sees.

    ``blocks`` are ordered and disjoint, and every visible character that is not white space between
    blocks lies in one. ``hidden`` are source ranges of text the page hides from readers.
    """

    name: str
    source: str
    text: str
    blocks: tuple[Block, ...]
    origin: Origin
    format: str = "text"
    language: str = "und"
    headline: Range | None = None
    metadata: Mapping[str, str] = _NO_FACTS
    hidden: tuple[Range, ...] = ()

    @property
    def body(self) -> str:
        """The article alone: the blocks in its body, joined by blank lines."""
        return "\n\n".join(self.text[b.start : b.end] for b in self.blocks if b.in_body)


class Verdict(NamedTuple):
    """The score and its reasons. ``reasons`` (feature, log-odds) include the intercept and sum to ``log_odds``.

    When it abstains, quality, probability and interval are None; log-odds and reasons stay.
    ``interval`` is the 90 % interval of quality. Before clipping, quality is
    ``quality_base + quality_slope * log_odds``, so each reason is worth ``quality_slope * log_odds`` points.
    """

    log_odds: float
    quality: float | None
    probability: float | None
    interval: tuple[float, float] | None
    decision: Decision
    abstain_reason: str | None
    reasons: tuple[tuple[str, float], ...]
    model: str
    quality_base: float
    quality_slope: float


class LedgerEntry(NamedTuple):
    """One checkable particular an article offers.

    ``kind``: quote (attributed speech), paraphrase, figure, date, place or document.
    ``who`` is the resolved speaker of speech, else empty; ``what`` the particular, as the text has it.
    """

    kind: str
    who: str
    what: str
    start: int
    end: int


class Report(NamedTuple):
    """Everything slopcheck says about one document.

    ``without`` maps ``span:<index>`` and ``family:<name>`` to the log-odds without that finding or family, the
    wording inside it included; ``wording:<index>`` to those without the wording inside a finding alone.
    ``passing`` are indices of the fewest spans without which it passes; empty if it does, or no set suffices.
    ``config`` is the SHA-256 of the settings the score was made with.
    """

    document: Document
    spans: tuple[Span, ...]
    features: Mapping[str, float]
    verdict: Verdict
    words: int = 0
    families: Mapping[str, float] = _NO_NUMBERS
    ledger: Sequence[LedgerEntry] = ()
    without: Mapping[str, float] = _NO_NUMBERS
    passing: Sequence[int] = ()
    config: str | None = None


class Comparison(NamedTuple):
    """Two or more reports side by side.

    ``shared``: passages of eight or more words outside furniture found in two reports, as
    ((report index, start, end), (report index, start, end)). ``entities``: kind -> name -> indices of the
    reports that have it. ``match``: confidence 0..1 that they report one event; ``match_reasons`` say why.
    ``aligned``: blocks of the first and another report that tell the same, as ((report, block), (report, block)).
    """

    reports: tuple[Report, ...]
    shared: tuple[tuple[tuple[int, int, int], tuple[int, int, int]], ...]
    entities: Mapping[str, Mapping[str, tuple[int, ...]]]
    match: float
    match_reasons: tuple[str, ...]
    aligned: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
