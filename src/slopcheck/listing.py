"""Lines that are nothing but phrases in a row, as search engines are fed them."""

from __future__ import annotations

from slopcheck.patterns import lazy

FEWEST = 3  # phrases
LONGEST = 7  # words of a phrase
MEAN = (2.0, 6.0)  # words a phrase has on average
# Words of a sentence: a list of search phrases has none of them.
GRAMMAR = lazy(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|the|a|an|he|she|they|it|his|her|"
    r"their|its|who|which|that|as|after|but|and|or|says|said|not|no|by|i|we|you|my|our|your|this|to|with|more)\b"
)
_MARKS = ",|;\u2022\u00b7"
_BETWEEN = lazy(f"[{_MARKS}]")


def is_listing(lower: str) -> bool:
    """Whether a line in lower case is three or more short phrases between commas, bars, semicolons or dots."""
    # Most lines lack the marks, which are sought faster than the words.
    if sum(map(lower.count, _MARKS)) < FEWEST - 1 or GRAMMAR.search(lower):
        return False
    words = [len(phrase.split()) for phrase in _BETWEEN.split(lower)]
    if len(words) < FEWEST or not 1 <= min(words) <= max(words) <= LONGEST:
        return False
    return MEAN[0] <= sum(words) / len(words) <= MEAN[1] and words.count(1) * 4 <= len(words)
