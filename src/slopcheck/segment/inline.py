"""Inline Markdown: what a reader sees of a stretch of text, without emphasis, links, tags and template tags."""

from __future__ import annotations

import html
import re

from slopcheck.segment.flow import Flow
from slopcheck.types import Range

# Template tags stand for what a site's generator puts there (a picture, a link): Hugo's shortcodes, Liquid's tags
# and its expressions of strings, pages and sites, kramdown's attributes. An unknown {{ name }} stays: it may be a
# slot nobody filled.
_INLINE = re.compile(
    r"""(?P<template>\{\{[<%][^{}]{0,2000}[>%]\}\}|\{%[^{}]{0,1000}%\}
          |\{\{-?[ ]?(?:["']|site\.|page\.)[^{}]{0,300}\}\}|\{:[^{}\n]{0,200}\}(?=\s|$)|[ ]\{\#[\w-]{1,80}\}(?=\s|$))
      | (?P<escape>\\[!-/:-@\[-`{-~])
      | (?P<code>(?<!`)(?P<ticks>`{1,8})(?!`)(?P<inside>[^\n]{1,2000}?)(?<!`)(?P=ticks)(?!`))
      | (?P<image>!\[[^\]]{0,500}\](?:\([^()\n]{0,1000}(?:\([^()\n]{0,200}\)[^()\n]{0,500}){0,8}\)|\[[^\]\n]{0,200}\]))
      | (?P<footnote>\[\^[^\]\n]{1,50}\])
      | (?P<open>\[)
      | (?P<close>\](?:\([^()\n]{0,1000}(?:\([^()\n]{0,200}\)[^()\n]{0,500}){0,8}\)|\[[^\]\n]{0,200}\])?)
      | (?P<auto><(?P<url>https?:[^<>\s]{1,1000}|[\w.+-]{1,100}@[\w.-]{1,100})>)
      | (?P<unseen><(?P<name>script|style)\b[^<>]{0,1000}>[^<]{0,5000}</(?P=name)>)
      | (?P<tag></?[A-Za-z](?:[^<>]|\{\{<[^{}]{0,2000}>\}\}){0,20000}>|<!--(?:[^-]++|-(?!->)){0,200}+-->)
      | (?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)
      | (?P<mark>\*+|_+|~~)
    """,
    re.X | re.S,
)


def inline(flow: Flow, start: int, end: int, hidden: list[Range]) -> None:
    """Show ``source[start:end]``, one line or lines that follow each other, without its inline markup."""
    source = flow.source
    tokens = list(_INLINE.finditer(source, start, end))
    drop = _brackets(tokens) | _emphasis(source, tokens, start, end)
    at = start
    for index, token in enumerate(tokens):
        flow.add(at, token.start())
        at = token.end()
        kind = token.lastgroup
        if token["template"] or token["unseen"]:
            flow.space(token.start(), at)
        elif kind in ("escape",):
            flow.replace(source[at - 1], token.start(), at)
        elif kind == "code" or token["code"]:
            flow.add(*token.span("inside"))
        elif token["entity"]:
            flow.replace(html.unescape(token["entity"]), token.start(), at)
        elif token["auto"]:
            flow.add(*token.span("url"))
        elif token["tag"]:
            if token["tag"].startswith("<!--"):
                hidden.append(token.span())
            elif token["tag"].lower().startswith("<br"):
                flow.space(token.start(), at)
        elif token["image"] or token["footnote"] or index in drop:
            continue
        else:
            flow.add(token.start(), at)
    flow.add(at, end)


def _brackets(tokens: list[re.Match[str]]) -> set[int]:
    """Indices of the brackets that belong to links."""
    drop: set[int] = set()
    stack: list[int] = []
    for index, token in enumerate(tokens):
        if token["open"]:
            stack.append(index)
        elif token["close"] and stack:
            opened = stack.pop()
            if len(token["close"]) > 1:
                drop |= {opened, index}
    return drop


def _emphasis(source: str, tokens: list[re.Match[str]], start: int, end: int) -> set[int]:
    """Indices of the emphasis marks that have a partner; the others are text."""
    drop: set[int] = set()
    opened: dict[str, list[int]] = {}
    for index, token in enumerate(tokens):
        mark = token["mark"]
        if not mark:
            continue
        before = source[token.start() - 1] if token.start() > start else " "
        after = source[token.end()] if token.end() < end else " "
        inside_word = mark[0] == "_" and before.isalnum() and after.isalnum()
        stack = opened.setdefault(mark[0], [])
        if stack and not before.isspace() and not inside_word:
            drop |= {stack.pop(), index}
        elif not after.isspace() and not inside_word:
            stack.append(index)
    return drop
