"""One published file taken apart: front matter or headline, and the article."""

from __future__ import annotations

import re
from typing import NamedTuple

from slopcheck.segment import segment

READERS = {"md": "markdown", "html": "html", "txt": "text"}
TITLE_WORDS = 25  # the first line of a plain text is its title when it is no longer than this
_FRONT = re.compile(r"\ufeff?(?P<fence>---|\+\+\+)[ \t]*\n(?P<fields>.*?)\n(?P=fence)[ \t]*(?:\n|$)", re.S)
_FIELD = re.compile(r"([A-Za-z_][\w-]*)[ \t]*[:=][ \t]*(.*)")
_ITEM = re.compile(r"\s*-\s+(.*)")


class Parsed(NamedTuple):
    """A file taken apart: front matter or headline, and what is left, as published."""

    title: str | None
    description: str | None
    keywords: str | None
    date: str | None
    raw: str
    text: str


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields above an article and the article. Lists become one line, joined with commas."""
    front = _FRONT.match(text)
    if front is None:
        return {}, text
    found: dict[str, str] = {}
    key = ""
    for line in front["fields"].split("\n"):
        if field := _FIELD.match(line):
            key = field[1].lower()
            value = field[2].strip()
            if value[:1] == "[" and value[-1:] == "]":
                value = ", ".join(_unquoted(part) for part in value[1:-1].split(",") if part.strip())
            found[key] = "" if value in (">", "|", ">-", "|-") else _unquoted(value)
        elif key and (item := _ITEM.match(line)):
            found[key] = f"{found[key]}, {_unquoted(item[1])}".removeprefix(", ")
        elif key and line[:1] in (" ", "\t"):
            found[key] = f"{found[key]} {_unquoted(line)}".strip()
    return (found, text[front.end() :]) if found else ({}, text)  # no field: two rules with text between


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        inner = value[1:-1]
        return inner.replace('\\"', '"') if value[0] == '"' else inner.replace("''", "'")
    return value


def parse(data: bytes, format: str) -> Parsed:
    """Takes one file apart. Raises InputError when it shows no text."""
    published = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    fields, body = front_matter(published)
    body = body.strip()
    first: str | None = None
    if format == "txt":
        line, _, rest = body.partition("\n\n")
        line = line.strip()
        if (
            rest.strip()
            and "\n" not in line
            and len(line.split()) <= TITLE_WORDS
            and line[-1:] not in '.,;:"”'
        ):
            first, body = line, rest.strip()
    document = segment(body, name="article", format=READERS[format])
    shown = document.text[slice(*document.headline)] if document.headline else None
    tags = [fields[key] for key in ("keywords", "tags", "categories") if fields.get(key)]
    return Parsed(
        title=fields.get("title") or first or document.metadata.get("title") or shown,
        description=fields.get("description")
        or fields.get("excerpt")
        or document.metadata.get("description"),
        keywords=tags[0] if tags else None,
        date=fields.get("date") or document.metadata.get("date"),
        raw=body,
        # a whole page shows menus and forms, too; Markdown and plain text are the article alone
        text=document.body if format == "html" else document.text,
    )
