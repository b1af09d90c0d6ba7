"""The views of several documents at once.

Most of what a document's views cost is not its words but the calls that look at them. So the documents of a batch
are laid end to end, the arrays over all of them are made in one go (``Whole``), and each document takes its share
of them (``Share``). A document alone is its own whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from slopcheck.derived import derived
from slopcheck.layout import Block, Bools
from slopcheck.phrases import Automaton
from slopcheck.style import Hashes, StyleLexicon
from slopcheck.tokens import Codes
from slopcheck.types import Document, Ints, Span, made
from slopcheck.views import Views

GAP = 2  # line breaks between documents, as between blocks

Asides = Callable[[Views], Mapping[str, Sequence[Span]]]


def views_of(
    documents: Sequence[Document], automaton: Automaton, lexicon: StyleLexicon | None, find_asides: Asides
) -> list[Views]:
    """The views of each document, those of documents with blocks as shares of one whole."""
    alone = [Views(document, automaton, lexicon, find_asides) for document in documents]
    joined = [views for views in alone if views.blocks]
    if len(joined) < 2:
        return alone
    whole = Whole(joined, automaton, lexicon)
    shares = [Share(views, whole, number) for number, views in enumerate(joined)]
    whole.blk_aside = np.concatenate([share.blk_aside for share in shares])
    given = iter(shares)
    return [next(given) if views.blocks else views for views in alone]


class Whole(Views):
    """Several documents laid end to end, each of which has blocks.

    It keeps nothing of the documents' own views, since those keep it: a ring of references would lie about until
    the next search for garbage. ``blk_aside`` is given to it, for it takes signals to find.
    """

    def __init__(self, parts: Sequence[Views], automaton: Automaton, lexicon: StyleLexicon | None) -> None:
        self._automaton = automaton
        self.lexicon = lexicon
        self.text = ("\n" * GAP).join([part.text for part in parts])
        self.lower = (" " * GAP).join([part.lower for part in parts])
        self.number = 0
        self.first_chars = []
        self.first_blocks = [0]
        blocks: list[Block] = []
        starts: list[int] = []
        ends: list[int] = []
        at = 0
        for part in parts:
            self.first_chars.append(at)
            blocks += [made(Block, (start + at, end + at, kind, n)) for start, end, kind, n in part.blocks]
            self.first_blocks.append(len(blocks))
            begun, ended = part._quoted
            starts += [start + at for start in begun]
            ends += [end + at for end in ended]
            at += len(part.text) + GAP
        self.blocks = tuple(blocks)
        self._quoted = starts, ends

    @derived
    def first_tokens(self) -> list[int]:
        firsts: list[int] = self.tok_start.searchsorted(self.first_chars).tolist()
        return [*firsts, len(self.tok_start)]

    @derived
    def first_sentences(self) -> list[int]:
        firsts: list[int] = self.sent_start.searchsorted(self.first_chars).tolist()
        return [*firsts, len(self.sent_start)]

    @derived
    def blk_start(self) -> Ints:
        """What stands before a document's first block counts to it."""
        starts = np.array([b.start for b in self.blocks], dtype=np.int64)
        starts[self.first_blocks[:-1]] = self.first_chars
        return starts

    @derived
    def words_of_each(self) -> list[int]:
        counted = self.blk_tokens * self.blk_text
        words: list[int] = np.add.reduceat(counted, self.first_blocks[:-1]).tolist()
        return words


class Share(Views):
    """The views of one of several documents; positions count from its own beginning."""

    def __init__(self, own: Views, whole: Whole, number: int) -> None:
        self.__dict__.update(own.__dict__)  # what it knows by itself it keeps
        self._whole = whole
        self.number = number
        self._at = whole.first_chars[number]
        self._blk = slice(*whole.first_blocks[number : number + 2])

    @property
    def whole(self) -> Views:
        return self._whole

    @derived
    def _chars(self) -> slice:
        return slice(self._at, self._at + len(self.text))

    @derived
    def tokens(self) -> slice:
        """Its tokens among all."""
        return slice(*self._whole.first_tokens[self.number : self.number + 2])

    @derived
    def _sent(self) -> slice:
        return slice(*self._whole.first_sentences[self.number : self.number + 2])

    @derived
    def first_tokens(self) -> list[int]:
        return [0, self.tokens.stop - self.tokens.start]

    @derived
    def first_sentences(self) -> list[int]:
        return [0, self._sent.stop - self._sent.start]

    @derived
    def codes(self) -> Codes:
        return self._whole.codes[self._chars]

    @derived
    def text_codes(self) -> Codes:
        return self._whole.text_codes[self._chars]

    @derived
    def _token_ranges(self) -> tuple[Ints, Ints]:
        return self._whole.tok_start[self.tokens] - self._at, self._whole.tok_end[self.tokens] - self._at

    def beginnings(self, letters: int) -> Hashes:
        mine: Hashes = self._whole.beginnings(letters)[self.tokens]
        return mine

    @derived
    def tok_block(self) -> Ints:
        blocks: Ints = self._whole.tok_block[self.tokens] - self._blk.start
        return blocks

    @derived
    def tok_body(self) -> Bools:
        return self._whole.tok_body[self.tokens]

    @derived
    def tok_prose(self) -> Bools:
        return self._whole.tok_prose[self.tokens]

    @derived
    def tok_capital(self) -> Bools:
        return self._whole.tok_capital[self.tokens]

    @derived
    def tok_digit(self) -> Bools:
        return self._whole.tok_digit[self.tokens]

    @derived
    def blk_tokens(self) -> Ints:
        return self._whole.blk_tokens[self._blk]

    @derived
    def blk_text(self) -> Bools:
        return self._whole.blk_text[self._blk]

    @derived
    def blk_running(self) -> Bools:
        return self._whole.blk_running[self._blk]

    @derived
    def blk_prose(self) -> Bools:
        return self._whole.blk_prose[self._blk]

    @derived
    def sent_tokens(self) -> tuple[Ints, Ints]:
        first, last = self._whole.sent_tokens
        return first[self._sent] - self.tokens.start, last[self._sent] - self.tokens.start

    @derived
    def _sentence_ranges(self) -> tuple[Ints, Ints, Ints]:
        whole, mine = self._whole, self._sent
        return (
            whole.sent_start[mine] - self._at,
            whole.sent_end[mine] - self._at,
            whole.sent_block[mine] - self._blk.start,
        )

    @derived
    def sent_prose(self) -> Bools:
        return self._whole.sent_prose[self._sent]

    @derived
    def quoted_chars(self) -> Bools:
        return self._whole.quoted_chars[self._at : self._at + len(self.text) + 1]
