"""A heading that would fit any article on the subject.

**Why.** "The Future of ...", "Implications for ...", "Conclusion": a template's headings, filled with the
topic. A reporter's heading names what its section tells.

**What it finds.** Headings of which nothing is left once function words, the article's own topic words
(those of its headline, and those its prose uses again and again) and the frame words of ``data/words.toml``
are taken out. At least one frame word must be there, so a heading that only names the subject stays clean;
the ``soft`` words of that file may stand beside it and prove nothing alone.

**Limits.** A figure, a term in quotation marks, a speaker's name or a word of its own saves a heading.
Handbooks and government blogs use generic
headings with reason; there they cost little by themselves.

**Sources.** Frame words: the headings that several unrelated farms use, read by hand.
"""

from collections.abc import Iterator

from slopcheck import sets
from slopcheck.content import among, content, topic, word_list
from slopcheck.patterns import lazy
from slopcheck.signals import Signal
from slopcheck.types import Span
from slopcheck.views import Views

# A figure, a term in quotation marks, or who asks: words of the heading's own.
_OWN = lazy('\\d|["\u201c\u201d\u2018]|\\b[A-Z]{2,} [A-Z]{2,}: ')


def find(views: Views) -> Iterator[Span]:
    headings = [block for block in views.blocks if block.kind == "heading"]
    if not headings:
        return
    wordy, frame = content(views), word_list("frame")
    for block in headings:
        first, last = views.tokens_in(block.start, block.end)
        if not any(views.token(i) in frame for i in range(first, last)):
            continue
        words = views.tok_hash[first:last][wordy[first:last]]
        if not len(words) or _OWN.search(views.text, block.start, block.end):
            continue
        framed = among(words, "frame")
        if not framed.any():
            continue
        if (framed | among(words, "soft") | sets.member(words, topic(views))).all():
            yield Span(
                block.start,
                block.end,
                "generic-heading",
                "Take out the article's own topic words and nothing is left: this heading fits any article.",
            )


SIGNALS = (
    Signal(
        id="generic-heading",
        version=2,
        family="structure",
        effect="fault",
        summary="A heading that would fit any article on the subject",
        find=find,
    ),
)
