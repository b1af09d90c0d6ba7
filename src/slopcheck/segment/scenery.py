"""What stands between the blocks of a page and shows no text: pictures, form fields, embedded frames."""

from __future__ import annotations

import re
from dataclasses import dataclass

from slopcheck.segment.flow import Part
from slopcheck.segment.tags import Node

# Pictures of less than a hundred pixels are icons and counters.
_ICON = re.compile(r"""\b(?:width|height)\s*=\s*["']?\d{1,2}(?:px)?(?![\d%])""", re.I)


@dataclass(slots=True)
class Scenery:
    """Counts since the last block; ``shots`` are pictures that are links, as beside headlines of other pages."""

    media: int = 0
    shots: int = 0
    fields: int = 0
    frames: int = 0
    picture: Node | None = None

    def note(self, name: str, inside: str, top: Node, links: int) -> None:
        """Count one element, which stands in ``top`` and in that many links."""
        if top.hidden:
            return
        if name == "img":
            if not _ICON.search(inside):
                self.picture = top
                self.shots += links > 0
                self.media += not links
        elif name in ("video", "audio"):
            self.picture = top
            self.media += 1
        elif name in ("input", "textarea", "select"):
            self.fields += 1
        elif name in ("iframe", "embed"):
            self.frames += 1

    def hand_over(self, part: Part) -> None:
        """Give the counts to the block that ends them, and begin anew."""
        part.media, part.shots, part.fields, part.frames = self.media, self.shots, self.fields, self.frames
        part.picture = self.picture
        self.media = self.shots = self.fields = self.frames = 0
        self.picture = None
