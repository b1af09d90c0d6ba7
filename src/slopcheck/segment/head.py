"""Metadata of a page's head: title, author, date, publisher, address, description.

Only here is a tree worth its price, and only for the few tags that carry metadata and are not plainly written.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from slopcheck.segment.tags import attributes_of

_MAX_TAGS = 400
_MAX_JSON = 500_000

# In order of trust: what the page tells aggregators, then what it tells browsers.
_NAMES = {
    "title": ("og:title", "twitter:title", "dc.title", "headline"),
    "author": ("author", "article:author", "dc.creator", "parsely-author", "byl", "sailthru.author"),
    "date": ("article:published_time", "datepublished", "date", "pubdate", "dc.date",
    "parsely-pub-date", "publish-date"),
    "publisher": ("og:site_name", "publisher", "application-name", "dc.publisher"),
    "url": ("og:url", "twitter:url"),
    "description": ("og:description", "description", "twitter:description"),
}  # fmt: skip
_ALL_NAMES = frozenset(name for names in _NAMES.values() for name in names)
_MAX_TAG = 20_000
_PLAIN = re.compile(r"""<(meta|link)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*)\s*/?>""", re.I)
_PLAIN_TITLE = re.compile(r"<title>([^<]*)</title>", re.I)
_ARTICLE_TYPES = ("article", "blogposting", "newsarticle", "reportagenewsarticle", "posting")


def metadata_of(tags: Iterable[str], scripts: Iterable[str]) -> dict[str, str]:
    """Metadata from ``meta``, ``link`` and ``title`` tags (as source text) and from JSON-LD."""
    wanted = _wanted(tags)
    found = _json_ld(scripts)
    if wanted:
        for key, value in _tags(wanted).items():
            found.setdefault(key, value)
    return found


def _wanted(tags: Iterable[str]) -> list[str]:
    """The first tag of each name that is of use: a tree of all of a page's head costs 4 ms."""
    found: dict[str, str] = {}
    for tag in islice(tags, _MAX_TAGS):
        if len(tag) > _MAX_TAG:
            continue
        if tag[:6].lower() == "<title":
            found.setdefault("<title", tag)
            continue
        if tag[:5].lower() == "<link" and "canonical" not in tag.lower():
            continue
        given = attributes_of(tag[5:])
        name = (given.get("property") or given.get("name") or given.get("itemprop") or "").lower()
        if name in _ALL_NAMES or (given.get("rel") == "canonical"):
            found.setdefault(name or "canonical", tag)
    return list(found.values())


def _tags(wanted: Iterable[str]) -> dict[str, str]:
    metas: dict[str, str] = {}
    address = title = ""
    for tag in wanted:
        for element, given in _read(tag):
            if element == "title":
                title = title or _clean(given["content"])
            elif element == "link":
                address = address or given.get("href", "")
            else:
                name = (given.get("property") or given.get("name") or given.get("itemprop") or "").lower()
                content = _clean(given.get("content"))
                if name and content:
                    metas.setdefault(name, content)
    found: dict[str, str] = {}
    for key, names in _NAMES.items():
        for name in names:
            if name in metas:
                found[key] = metas[name]
                break
    if address:
        found.setdefault("url", address)
    if title:
        found["page_title"] = title
    return found


def _read(tag: str) -> list[tuple[str, dict[str, str]]]:
    """The elements in the source of one tag, with their attributes; a title's text is its ``content``."""
    plain = _PLAIN.fullmatch(tag)
    if plain:
        return [(plain[1].lower(), attributes_of(plain[2]))]
    title = _PLAIN_TITLE.fullmatch(tag)
    if title:
        return [("title", {"content": html.unescape(title[1])})]
    from bs4 import BeautifulSoup  # noqa: PLC0415 - costs 90 ms to import, and only repair needs it

    soup = BeautifulSoup(tag, "html.parser")
    return [
        (element.name, {"content": str(element.string or ""), **dict(_attributes(element.attrs))})
        for element in soup.find_all(("meta", "link", "title"))
    ]


def _attributes(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in given.items():
        yield key, " ".join(value) if isinstance(value, list) else str(value)


def _json_ld(scripts: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for script in scripts:
        if len(script) > _MAX_JSON:
            continue
        try:
            data = json.loads(script)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            _take(node, found)
    return found


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD script that describe an article."""
    queue = [data]
    for _ in range(1000):
        if not queue:
            return
        node = queue.pop(0)
        if isinstance(node, list):
            queue.extend(node)
        elif isinstance(node, dict):
            types = node.get("@type")
            names = types if isinstance(types, list) else [types]
            if any(str(name).lower().endswith(_ARTICLE_TYPES) for name in names):
                yield node
            queue.extend(node[key] for key in ("@graph", "mainEntity") if key in node)


def _take(node: dict[str, Any], found: dict[str, str]) -> None:
    for key, field in (("title", "headline"), ("author", "author"), ("date", "datePublished"),
                       ("publisher", "publisher"), ("description", "description")):  # fmt: skip
        value = _name(node.get(field))
        if value:
            found.setdefault(key, value)


def _name(value: Any) -> str:
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, dict):
        return _clean(value.get("name"))
    if isinstance(value, list):
        return ", ".join(filter(None, (_name(item) for item in value[:10])))
    return ""


def _clean(value: object) -> str:
    return " ".join(value.split())[:1000] if isinstance(value, str) else ""
