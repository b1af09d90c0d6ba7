"""Reports as plain values: what every format shows, worked out once. Formats only arrange it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from slopcheck.reporters.hashes import sha256, short_hash
from slopcheck.reporters.places import Place, Places
from slopcheck.reporters.sentences import Template, templates
from slopcheck.signals import Signal, catalogue
from slopcheck.types import Block, Effect, LedgerEntry, Report, Span
from slopcheck.version import __version__

SCHEMA_VERSION = 1

Json = dict[str, Any]

_ABOUT_PAGE = frozenset({"date", "publisher", "url"})  # metadata that is no article text


class Failure(NamedTuple):
    """An input that could not be scored."""

    name: str
    error: str
    hint: str


class Results(NamedTuple):
    """One run: the reports, and the inputs that gave none."""

    reports: tuple[Report, ...]
    failures: tuple[Failure, ...] = ()


class Options(NamedTuple):
    """What the reader asked for. ``no_text`` leaves out article text; ``explain`` shows everything."""

    width: int = 80
    color: bool = False
    explain: bool = False
    no_text: bool = False


class Finding:
    """A span with what its signal says about it and where it stands.

    ``gain`` is how many quality points the article would gain (before clipping) without this finding, of which
    ``wording`` for the words inside it that the style lexicon weighs.
    """

    __slots__ = ("effect", "family", "gain", "index", "place", "span", "summary", "text", "wording")

    def __init__(
        self, index: int, span: Span, signal: Signal, place: Place | None, text: str, gain: float, wording: float
    ) -> None:  # fmt: skip
        self.index = index
        self.span = span
        self.family = signal.family
        self.effect = signal.effect
        self.summary = signal.summary
        self.place = place
        self.text = text
        self.gain = gain
        self.wording = wording


def findings(report: Report, limit: int | None = None) -> tuple[Finding, ...]:
    """The spans of a report, in the order of the text; of more than ``limit`` the strongest."""
    places = Places(report.document)
    chosen = range(len(report.spans)) if limit is None else _strongest(report.spans, limit)
    return tuple(_finding(report, i, report.spans[i], places) for i in chosen)


def _strongest(spans: Sequence[Span], limit: int) -> list[int]:
    """Indices of the strongest spans, neutral ones last, in their order."""
    known = catalogue()
    weakest_last = sorted(
        range(len(spans)), key=lambda i: (known[spans[i].signal].effect == "neutral", -spans[i].strength, i)
    )
    return sorted(weakest_last[:limit])


def _finding(report: Report, index: int, span: Span, places: Places) -> Finding:
    signal = catalogue()[span.signal]
    return Finding(
        index=index,
        span=span,
        signal=signal,
        place=places.of(span.start, span.end),
        text=report.document.text[span.start : span.end],
        gain=_gain(report, f"span:{index}", signal.effect),
        wording=_gain(report, f"wording:{index}", signal.effect),
    )


def _gain(report: Report, key: str, effect: Effect) -> float:
    if effect == "neutral" or key not in report.without:
        return 0.0
    verdict = report.verdict
    return verdict.quality_slope * (report.without[key] - verdict.log_odds)


def headline(report: Report) -> str | None:
    """The headline as the text has it."""
    found = report.document.headline
    return report.document.text[found[0] : found[1]] if found else None


def tool(report: Report | None) -> Json:
    """Which slopcheck, with which model and settings; of a run without a report neither is known."""
    model, config = (report.verdict.model, report.config) if report else (None, None)
    return {"name": "slopcheck", "version": __version__, "model": model, "config": config}


def text_hash(report: Report) -> str:
    """SHA-256 of the decoded source, by which a report is matched with its file again."""
    return sha256(report.document.source)


def replay_data(reports: Sequence[Report]) -> Json:
    """What a page carries so that `slopcheck verify` can replay it."""
    return {
        "tool": tool(reports[0] if reports else None),
        "documents": [
            {
                "name": report.document.name,
                "text_sha256": text_hash(report),
                "log_odds": report.verdict.log_odds,
                "decision": report.verdict.decision,
            }
            for report in reports
        ],
    }


def results_data(results: Results, options: Options) -> Json:
    """A run in the published form (docs/schema/report-1.json)."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": tool(results.reports[0] if results.reports else None),
        "documents": [document_data(report, options) for report in results.reports],
        "errors": [failure_data(failure) for failure in results.failures],
    }


def failure_data(failure: Failure) -> Json:
    """An error row."""
    return {"name": failure.name, "error": failure.error, "hint": failure.hint}


def document_data(report: Report, options: Options) -> Json:
    """One report in the published form."""
    verdict, document = report.verdict, report.document
    places = Places(document)
    sentences = templates(document)
    return {
        "name": document.name,
        "format": document.format,
        "headline": None if options.no_text else headline(report),
        "words": report.words,
        "language": document.language,
        "quality": verdict.quality,
        "probability": verdict.probability,
        "interval": list(verdict.interval) if verdict.interval else None,
        "log_odds": verdict.log_odds,
        "decision": verdict.decision,
        "abstain_reason": verdict.abstain_reason,
        "families": dict(report.families),
        "reasons": [
            {"feature": name, "log_odds": value, "value": report.features.get(name)}
            for name, value in verdict.reasons
        ],
        "spans": [_span_data(report, span, places, options) for span in report.spans],
        "without": _without_data(report),
        "blocks": [
            _block_data(report, block, sentences.get(index, ()), options)
            for index, block in enumerate(document.blocks)
        ],
        "ledger": [_entry_data(entry, places, options) for entry in report.ledger],
        "text_sha256": text_hash(report),
        "metadata": {
            key: value
            for key, value in document.metadata.items()
            if key in _ABOUT_PAGE or not options.no_text
        },
    }


def _without_data(report: Report) -> Json:
    """The log-odds without each span, in the order of the spans, and without each family."""
    spans = [report.without.get(f"span:{i}") for i in range(len(report.spans))]
    families = {
        key.partition(":")[2]: report.without[key] for key in report.without if key.startswith("family:")
    }
    return {"spans": spans, "families": families, "passing": list(report.passing)}


def _block_data(report: Report, block: Block, sentences: Sequence[Template], options: Options) -> Json:
    """``hash`` is the same for blocks that differ in white space and case alone."""
    text = report.document.text[block.start : block.end]
    data: Json = {"start": block.start, "end": block.end, "kind": block.kind, "hash": short_hash(text)}
    if block.kind == "heading" and not options.no_text:
        data["text"] = " ".join(text.split())
    if sentences:
        data["sentences"] = [
            {"hash": one.hash} if options.no_text else {"hash": one.hash, "template": one.text}
            for one in sentences
        ]
    return data


def _span_data(report: Report, span: Span, places: Places, options: Options) -> Json:
    signal = catalogue()[span.signal]
    return {
        "start": span.start,
        "end": span.end,
        **_place_data(places.of(span.start, span.end)),
        "signal": span.signal,
        "family": signal.family,
        "effect": signal.effect,
        "strength": span.strength,
        "message": signal.summary if options.no_text else span.message,
        "text": None if options.no_text else report.document.text[span.start : span.end],
        "facts": {} if options.no_text else dict(span.facts),
    }


def _entry_data(entry: LedgerEntry, places: Places, options: Options) -> Json:
    place = places.of(entry.start, entry.end)
    return {
        "kind": entry.kind,
        "who": None if options.no_text else entry.who,
        "what": None if options.no_text else entry.what,
        "start": entry.start,
        "end": entry.end,
        "line": place.line if place else None,
    }


def _place_data(place: Place | None) -> Json:
    return place._asdict() if place else dict.fromkeys(Place._fields)
