"""One article as an HTML page shows it: its parts, its marks, its findings, its maps. Plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from slopcheck.reporters.data import Finding, Options, findings, headline, text_hash
from slopcheck.reporters.outline import class_of
from slopcheck.reporters.paragraphs import Paragraphs
from slopcheck.reporters.pieces import Piece, pieces
from slopcheck.reporters.places import Place, Places
from slopcheck.reporters.waterfall import FamilySteps, Waterfall, waterfall
from slopcheck.types import Block, LedgerEntry, Range, Report

MOST = 2000  # findings on a page: beyond it browsers and readers give up
LEDGER_ROWS = 500
MAPPED = 120  # paragraphs that a restatement map can hold legibly
LONGEST_WORD = 20  # characters that fit a line of the narrowest screen; longer words may be broken
BUCKETS = 160  # rows of the minimap

# Signals that say a paragraph restates another one; the others of their family drum a name.
RESTATING = frozenset({"restated-paragraph", "repeated-sentence", "repeated-phrase", "second-draft"})

_LEVELS = {"headline": "h3", "heading": "h4", "quote": "blockquote", "code": "pre", "table": "pre"}


@dataclass(frozen=True, slots=True)
class Layer:
    """One mark around a piece: its finding, how deep it lies, whether the finding starts here."""

    finding: Finding
    depth: int
    first: bool


@dataclass(frozen=True, slots=True)
class Bit:
    """A run of text with the marks around it, the outermost first, and whether another article has it."""

    text: str
    layers: tuple[Layer, ...]
    shared: bool = False

    @property
    def starting(self) -> list[Finding]:
        """The findings that start here, in their order: their numbers are drawn here."""
        return sorted(
            (layer.finding for layer in self.layers if layer.first), key=lambda finding: finding.index
        )

    @property
    def first_word(self) -> str:
        """What must stand on one line with the numbers drawn before it."""
        word = self.text.split(" ", 1)[0] if any(layer.first for layer in self.layers) else ""
        return word if len(word) <= LONGEST_WORD and word.isprintable() else ""

    @property
    def rest(self) -> str:
        """The text behind the first word."""
        return self.text[len(self.first_word) :]


@dataclass(frozen=True, slots=True)
class Part:
    """One block: ``number`` counts the paragraphs, 0 for what is none."""

    index: int
    kind: str
    group: str
    tag: str
    number: int
    line: int | None
    bits: tuple[Bit, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """A finding with what stands beside it in the list."""

    finding: Finding
    without: float | None
    paragraph: int
    related: tuple[int, ...]
    excerpt: str


@dataclass(frozen=True, slots=True)
class Particular:
    """A ledger entry and the paragraph it stands in."""

    entry: LedgerEntry
    part: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A row of the minimap where findings of one effect begin."""

    row: int
    effect: str
    count: int
    finding: int


@dataclass(frozen=True, slots=True)
class Restatement:
    """Paragraph ``later`` says the same as paragraph ``earlier`` (0: the headline), by ``signal``, first in
    ``finding``."""

    later: int
    earlier: int
    signal: str
    finding: int
    count: int


@dataclass(frozen=True, slots=True)
class FallRow:
    """A row of the waterfall: a bar of ``points`` that begins at ``start``."""

    label: str
    start: float
    points: float
    family: FamilySteps | None = None
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """Everything a page shows of one report."""

    report: Report
    prefix: str
    title: str
    steps: Waterfall
    parts: tuple[Part, ...]
    details: tuple[Detail, ...]
    ledger: tuple[Particular, ...]
    ticks: tuple[Tick, ...]
    restatements: tuple[Restatement, ...]
    paragraphs: int
    rows: tuple[FallRow, ...]
    by_signal: Mapping[str, tuple[int, ...]]
    text_sha256: str
    no_text: bool

    @property
    def left_out(self) -> int:
        """How many findings the page does not show."""
        return len(self.report.spans) - len(self.details)

    @property
    def low(self) -> float:
        """The left end of the waterfall's axis."""
        return min(0.0, *(min(row.start, row.start + row.points) for row in self.rows))

    @property
    def high(self) -> float:
        """The right end of the waterfall's axis."""
        return max(100.0, *(max(row.start, row.start + row.points) for row in self.rows))

    @property
    def speech(self) -> bool:
        """Whether anybody is quoted or paraphrased."""
        return any(entry.kind in {"quote", "paraphrase"} for entry in self.report.ledger)

    @property
    def pseudo(self) -> bool:
        """Whether quotation marks stand around words nobody said."""
        return any(span.signal == "pseudo-quote" for span in self.report.spans)


