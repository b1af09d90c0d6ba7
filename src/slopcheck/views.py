"""What signals share, computed once per document, or once for all documents of a batch (``shares.py``).

All positions in a ``Views`` refer to ``Views.text``, the folded text (``fold.py``): signals read and emit
those, and ``detect`` maps their spans back to ``Document.text``. Arrays are one-dimensional and aligned:
``tok_*`` have one entry per token, ``sent_*`` per sentence, ``blk_*`` per block.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from slopcheck.asides import is_aside
from slopcheck.derived import derived
from slopcheck.layout import Block, Bools, Layout
from slopcheck.phrases import Automaton, Hit
from slopcheck.sentences import sentences
from slopcheck.sets import heads
from slopcheck.style import Found, Hashes, Stream, StyleHits, StyleLexicon, Weighed, stream
from slopcheck.tokens import LONGEST, Codes, hashes_in_parts, letter_sums, prefix_hashes, token_ranges
from slopcheck.types import BODY, Document, Ints, Span

PROSE: frozenset[str] = frozenset({"paragraph", "item"})
RUNNING = PROSE | {"quote"}
UNCOUNTED: frozenset[str] = frozenset({"headline", "code"})  # body in which nothing is looked for
UNJUDGED = UNCOUNTED | {"heading", "table"}

LONG = 60_000  # characters from which arrays over all letters are made in stretches, which stay in caches

_NONE: Ints = np.zeros(0, dtype=np.int64)


class Views(Layout):
    """The shared views of one document, seen through the phrase tables and a model's style lexicon.

    ``find_asides`` gives the findings that mark lines set into the article, by signal.
    """

    def __init__(
        self,
        document: Document,
        automaton: Automaton,
        lexicon: StyleLexicon | None = None,
        find_asides: Callable[[Views], Mapping[str, Sequence[Span]]] | None = None,
    ) -> None:
        super().__init__(document)
        self._automaton = automaton
        self.lexicon = lexicon
        self._find_asides = find_asides
        self.number = 0  # of the document among those of ``whole``

    # ---- the batch ----------------------------------------------------------------------------

    @property
    def whole(self) -> Views:
        """The views of all documents of the batch, laid end to end; of a document by itself, its own."""
        return self

    @derived
    def first_chars(self) -> list[int]:
        """Where each document of a whole begins."""
        return [0]

    @derived
    def first_blocks(self) -> list[int]:
        """The first block of each document of a whole, and the number of blocks."""
        return [0, len(self.blocks)]

    @derived
    def first_sentences(self) -> list[int]:
        """The first sentence of each document of a whole, and the number of sentences."""
        return [0, len(self.sent_start)]

    @derived
    def first_tokens(self) -> list[int]:
        """The first token of each document of a whole, and the number of tokens."""
        return [0, len(self.tok_start)]

    @derived
    def tokens(self) -> slice:
        """Its tokens among those of the whole."""
        return slice(0, len(self.tok_start))

    # ---- blocks -------------------------------------------------------------------------------

    @derived
    def asides(self) -> Mapping[str, Sequence[Span]]:
        """The findings that mark lines set into the article, by signal. They read no counts of words."""
        return self._find_asides(self) if self._find_asides else {}

    @derived
    def blk_aside(self) -> Bools:
        """Lines set between the paragraphs that are no prose: a plug, search phrases, a title without markup.

        Neither their words nor their lengths count: setting one in costs what its fault costs and earns nothing,
        and a heading that lost its markup counts like one that kept it.
        """
        marked = {(s.start, s.end) for spans in self.asides.values() for s in spans}
        flags = [is_aside(self.text, self.lower, b.kind, (b.start, b.end), marked) for b in self.blocks]
        return np.array(flags, dtype=np.bool_)

    @derived
    def blk_text(self) -> Bools:
        """Body blocks that are no title, no code and not set aside: the text whose craft is judged."""
        kinds = [b.kind in BODY and b.kind not in UNJUDGED for b in self.blocks]
        return np.array(kinds, dtype=np.bool_) & ~self.blk_aside

    @derived
    def text_blocks(self) -> tuple[Block, ...]:
        """The blocks of ``blk_text``."""
        return tuple(b for b, kept in zip(self.blocks, self.blk_text.tolist(), strict=True) if kept)

    @derived
    def blk_running(self) -> Bools:
        """Paragraphs, items and block quotations that are not set aside."""
        return np.array([b.kind in RUNNING for b in self.blocks], dtype=np.bool_) & ~self.blk_aside

    @derived
    def blk_prose(self) -> Bools:
        return np.array([b.kind in PROSE for b in self.blocks], dtype=np.bool_) & ~self.blk_aside

    # For one position at a time, bisect on a memory view is ten times as fast as numpy's searchsorted, and making
    # one costs next to nothing; a list would be faster still, once it is made.
    @derived
    def _tok_starts(self) -> memoryview:
        return self.tok_start.data

    @derived
    def _tok_ends(self) -> memoryview:
        return self.tok_end.data

    @derived
    def _sent_starts(self) -> memoryview:
        return self.sent_start.data

    # ---- tokens -------------------------------------------------------------------------------

    @derived
    def codes(self) -> Codes:
        """The code points of ``lower``."""
        return np.frombuffer(self.lower.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)

    @derived
    def text_codes(self) -> Codes:
        """The code points of ``text``."""
        return np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)

    @derived
    def _token_ranges(self) -> tuple[Ints, Ints]:
        return token_ranges(self.lower, self.codes)

    @derived
    def tok_start(self) -> Ints:
        return self._token_ranges[0]

    @derived
    def tok_end(self) -> Ints:
        return self._token_ranges[1]

    @derived
    def tok_hash(self) -> Hashes:
        """64-bit hash of each token's lower-case spelling; compare with ``hash_words``."""
        return self.beginnings(LONGEST)

    def beginnings(self, letters: int) -> Hashes:
        """The hash of each token's first ``letters`` letters; ``LONGEST`` stands for all of them."""
        known = self._beginnings
        if letters not in known:
            starts, ends = self._token_ranges
            if letters < LONGEST:
                ends = np.minimum(ends, starts + letters)
            if len(self.codes) > LONG:
                known[letters] = hashes_in_parts(self.codes, starts, ends)
            else:
                known[letters] = prefix_hashes(self.codes, self._letter_sums, starts, ends)
        return known[letters]

    @derived
    def _beginnings(self) -> dict[int, Hashes]:
        return {}

    @derived
    def _letter_sums(self) -> Hashes:
        return letter_sums(self.codes)

    @derived
    def tok_block(self) -> Ints:
        """Index into ``blocks`` of each token's block."""
        first = self.tok_start.searchsorted(self.blk_start)
        first[:1] = 0  # what stands before the first block counts to it
        sizes = np.empty_like(first)
        np.subtract(first[1:], first[:-1], out=sizes[:-1])
        sizes[-1:] = len(self.tok_start) - first[-1:]
        return np.arange(len(first)).repeat(sizes) if len(first) else np.zeros(len(self.tok_start), np.int64)

    @derived
    def tok_body(self) -> Bools:
        """Tokens of the article: body blocks, the headline included."""
        return self._of_blocks(self.blk_body)

    @derived
    def tok_prose(self) -> Bools:
        """Tokens of paragraphs and items, outside quotations: where filler and repetition are looked for."""
        outside: Bools = ~self.quoted_chars[self.tok_start]
        return self._of_blocks(self.blk_prose) & outside

    def _of_blocks(self, flags: Bools) -> Bools:
        """Per token, the flag of its block."""
        return flags[self.tok_block] if len(flags) else np.zeros(len(self.tok_start), np.bool_)

    @derived
    def tok_capital(self) -> Bools:
        """Tokens whose first letter is upper case."""
        changed: Bools = self.text_codes[self.tok_start] != self.codes[self.tok_start]
        return changed

    @derived
    def tok_digit(self) -> Bools:
        """Tokens that start with a digit."""
        first = self.codes[self.tok_start]
        digits: Bools = (first >= ord("0")) & (first <= ord("9"))
        return digits

    @derived
    def words(self) -> int:
        """Words of the article: body blocks without the headline and without code, which no rate is about."""
        return sum(
            size
            for block, size in zip(self.blocks, self.blk_tokens.tolist(), strict=True)
            if block.kind in BODY and block.kind not in UNCOUNTED
        )

    @derived
    def text_words(self) -> int:
        """Words that rates are counted against: those of ``text_blocks``."""
        return self.whole.words_of_each[self.number]

    @derived
    def words_of_each(self) -> list[int]:
        """The ``text_words`` of each document of a whole."""
        return [int(self.blk_tokens[self.blk_text].sum()) if self.blocks else 0]

    @derived
    def blk_tokens(self) -> Ints:
        """Number of tokens of each block."""
        return np.bincount(self.tok_block, minlength=len(self.blocks)) if self.blocks else _NONE

    @derived
    def sent_tokens(self) -> tuple[Ints, Ints]:
        """First and last token (exclusive) of each sentence."""
        starts = self.tok_start
        return starts.searchsorted(self.sent_start), starts.searchsorted(self.sent_end)

    def tokens_in(self, start: int, end: int) -> tuple[int, int]:
        """Token indices [first, last) of the tokens that begin in ``[start, end)``."""
        return bisect_left(self._tok_starts, start), bisect_left(self._tok_starts, end)

    def token(self, index: int) -> str:
        """The lower-case spelling of a token."""
        return self.lower[self._tok_starts[index] : self._tok_ends[index]]

    # ---- sentences ----------------------------------------------------------------------------

    @derived
    def _sentence_ranges(self) -> tuple[Ints, Ints, Ints]:
        return sentences(self.text, self.lower, [(b.start, b.end) for b in self.blocks])

    @derived
    def sent_start(self) -> Ints:
        return self._sentence_ranges[0]

    @derived
    def sent_end(self) -> Ints:
        return self._sentence_ranges[1]

    @derived
    def sent_block(self) -> Ints:
        """Index into ``blocks`` of each sentence's block. Sentences never cross blocks."""
        return self._sentence_ranges[2]

    @derived
    def sent_prose(self) -> Bools:
        """Sentences of paragraphs and items that do not begin inside a quotation."""
        if not len(self.sent_start):
            return np.zeros(0, np.bool_)
        return self.blk_prose[self.sent_block] & ~self.quoted_chars[self.sent_start]

    def sentence_at(self, position: int) -> int:
        """Index of the sentence that holds ``position``."""
        return max(0, bisect_right(self._sent_starts, position) - 1)

    # ---- quotations and phrases ---------------------------------------------------------------

    @derived
    def running(self) -> tuple[Bools, Bools]:
        """Tokens and sentences of running text outside quotation marks: what the rhythm of prose is measured on.

        Block quotations are in it, since a text without markup does not tell them from paragraphs.
        """
        if "quote" not in self.kinds:
            return self.tok_prose, self.sent_prose
        spoken = self._mask(self.spoken)
        tokens: Bools = self._of_blocks(self.blk_running) & ~spoken[self.tok_start]
        sentences: Bools = self.blk_running[self.sent_block] & ~spoken[self.sent_start]
        return tokens, sentences

    @derived
    def hits(self) -> dict[str, list[Hit]]:
        """Phrase hits of every table, in all blocks; see ``prose_hits``."""
        return self.whole.hits_of_each[self.number]

    @derived
    def hits_of_each(self) -> list[dict[str, list[Hit]]]:
        """The ``hits`` of each document of a whole."""
        return self._automaton.scan_each(self.lower, self.first_chars)

    def prose_hits(self, table: str) -> list[Hit]:
        """Hits of a table in paragraphs and items, outside quotations and code."""
        return [
            hit
            for hit in self.hits.get(table, ())
            if self.blocks[self.block_at(hit.start)].kind in PROSE and not self.is_quoted(hit.start, hit.end)
        ]

    # ---- style --------------------------------------------------------------------------------

    @derived
    def style(self) -> Stream:
        """The style stream of paragraphs, items and block quotations. Quoted words are in it: leaving them out
        would let quotation marks hide any wording, and a text without markup does not tell a block quotation."""
        chosen = self._of_blocks(self.blk_running).nonzero()[0]
        blocks = self.tok_block[chosen]
        first = self.tok_start[chosen].searchsorted(self.sent_start[self.blk_running[self.sent_block]])
        starts = first[first < len(chosen)]
        made = stream(
            self.tok_hash[chosen], self.tok_capital[chosen], self.tok_digit[chosen], starts, heads(blocks)
        )
        return Stream(made.symbols, chosen[made.first], chosen[made.last])

    def leads(self, words: int) -> list[int]:
        """How many tokens the first so many of each document's ``text_words`` take, with what stands between."""
        firsts = np.array(self.first_tokens[:-1])
        counted = np.concatenate([[0], self._of_blocks(self.blk_text).cumsum()])
        ends: list[int] = (counted.searchsorted(counted[firsts] + words) - firsts).tolist()
        return ends

    @derived
    def wording(self) -> StyleHits | None:
        """Entries of the model's style lexicon found in the text; None without a lexicon."""
        found = self.whole.found
        return found.of(self.number) if found else None

    @derived
    def found(self) -> Found | None:
        """The ``wording`` of all documents of a whole."""
        if self.lexicon is None:
            return None
        return self.lexicon.find(self.style, self.first_tokens[:-1], self.leads(self.lexicon.lead))

    @derived
    def weighed(self) -> Weighed | None:
        """What the entries of ``wording`` add to the log-odds; None without a lexicon."""
        weighed = self.whole.weighed_of_each
        return weighed[self.number] if weighed else None

    @derived
    def weighed_of_each(self) -> list[Weighed] | None:
        """The ``weighed`` of each document of a whole."""
        return (
            self.lexicon.weigh_each(self.found, self.words_of_each) if self.lexicon and self.found else None
        )
