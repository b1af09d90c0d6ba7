"""What tags and their names mean: how elements nest, and what their class names say about their content."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from slopcheck.types import Kind

TEXTUAL, ANCHOR, BLOCK, RULE, BREAK, SKIPPED, HEAD, UNSEEN, VOID = range(9)


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Roles in the order of precedence; a name in none of them opens a block.
_ROLES = (
    (ANCHOR, _names("a")),
    (BREAK, _names("br")),
    (RULE, _names("hr")),
    (HEAD, _names("meta link")),
    (SKIPPED, _names("script style textarea title xmp iframe noembed noframes svg select datalist audio video"
                     " canvas math")),
    (UNSEEN, _names("head template noscript object map applet")),
    (VOID, _names("area base col embed img input param source track wbr")),
    (TEXTUAL, _names("abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd label mark nobr output"
                     " q ruby rb rp rt s samp small span strike strong sub sup time tt u var picture")),
)  # fmt: skip
ROLE_OF = {name: role for role, names in _ROLES for name in names}

HEADINGS = {f"h{n}": n for n in range(1, 7)}

# What a start tag ends: the open elements it cannot stand in, and the elements that shield them.
IMPLIED = {
    "li": (("li",), ("ul", "ol", "menu")),
    "dt": (("dt", "dd"), ("dl",)),
    "dd": (("dt", "dd"), ("dl",)),
    "tr": (("tr",), ("table",)),
    "td": (("td", "th"), ("tr", "table")),
    "th": (("td", "th"), ("tr", "table")),
}

_KIND_OF: dict[str, Kind] = {
    "li": "item", "dt": "item", "dd": "item", "pre": "code", "blockquote": "quote", "figcaption": "caption",
    "td": "table", "th": "table", "caption": "caption",
}  # fmt: skip

# Words in class, id, role and itemprop, by what they announce. Sources: the class names of common themes,
# as listed by the readers' modes of Firefox and Safari and by the class names of the labelled pages.
MARKS: dict[str, str] = {
    "nav": r"nav|menu|breadcrumbs?|topbar|navbar|navigation|masthead|skip|tabs?|pagination|pager|paging",
    "header": r"header|banner|branding|logo",
    "footer": r"footer|foot|ft|colophon|bottom|copyright|legal|disclaimer",
    "side": r"sidebar|side|aside|rail|widgets?|right|left|rightcol|leftcol|secondary|complementary|col2|col3",
    "share": (
        r"share|sharing|shares|social|addthis|sociable|follow|facebook|twitter|tweet|pinterest"
        r"|whatsapp|linkedin"
    ),
    "comment": (
        r"comments?|disqus|reply|replies|respond|responses?|discussion|commentlist|livefyre|fyre"
        r"|userinput"
    ),
    "related": (
        r"related|recommend(?:ed|ations?)?|recirc|popular|trending|most|outbrain|taboola|zergnet"
        r"|teasers?|more|next|prev|previous|latest|recent|also|read|readmore|cards?|list|feed|river"
        r"|headlines"
    ),
    "advert": (
        r"ads?|advert|advertisement|advertising|adsense|sponsor|sponsored|promo|promos|promotion|dfp"
        r"|gpt|commercial|partner"
    ),
    "newsletter": (
        r"newsletters?|subscribe|subscription|signup|mailchimp|optin|mailing|paywall|subscriber"
        r"|register|registration|premium|meter"
    ),
    "cookie": r"cookies?|consent|gdpr|privacy|ccpa",
    "meta": (
        r"meta|metadata|byline|author|authors|date|datetime|time|timestamp|posted|published|tags?"
        r"|category|categories|info|bio|dateline|source|credits?|avatar|writer|updated|contributor"
    ),
    "caption": (
        r"captions?|figure|wp-caption|photo|image|img|gallery|slideshow|media|video|player|carousel"
        r"|picture|thumb(?:nail)?"
    ),
    "tool": (
        r"tools?|toolbar|toolbox|print|email|login|search|user|account|form|btn|button|buttons|cta"
        r"|share-tools|utility|options|controls|action|actions|poll|survey|quiz"
    ),
    "modal": (
        r"modal|popup|overlay|lightbox|dialog|tooltip|hidden|hide|sr|screen|visually|offscreen"
        r"|notice|alert|message|loading|error"
    ),
    "title": (
        r"title|headline|heading|hed|subtitle|dek|summary|standfirst|excerpt|lede|lead|deck|intro"
        r"|subhead|subheadline|blurb"
    ),
    "body": (
        r"articlebody|storybody|entry|body|text|bodytext|paragraph|prose|rich|richtext|copy"
        r"|maincontent|articletext|storytext|content-body"
    ),
    "main": r"article|main|content|post|story|single|hentry|page|primary|newsarticle|blogposting",
    "toc": r"toc|contents|index|faq|accordion|references|footnotes?|reflist|bibliography|notes",
}  # fmt: skip
MARK_BITS = {name: 1 << index for index, name in enumerate(MARKS)}
_MARK = re.compile("|".join(f"(?P<{name}>(?:{words})\\Z)" for name, words in MARKS.items()))
_WORD = re.compile(r"[a-z]+(?:2|3)?|[A-Z]+(?![a-z])|[A-Z][a-z]+")
_NAMING = re.compile(r"""\b(?:class|id|role|itemprop)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.I)
_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']*)))?""")
REACH = 16  # elements around a block that are looked at
_MAX_NAMING = 400  # characters of class names that are read


@dataclass(slots=True, eq=False)
class Node:
    """An open element. ``marks`` are bits of ``MARKS``; ``depth`` counts the elements around it."""

    name: str
    parent: Node | None
    depth: int
    marks: int = 0
    hidden: bool = False
    pre: bool = False

    def up(self, levels: int) -> list[Node]:
        """This element and those around it, innermost first, at most ``levels``."""
        found: list[Node] = []
        node: Node | None = self
        while node is not None and len(found) < levels:
            found.append(node)
            node = node.parent
        return found


def marks_of(attributes: str) -> int:
    """The bits of the words that class, id, role and itemprop of a start tag contain."""
    bits = 0
    for double, single, bare in _NAMING.findall(attributes):
        bits |= _marks_in((double or single or bare)[:_MAX_NAMING])
    return bits


@lru_cache(maxsize=8192)
def _marks_in(value: str) -> int:
    bits = 0
    for word in _WORD.findall(value):
        bits |= _mark(word.lower())
    return bits


@lru_cache(maxsize=8192)
def _mark(word: str) -> int:
    """The bit of the marks a word belongs to; the same few hundred words name most elements."""
    found = _MARK.match(word)
    return MARK_BITS[found.lastgroup] if found and found.lastgroup else 0


def attributes_of(tag: str) -> dict[str, str]:
    """The attributes in the inside of a start tag; the first of a name counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(tag):
        key, double, single, bare = match.groups()
        found.setdefault(key.lower(), html.unescape(double or single or bare or ""))
    return found


def kind_of_markup(nodes: Sequence[Node]) -> tuple[Kind, int]:
    """What the elements around a block, innermost first, say it is; and its heading level."""
    for node in nodes:
        if node.name in HEADINGS:
            return "heading", HEADINGS[node.name]
        kind = _KIND_OF.get(node.name)
        if kind:
            return kind, 0
    return "paragraph", 0
