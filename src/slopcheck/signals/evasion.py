"""Characters that hide words from a program and not from a reader.

**Why.** A zero-width space inside a word, a Cyrillic letter that looks Latin, a text that runs backwards:
each makes a checker miss the word while a reader sees nothing. Matching looks through them; this says that
they are there.

**What it finds.** Per paragraph, the stretch from the first to the last affected word: invisible characters
between Latin letters, look-alike letters of other scripts in Latin words, odd spaces between words,
controls that turn the writing direction in a text with no right-to-left script, and words in random case.

**Limits.** What text processing leaves behind by accident stays unmarked: a byte-order mark, a joiner
inside an emoji, joiners in scripts that need them, a few soft hyphens, one stray zero-width space.

**Sources.** Zero-width spaces alone moved the score of one published checker from 16 to 76 of 100.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np

from slopcheck.once import jointly
from slopcheck.patterns import lazy
from slopcheck.sets import distinct
from slopcheck.signals import Signal
from slopcheck.types import Ints, Span
from slopcheck.views import Views

# How many affected places make a trick. One or two zero-width characters come from copying out of editors;
# soft hyphens are typesetting until nearly every paragraph has several; a foreign word has no Latin letter.
FEWEST_INVISIBLE = 3
FEWEST_SOFT = 12
FEWEST_ALIKE = 2
FEWEST_SPACES = 5
FEWEST_BIDI = 1
FEWEST_CASED = 5
CASED_SHARE = 0.1  # of all words: product names (iPhone, YouTube) and camel case stay below
_HIDDEN = "[\u034f\u180b-\u180e\u200b-\u200d\u2060-\u2064\ufeff\u00ad]"
# The search for one set of characters, which the pattern begins with, is ten times as fast as for what stands before.
_INVISIBLE = lazy(f"{_HIDDEN}(?<=[A-Za-z\u00c0-\u024f].){_HIDDEN}*(?=[A-Za-z\u00c0-\u024f])", re.DOTALL)
_SOFT = "\u00ad"
_A, _SMALL_A, _LETTERS = (np.uint32(n) for n in (ord("A"), ord("a"), 26))
_RIGHT_TO_LEFT = lazy("[\u0590-\u08ff]")


def zero_width(views: Views) -> Iterator[Span]:
    if sum(t.kind == "zero-width" for t in views.folded.tricks) < FEWEST_INVISIBLE:
        return
    text = views.document.text
    at = [m.start() for m in _INVISIBLE.finditer(text)]
    soft = sum(text[i] == _SOFT for i in at)
    if len(at) - soft >= FEWEST_INVISIBLE or soft >= FEWEST_SOFT:
        positions = views.folded.into(np.array(at, dtype=np.int64))
        yield from _per_block(views, positions, "zero-width", "Invisible characters inside words")


def _of_kind(kind: str, fewest: int, signal: str, message: str) -> Callable[[Views], Iterator[Span]]:
    def find(views: Views) -> Iterator[Span]:
        # A removed control was reported on the character before it: what it turns comes after.
        tricks = [t.end if kind == "bidi" else t.start for t in views.folded.tricks if t.kind == kind]
        if kind == "odd-space":
            tricks = [t for t in tricks if _between_words(views.text, t)]
        if len(tricks) >= fewest:
            yield from _per_block(views, np.array(tricks, dtype=np.int64), signal, message)

    return find


def _between_words(text: str, at: int) -> bool:
    """An odd space beside a dash or a bracket is typography."""
    return 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()


def bidi(views: Views) -> Iterator[Span]:
    if views.folded.tricks and not _RIGHT_TO_LEFT.search(views.text):
        yield from _of_kind("bidi", FEWEST_BIDI, "bidi", "Controls that turn the writing direction")(views)


@jointly
def _inner_capitals(views: Views) -> list[Ints]:
    """The lower-case letters of each document behind which a capital stands."""
    codes = views.text_codes
    capitals = (codes[1:] - _A < _LETTERS).nonzero()[0]  # below A the unsigned difference wraps around
    at = capitals[codes[capitals] - _SMALL_A < _LETTERS]
    cuts = at.searchsorted([*views.first_chars, len(codes)]).tolist()
    return [at[a:b] - first for first, (a, b) in zip(views.first_chars, pairwise(cuts), strict=True)]


def random_case(views: Views) -> Iterator[Span]:
    """Words with a capital after a lower-case letter, several and a good share of all words."""
    at = _inner_capitals(views)
    if len(at) < FEWEST_CASED:
        return
    words = len(distinct(np.searchsorted(views.tok_start, at, side="right")))
    if words >= max(FEWEST_CASED, CASED_SHARE * len(views.tok_start)):
        yield from _per_block(views, at, "random-case", "Words in random case")


def _per_block(views: Views, positions: Ints, signal: str, message: str) -> Iterator[Span]:
    """One span per block, from its first affected word to its last."""
    tokens = np.clip(np.searchsorted(views.tok_start, positions, side="right") - 1, 0, None)
    if not len(views.tok_start) or not len(views.blocks):
        return
    tokens = distinct(tokens)
    blocks = views.tok_block[tokens]
    for block in distinct(blocks).tolist():
        inside = tokens[blocks == block]
        start, end = int(views.tok_start[inside[0]]), int(views.tok_end[inside[-1]])
        share = len(inside) / (inside[-1] - inside[0] + 1)
        yield Span(start, end, signal, f"{message} ({len(inside)} here).", float(max(0.1, min(1.0, share))))


SIGNALS = (
    Signal(
        id="zero-width",
        version=1,
        family="evasion",
        effect="fault",
        summary="Invisible characters inside words",
        find=zero_width,
    ),
    Signal(
        id="look-alike",
        version=1,
        family="evasion",
        effect="fault",
        summary="Letters of another script in the place of Latin ones",
        find=_of_kind("look-alike", FEWEST_ALIKE, "look-alike", "Letters of another script in Latin words"),
    ),
    Signal(
        id="odd-space",
        version=1,
        family="evasion",
        effect="fault",
        summary="Unusual space characters between words",
        find=_of_kind("odd-space", FEWEST_SPACES, "odd-space", "Unusual spaces between words"),
    ),
    Signal(
        id="bidi",
        version=1,
        family="evasion",
        effect="fault",
        summary="Controls that turn the writing direction",
        find=bidi,
    ),
    Signal(
        id="random-case",
        version=1,
        family="evasion",
        effect="fault",
        summary="Words in random case",
        find=random_case,
    ),
)
