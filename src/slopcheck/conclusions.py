"""Where an article concludes: headings and openings that say so."""

from __future__ import annotations

from typing import NamedTuple

from slopcheck.once import once
from slopcheck.patterns import lazy
from slopcheck.views import Views

_HEADING = lazy(
    r"(?:in )?conclusions?\b|(?:in )?(?:summary|closing)(?=[:.,!]|$)|(?:(?:my|our|some) )?(?:final|closing|concluding) "
    r"(?:thoughts?|words?|remarks?|verdict|takeaways?)\b|(?:wrapping|summing) (?:it )?(?:all )?up\b|"
    r"to (?:sum|wrap) (?:it )?up\b|the bottom line\b"
)
_OPENING = lazy(
    r"in (?:conclusion|summary|closing)\b|all in all,|"
    r"to (?:conclude|summari[sz]e|sum up|wrap up|sum it up|wrap things up)\b"
)
_NUMBER = lazy(r"[\d.)\s]*")  # a section's number ("7. Conclusion")


class Conclusion(NamedTuple):
    """``[start, end)`` of the heading or of the opening words, and the index of its block."""

    start: int
    end: int
    block: int
    heading: bool


@once
def conclusions(views: Views) -> tuple[Conclusion, ...]:
    """Every conclusion, in order. The paragraphs under a concluding heading belong to it."""
    found: list[Conclusion] = []
    under = False
    for index, block in enumerate(views.blocks):
        if block.kind == "heading":
            under = _is_conclusion(views.lower, block.start, block.end)
            if under:
                found.append(Conclusion(block.start, block.end, index, heading=True))
        elif block.kind == "paragraph" and not under:
            match = _OPENING.match(views.lower, block.start, block.end)
            if match:
                found.append(Conclusion(match.start(), match.end(), index, heading=False))
    return tuple(found)


def _is_conclusion(lower: str, start: int, end: int) -> bool:
    number = _NUMBER.match(lower, start, end)
    return _HEADING.match(lower, number.end() if number else start, end) is not None
