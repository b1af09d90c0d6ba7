"""A paragraph that says what an earlier one said.

**Why.** Padding circles: the same thought returns in other words, with nothing added.

**What it finds.** A paragraph of two or more sentences that shares its matter with an earlier one, not the
one just before it, and adds neither a figure nor a name. Matter is compared by stems of lower-case content
words (their first six letters), those rare in the article counting more, as the cosine of the two
paragraphs. Names are left out of the comparison: a review names its product all through.

**Limits.** Paragraphs of fewer than twelve such stems say too little to compare; single sentences are
captions and teasers too often. Paragraphs of one frame around different things are no restatement: one that
uses a word twice that the earlier one lacks is left alone. A paragraph that is all but a copy, or has a
sentence copied word for word, is a page's double printing and left alone. Only the first 200 paragraphs are
compared with each other.

**Sources.** The threshold is where nine of ten pairs read as the same thought, in farms and in genuine
text; without the conditions on sentences, figures and names, news would be hit as often as farms.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from slopcheck import sets
from slopcheck.content import content
from slopcheck.layout import Bools
from slopcheck.once import by_token
from slopcheck.repeats import salted, sentences
from slopcheck.signals import Signal
from slopcheck.style import Hashes
from slopcheck.tokens import word_hashes
from slopcheck.types import Span
from slopcheck.views import Views

Floats = NDArray[np.float64]

ALIKE = 0.42  # cosine from which two paragraphs read as the same thought
COPIED = 0.8  # share of three words in a row from which a page has printed a paragraph twice
STEM = 6  # letters
BEGINNING = 5  # letters that make "image" and "images" one subject
LEAST_STEMS = 12
LEAST_PARAGRAPHS = 5  # of that size; in a shorter text nothing is rare
MOST_PARAGRAPHS = 200


class Paragraph(NamedTuple):
    """Tokens ``[first, last)`` of a block."""

    first: int
    last: int
    block: int


def find(views: Views) -> Iterator[Span]:
    chosen = _paragraphs(views)
    if len(chosen) < LEAST_PARAGRAPHS:
        return
    stems = views.beginnings(STEM)
    names = _names(views)
    wordy = content(views)
    words = wordy & views.tok_prose & ~names
    chosen, alike = _cosines(chosen, stems, words)
    added = names & wordy | views.tok_digit
    copied = {views.block_at(repeat.start) for repeat in sentences(views)}
    for this in (np.tril(alike, -2).max(axis=1, initial=0.0) >= ALIKE).nonzero()[0].tolist():
        best = int(alike[this, : this - 1].argmax())
        cosine = float(alike[this, best])
        (first, last, index), (begin, end, earlier) = chosen[this], chosen[best]
        if index in copied:
            continue
        copied_whole = _is_copy(views.tok_hash[first:last], views.tok_hash[begin:end])
        if copied_whole or _has_own_subject(views, chosen[this], chosen[best], wordy):
            continue
        fresh = stems[first:last][added[first:last]]
        new = sets.distinct(fresh[~sets.member(fresh, stems[begin:end])])
        if not len(new):
            block, source = views.blocks[index], views.blocks[earlier]
            yield Span(
                block.start,
                block.end,
                "restated-paragraph",
                "This paragraph says what an earlier one said, and adds no figure or source.",
                strength=min(1.0, 0.6 + (cosine - ALIKE)),
                related=((source.start, source.end),),
            )


def _is_copy(hashes: Hashes, earlier: Hashes) -> bool:
    """Whether most of the paragraph's words stand in the same order in the earlier one."""
    runs = _runs(hashes)
    return bool(sets.member(runs, sets.distinct(_runs(earlier))).mean() >= COPIED) if len(runs) else False


def _runs(hashes: Hashes) -> Hashes:
    made: Hashes = hashes[:-2] * np.uint64(3) + hashes[1:-1] * np.uint64(5) + hashes[2:] * np.uint64(7)
    return made


def _has_own_subject(views: Views, this: Paragraph, earlier: Paragraph, wordy: Bools) -> bool:
    """Whether the paragraph uses a word twice that the earlier one has not: the same frame around another
    thing ("a page title is important ...", "a meta description is important ...")."""
    mine, theirs = (_beginnings(views, paragraph, wordy) for paragraph in (this, earlier))
    ranked = np.sort(mine[~sets.member(mine, sets.distinct(theirs))])
    return bool((ranked[1:] == ranked[:-1]).any())


def _beginnings(views: Views, paragraph: Paragraph, wordy: Bools) -> Hashes:
    at = np.arange(paragraph.first, paragraph.last)[wordy[paragraph.first : paragraph.last]]
    start = views.tok_start[at]
    return word_hashes(views.codes, start, np.minimum(views.tok_end[at] - start, BEGINNING))


def _paragraphs(views: Views) -> list[Paragraph]:
    """The paragraphs of two sentences or more."""
    sentences = np.bincount(views.sent_block, minlength=len(views.blocks)).tolist()
    chosen = [i for i, b in enumerate(views.blocks) if b.kind == "paragraph" and sentences[i] >= 2]
    chosen = chosen[: 2 * MOST_PARAGRAPHS]
    edges = np.array([(views.blocks[i].start, views.blocks[i].end) for i in chosen], dtype=np.int64)
    tokens = views.tok_start.searchsorted(edges.reshape(-1, 2)).tolist()
    return [Paragraph(first, last, i) for (first, last), i in zip(tokens, chosen, strict=True)]


@by_token
def _names(views: Views) -> Bools:
    """Capitalised tokens; at the start of a sentence only those never found in lower case."""
    opens = np.zeros(len(views.tok_start) + 1, dtype=np.bool_)
    opens[views.sent_tokens[0]] = True
    capital = views.tok_capital
    names: Bools = capital.copy()
    doubtful, lower = (capital & opens[:-1]).nonzero()[0], (~capital).nonzero()[0]
    common = salted(views, views.tok_hash[lower], lower)
    names[doubtful] = ~sets.member(salted(views, views.tok_hash[doubtful], doubtful), common)
    return names


def _cosines(chosen: list[Paragraph], stems: Hashes, words: Bools) -> tuple[list[Paragraph], Floats]:
    """The paragraphs with stems enough, and their cosines; stems weigh by how few paragraphs have them."""
    tokens = words.nonzero()[0]
    owner = np.array([p.first for p in chosen]).searchsorted(tokens, "right") - 1
    inside = tokens < np.array([p.last for p in chosen])[owner]
    inside &= owner >= 0
    tokens, owner = tokens[inside], owner[inside]
    used = stems[tokens]
    vocabulary = sets.distinct(used)
    columns = vocabulary.searchsorted(used)
    table = np.zeros((len(chosen), len(vocabulary)))
    table[owner, columns] = 1.0
    enough = (np.add.reduce(table, axis=1) >= LEAST_STEMS).nonzero()[0][:MOST_PARAGRAPHS]
    if len(enough) < LEAST_PARAGRAPHS:
        return [], np.zeros((0, 0))
    table = table[enough]
    table *= np.log(1.0 + len(enough) / np.maximum(table.sum(axis=0), 1.0))
    table /= np.sqrt(np.add.reduce(table * table, axis=1, keepdims=True))
    return [chosen[i] for i in enough.tolist()], table @ table.T


SIGNALS = (
    Signal(
        id="restated-paragraph",
        version=2,
        family="repetition",
        effect="fault",
        summary="A paragraph that says what an earlier one said",
        find=find,
    ),
)
