"""A template's slot, unfilled or filled with the headline as it is.

**Why.** "[Insert image]", "META_DESCRIPTION:", or a sentence such as "Top 5 Pens for 2026 is a topic that
affects everybody": nobody read the page before it went out.

**What it finds.** Slots in brackets or braces that ask to be filled, residue of generators
(``lexicon/slot.toml``), and the headline verbatim as a noun phrase inside another line, if it is a title
and not a name (it holds a number, a colon, a question mark or "vs").

**Limits.** Form letters ask readers to put in their name; "[your name]" counts only after "by". Code is
left alone.

**Sources.** Seen in content farms read line by line; rates in reports/signals.md.
"""

from collections.abc import Iterator

from slopcheck.patterns import lazy
from slopcheck.signals import Signal
from slopcheck.types import Range, Span
from slopcheck.views import Views

_SLOT = lazy(
    r"\[(?:insert|add|place|put|include|enter|upload)\s[^\]\[\n]{2,60}\]|"
    r"(?<=by )\[your name\]|(?<=by: )\[your name\]|"
    r"\[name of [^\]\[\n]{2,40}\]|\[(?:brand|company|product|competitor|keyword|topic|city) ?(?:name|[a-z]|\d)?\]|"
    r"\{\{\s?\$[^}\n]{1,60}\}\}|\{(?:keyword|topic|title|brand|city)\}"
)
_OPENS = lazy(r"[\[{]")
_TITLE = lazy(r"[:?]|\bvs\b|^(?:top )?\d+ |\b20\d\d$")
_SITE = lazy(r"\s[|\u2013\u2014-]\s")
_FEED = ("post", "article", "story", "titled", "called", "read", "entitled", ":")
FEWEST = 4  # words of a headline that can be told from an ordinary phrase


def find(views: Views) -> Iterator[Span]:
    places = sorted({*_slots(views), *_residue(views), *_pasted(views)})
    last = 0
    for start, end in places:
        if start >= last:
            last = end
            yield Span(start, end, "template-slot", "A template's slot: nobody read this before it went out.")


def _slots(views: Views) -> Iterator[Range]:
    if "[" not in views.text and "{" not in views.text:
        return
    done = 0
    # One set of characters is sought ten times as fast as the pattern behind it.
    for mark in _OPENS.finditer(views.lower):
        slot = _SLOT.match(views.lower, mark.start()) if mark.start() >= done else None
        if slot:
            done = slot.end()
            if views.blocks[views.block_at(slot.start())].kind != "code":
                yield slot.span()


def _residue(views: Views) -> Iterator[Range]:
    for hit in views.hits.get("slot", ()):
        block = views.blocks[views.block_at(hit.start)]
        opens = block.start == hit.start and views.lower.startswith(":", hit.end)
        if (
            block.kind != "code"
            and (opens or hit.phrase.note == "anywhere")
            and not views.quoted_chars[hit.start]
        ):
            yield hit.start, hit.end


def _pasted(views: Views) -> Iterator[Range]:
    """The headline's wording inside another line of the text."""
    if views.headline is None:
        return
    title = _SITE.split(views.text[views.headline[0] : views.headline[1]])[0].rstrip(" .!")
    if len(title.split()) < FEWEST or not _TITLE.search(title.lower()):
        return
    at = views.text.find(title, views.headline[1])
    while at >= 0:
        end = at + len(title)
        if _is_phrase(views, at, end):
            yield at, end
        at = views.text.find(title, end)


def _is_phrase(views: Views, start: int, end: int) -> bool:
    block = views.blocks[views.block_at(start)]
    if block.kind not in ("paragraph", "heading", "item") or end > block.end or views.quoted_chars[start]:
        return False
    before = views.lower[max(block.start, start - 30) : start].rstrip()
    after = views.text[end : min(block.end, end + 12)].lstrip()
    return after[:1].islower() and not before.endswith(_FEED)


SIGNALS = (
    Signal(
        id="template-slot",
        version=1,
        family="structure",
        effect="fault",
        summary="A template's slot, unfilled or filled with the headline as it is",
        find=find,
        table="slot",
    ),
)
