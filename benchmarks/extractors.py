"""The installed extractors that slopcheck is measured against."""

from __future__ import annotations

from collections.abc import Callable


def extractors() -> dict[str, Callable[[str], str]]:
    """The installed peers' extraction functions."""
    found: dict[str, Callable[[str], str]] = {}
    try:
        import trafilatura  # noqa: PLC0415

        found["trafilatura"] = lambda page: trafilatura.extract(page, include_comments=False) or ""
    except ImportError:
        pass
    try:
        import readability  # noqa: PLC0415
        from lxml import html as tree  # noqa: PLC0415

        found["readability-lxml"] = lambda page: tree.fromstring(
            readability.Document(page).summary()
        ).text_content()
    except ImportError:
        pass
    try:
        from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415

        found["resiliparse"] = lambda page: extract_plain_text(page, main_content=True)
    except ImportError:
        pass
    try:
        import justext  # noqa: PLC0415

        stop = justext.get_stoplist("English")
        found["jusText"] = lambda page: "\n".join(
            p.text for p in justext.justext(page.encode(), stop, encoding="utf-8") if not p.is_boilerplate
        )
    except ImportError:
        pass
    return found
