"""The ledger names who says what, and the checkable particulars, with exact places."""

from __future__ import annotations

from slopcheck.detect import detect, view
from slopcheck.ledger import build, entities
from slopcheck.segment import segment
from slopcheck.types import LedgerEntry
from slopcheck.views import Views

TEXT = """# Harbour Board stops the night ferries

Governor Ada Quill ordered the ferries to stop on Tuesday. The Harbour Board (HB) had asked for it.

“No boat will cross in the dark,” Quill said in a statement to Harbour Radio. “That is my last word.”

The order costs the company $14 million, said Petra Lund, its head. She told reporters that HB was wrong.

“We will appeal,” she added. Critics said the order was political.

The harbour of Oslo has no such rule.
"""


def _views(text: str = TEXT) -> Views:
    return view(segment(text, name="ferries.md", format="markdown"))


def _ledger(text: str = TEXT) -> tuple[LedgerEntry, ...]:
    views = _views(text)
    return build(views, detect(views))


def _of(kind: str) -> list[tuple[str, str]]:
    return [(e.who, e.what) for e in _ledger() if e.kind == kind]


def test_quotes_have_resolved_speakers() -> None:
    assert _of("quote") == [
        ("Ada Quill", "“No boat will cross in the dark,”"),
        ("Ada Quill", "“That is my last word.”"),
        ("Petra Lund", "“We will appeal,”"),
    ]


def test_paraphrases_need_somebody_named() -> None:
    assert [who for who, _ in _of("paraphrase")] == ["Petra Lund", "Petra Lund"]


def test_particulars() -> None:
    assert [what for _, what in _of("figure")] == ["$14 million"]
    assert [what for _, what in _of("date")] == ["Tuesday"]
    assert [what for _, what in _of("place")] == ["Oslo"]
    assert [what for _, what in _of("document")] == ["statement to Harbour Radio"]


def test_entries_are_places_in_the_text() -> None:
    text = _views().document.text
    entries = _ledger()
    assert entries == tuple(sorted(entries, key=lambda e: (e.start, e.end, e.kind)))
    assert all(text[e.start : e.end] == e.what for e in entries)


def test_entities_share_a_canonical_name() -> None:
    found = entities(_views())
    assert set(found) == {"person", "organisation", "place", "date"}
    assert len(found["person"]["Ada Quill"]) == 2
    assert len(found["organisation"]["Harbour Board"]) == 3


def test_places_survive_folding() -> None:
    hidden = TEXT.replace("ferries to stop", "fer\u200bries to st\u200bop at ni\u200bght")
    views = _views(hidden)
    text = views.document.text
    entries = build(views, detect(views))
    assert [e.who for e in entries if e.kind == "quote"] == ["Ada Quill", "Ada Quill", "Petra Lund"]
    assert all(text[e.start : e.end] == e.what for e in entries)


def test_a_line_without_particulars_has_an_empty_ledger() -> None:
    assert _ledger("The boats stopped.") == ()
