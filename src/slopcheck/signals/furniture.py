"""Parts of the page that are not the article: navigation, share lines, comment forms and the like.

**Why.** They are no fault and no credit. They are shown so that a reader can check that nothing of the
article was taken for furniture, and nothing of the furniture for the article.

**What it finds.** Every block that the segmentation labels as one of the nine kinds of furniture.

**Limits.** Neutral and weightless wherever they stand: cutting a comment form off a page moves no score.

**Sources.** See the block labels and their evaluation.
"""

from collections.abc import Callable, Iterator

from slopcheck.signals import Signal
from slopcheck.types import Kind, Span
from slopcheck.views import Views

_SUMMARIES: dict[Kind, str] = {
    "navigation": "Menus, search fields, links to other parts of the site",
    "share": "Buttons and calls to share or follow",
    "comment-form": "The form and notes around readers' comments",
    "related": "Lists of other stories",
    "newsletter": "A newsletter's sign-up",
    "cookie": "A notice about cookies",
    "read-time": "How long the page takes to read",
    "advert": "A marker of advertising",
    "legal": "Copyright lines and terms of use",
}


def _finder(kind: Kind) -> Callable[[Views], Iterator[Span]]:
    def find(views: Views) -> Iterator[Span]:
        if kind not in views.kinds:
            return
        for block in views.blocks:
            if block.kind == kind:
                yield Span(block.start, block.end, kind, f"Page furniture: {kind}.")

    return find


SIGNALS = tuple(
    Signal(id=kind, version=1, family="furniture", effect="neutral", summary=text, find=_finder(kind))
    for kind, text in _SUMMARIES.items()
)
