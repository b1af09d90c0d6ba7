"""A paragraph that says what an earlier one said.

**Why.** Padding circles: the same thought returns in other words, with nothing added.

**What it finds.** A paragraph of two or more sentences that shares its matter with an earlier one, not the
one just before it, and adds no figure and at most one name. Matter is compared by stems of lower-case
content words (their first six letters), those rare in the article counting more, as the cosine of the two
paragraphs. Names are left out of the comparison: a review names its product all through.

**Limits.** Paragraphs of fewer than twelve such stems say too little to compare; single sentences are
captions and teasers too often. A paragraph copied word for word is a page's double printing and left alone.
Only the first 200 paragraphs are compared with each other.

**Sources.** The threshold is where two of three pairs read as the same thought, in farms and in genuine
text; without the conditions on sentences, figures and names, news would be hit as often as farms.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from slopcheck.content import content
from slopcheck.signals import Signal
from slopcheck.style import Hashes
from slopcheck.types import Span
from slopcheck.views import Bools, Views, word_hashes

ALIKE = 0.3  # cosine from which two paragraphs read as the same thought
COPIED = 0.85  # cosine of a copy
STEM = 6  # letters
LEAST_STEMS = 12
LEAST_PARAGRAPHS = 5  # of that size; in a shorter text nothing is rare
MOST_PARAGRAPHS = 200
NEW_NAMES = 1


class Paragraph(NamedTuple):
    """A block's index and its stems, figures and names, as sorted hashes."""

    block: int
    stems: Hashes
    figures: Hashes
    names: Hashes


def find(views: Views) -> Iterator[Span]:
    rows = _paragraphs(views)
    if len(rows) < LEAST_PARAGRAPHS:
        return
    alike = _cosines(rows)
    for this in range(2, len(rows)):
        best = int(alike[this, : this - 1].argmax())
        cosine = float(alike[this, best])
        if ALIKE <= cosine < COPIED and _adds_nothing(rows[this], rows[best]):
            block, earlier = views.blocks[rows[this].block], views.blocks[rows[best].block]
            yield Span(
                block.start,
                block.end,
                "restated-paragraph",
                "This paragraph says what an earlier one said, and adds no figure or source.",
                strength=min(1.0, 0.5 + (cosine - ALIKE)),
                related=((earlier.start, earlier.end),),
            )


def _paragraphs(views: Views) -> list[Paragraph]:
    sentences = np.bincount(views.sent_block, minlength=len(views.blocks))
    chosen = [i for i, b in enumerate(views.blocks) if b.kind == "paragraph" and sentences[i] >= 2]
    if len(chosen) < LEAST_PARAGRAPHS:
        return []
    sizes = np.minimum(views.tok_end - views.tok_start, STEM)
    stems = word_hashes(views.codes, views.tok_start, sizes)
    wordy = content(views) & views.tok_prose
    named = views.tok_capital & ~_opens_sentence(views)
    rows: list[Paragraph] = []
    for index in chosen:
        first, last = views.tokens_in(views.blocks[index].start, views.blocks[index].end)
        part, words, names = stems[first:last], wordy[first:last], named[first:last]
        common = np.unique(part[words & ~names])
        if len(common) >= LEAST_STEMS:
            figures = np.unique(part[views.tok_digit[first:last]])
            rows.append(Paragraph(index, common, figures, np.unique(part[words & names])))
            if len(rows) == MOST_PARAGRAPHS:
                break
    return rows


def _opens_sentence(views: Views) -> Bools:
    opens = np.zeros(len(views.tok_start) + 1, dtype=np.bool_)
    opens[np.searchsorted(views.tok_start, views.sent_start)] = True
    return opens[:-1]


def _cosines(rows: list[Paragraph]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Between all pairs of paragraphs, stems weighted by how few paragraphs have them."""
    sizes = [len(row.stems) for row in rows]
    vocabulary, columns = np.unique(np.concatenate([row.stems for row in rows]), return_inverse=True)
    table = np.zeros((len(rows), len(vocabulary)))
    table[np.repeat(np.arange(len(rows)), sizes), columns] = 1.0
    table *= np.log(1.0 + len(rows) / table.sum(axis=0))
    table /= np.linalg.norm(table, axis=1, keepdims=True)
    return table @ table.T


def _adds_nothing(this: Paragraph, earlier: Paragraph) -> bool:
    """No new figure, and at most one new name."""
    return not len(_new(this.figures, earlier.figures)) and len(_new(this.names, _all(earlier))) <= NEW_NAMES


def _new(these: Hashes, those: Hashes) -> Hashes:
    return np.setdiff1d(these, those, assume_unique=True)


def _all(row: Paragraph) -> Hashes:
    return np.union1d(row.names, row.stems)


SIGNALS = (
    Signal(
        id="restated-paragraph",
        version=1,
        family="repetition",
        effect="fault",
        summary="A paragraph that says what an earlier one said",
        find=find,
    ),
)