def article(report: Report, options: Options, prefix: str = "", shared: Sequence[Range] = ()) -> Article:
    """The view of one report. ``prefix`` keeps the ids of several articles on a page apart; ``shared`` are
    passages that another of them has too."""
    found = findings(report, MOST)
    blocks = Paragraphs(report.document.blocks)
    steps = waterfall(report)
    return Article(
        report=report,
        prefix=prefix,
        title=(None if options.no_text else headline(report)) or report.document.name,
        steps=steps,
        parts=() if options.no_text else tuple(_parts(report, found, blocks, shared)),
        details=tuple(_detail(report, finding, blocks, options) for finding in found),
        ledger=()
        if options.no_text
        else tuple(Particular(e, blocks.at(e.start), blocks.paragraph(e.start)) for e in report.ledger),
        ticks=tuple(_ticks(report, found)),
        restatements=tuple(_restatements(found, blocks)),
        paragraphs=blocks.count,
        rows=tuple(_fall(steps)),
        by_signal=_by_signal(found),
        text_sha256=text_hash(report),
        no_text=options.no_text,
    )


def _fall(steps: Waterfall) -> Iterator[FallRow]:
    yield FallRow("start", 0.0, steps.start)
    at = steps.start
    for family in steps.families:
        yield FallRow(family.family, at, family.points, family, signed=True)
        at += family.points
    yield FallRow("sum", 0.0, steps.total)


def _by_signal(found: Sequence[Finding]) -> dict[str, tuple[int, ...]]:
    indices: dict[str, list[int]] = {}
    for finding in found:
        indices.setdefault(finding.span.signal, []).append(finding.index)
    return {signal: tuple(of) for signal, of in indices.items()}


def _parts(
    report: Report, found: Sequence[Finding], blocks: Paragraphs, shared: Sequence[Range]
) -> Iterator[Part]:
    document = report.document
    places = Places(document)
    cuts = [edge for block in document.blocks for edge in (block.start, block.end)]
    ranges: list[Range] = [*((f.span.start, f.span.end) for f in found), *shared]
    queue = pieces(0, len(document.text), ranges, cuts) if document.text else []
    at = 0
    started: set[int] = set()
    for index, block in enumerate(document.blocks):
        while at < len(queue) and queue[at].start < block.start:
            at += 1
        inside: list[Piece] = []
        while at < len(queue) and queue[at].end <= block.end:
            inside.append(queue[at])
            at += 1
        place = places.of(block.start, block.end)
        bits = tuple(_bit(document.text, piece, found, started) for piece in inside)
        yield _part(index, block, blocks.numbers[index], place, bits)


def _part(index: int, block: Block, number: int, place: Place | None, bits: tuple[Bit, ...]) -> Part:
    return Part(
        index=index,
        kind=block.kind,
        group=class_of(block),
        tag=_LEVELS.get(block.kind, "p"),
        number=number,
        line=place.line if place else None,
        bits=bits,
    )


def _bit(text: str, piece: Piece, found: Sequence[Finding], started: set[int]) -> Bit:
    layers = []
    marks = [index for index in piece.covers if index < len(found)]
    for depth, index in enumerate(marks):
        layers.append(Layer(found[index], min(depth, 3), index not in started))
        started.add(index)
    return Bit(text[piece.start : piece.end], tuple(layers), len(marks) < len(piece.covers))


def _detail(report: Report, finding: Finding, blocks: Paragraphs, options: Options) -> Detail:
    verdict = report.verdict
    without = None
    if verdict.quality is not None and finding.effect != "neutral":
        unclipped = verdict.quality_base + verdict.quality_slope * verdict.log_odds + finding.gain
        without = min(100.0, max(0.0, unclipped))
    text = " ".join(finding.text.split())
    excerpt = text if len(text) <= 160 else text[:159] + "\u2026"
    here = blocks.paragraph(finding.span.start)
    related = {blocks.paragraph(start) for start, _ in finding.span.related} - {0}
    return Detail(finding, without, here, tuple(sorted(related)), "" if options.no_text else excerpt)


def _ticks(report: Report, found: Sequence[Finding]) -> Iterator[Tick]:
    size = max(len(report.document.text), 1)
    rows: dict[tuple[int, str], list[int]] = {}
    for finding in found:
        rows.setdefault((finding.span.start * BUCKETS // size, finding.effect), []).append(finding.index)
    for (row, effect), indices in rows.items():
        yield Tick(row, effect, len(indices), indices[0])


def _restatements(found: Sequence[Finding], blocks: Paragraphs) -> Iterator[Restatement]:
    seen: dict[tuple[int, int, str], list[int]] = {}
    for finding in found:
        if finding.span.signal not in RESTATING:
            continue
        later = blocks.paragraph(finding.span.start)
        for start, _ in finding.span.related:
            earlier = blocks.paragraph(start)
            if later and later != earlier and (earlier or blocks.is_headline(start)):
                pair = (max(later, earlier), min(later, earlier), finding.span.signal)
                seen.setdefault(pair, []).append(finding.index)
    for (later, earlier, signal), indices in sorted(seen.items()):
        yield Restatement(later, earlier, signal, indices[0], len(indices))
