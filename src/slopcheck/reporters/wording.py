"""The sentences that every format uses, in one place, so that they say the same."""

from __future__ import annotations

from slopcheck.types import Decision, Verdict

LEAST = 0.05  # quality points: less is shown as no effect
SCALE = "80 is the ordinary genuine article; one genuine article in twenty scores below 50."
LIMITS = (
    "The score is about craft. It cannot tell who or what wrote the article, "
    "whether it is true, or whether it is worth reading."
)
UNKNOWN_DIRECTION = (
    "Which of them took a passage from the other, or both from a third, cannot be told from the texts."
)

# Steps that about one in a hundred, one in a thousand and fewer of the unrelated pairs reach
# (reports/event-match.md); that few names are shared is no proof of two events.
_CONFIDENCE = ((0.6, "very likely"), (0.4, "likely"), (0.2, "possible"))
MATCH = (
    "The confidence is a stated rule over shared names, headline words and dates, not a probability. "
    "Of pairs of news articles known to report one event, 81.5 % reach 0.2 and 40.7 % reach 0.4; "
    "of unrelated pairs drawn at random 1.1 % and 0.0 %."
)

DECISIONS: dict[Decision, str] = {
    "pass": "nothing stands out",
    "warn": "padded more than nineteen genuine articles in twenty",
    "block": "padded more than ninety-nine genuine articles in a hundred",
    "abstain": "no score",
}


def quality(verdict: Verdict) -> str:
    """The quality with its interval, or why there is none."""
    if verdict.quality is None or verdict.interval is None:
        return f"no score: {verdict.abstain_reason}"
    low, high = verdict.interval
    return f"{verdict.quality:.0f} of 100 (90 % interval {low:.0f}\u2013{high:.0f})"


def points(value: float) -> str:
    """Quality points with their sign and one decimal; a true minus sign."""
    return "0.0" if abs(value) < LEAST else f"{value:+.1f}".replace("-", "\u2212")


def plural(count: int, noun: str) -> str:
    """``1 fault``, ``2 faults``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def confidence(match: float) -> str:
    """How sure it is that articles report one event."""
    word = next((word for least, word in _CONFIDENCE if match >= least), "not to be seen from the names")
    return f"{word} ({match:.2f} of 1)"
