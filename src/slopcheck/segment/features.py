"""Numbers about each block of a page: its wording, its markup, and where it stands among the others."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from slopcheck.segment import wording
from slopcheck.segment.flow import Part
from slopcheck.segment.layout import PLACE, Floats, Layout
from slopcheck.segment.tags import MARK_BITS, Node

_COMMENTS = re.compile(
    r"\b(?:comments?|responses?|replies|reply|have your say|discussion|permalink|report abuse"
    r"|trackbacks?|said:?$|wrote:?$|says:?$"
    r"|kommentare?|coment[aá]rios?|comentarios?|commentaires?|reacties|posted by .{1,30} (?:at|on)\b)",
)
_RELATED = re.compile(
    r"\b(?:related|more (?:from|on|in|stories|news)|also (?:read|like|on)|most (?:read|popular"
    r"|viewed|shared)|recommended|trending"
    r"|popular|latest|recent|top stories|read more|see also|headlines|about the author"
    r"|advertisement|sponsored)\b",
)
_CREDIT = re.compile(
    r"\b(?:photo(?:graph|s)?|images?|pictured?|courtesy|getty|reuters|afp|shutterstock|istock|file photo|handout"
    r"|illustration|screenshot|credit|youtube|flickr|wikimedia|epa|instagram)\b"
)
_BESIDE = re.compile(r"\bAP\b|(?:^|[\s,(])(?:left|right)[,)]")
# What a text must hold for the patterns above to match: looking for these is cheaper than a search.
_COMMENT_HINTS = tuple("comment respon repl say discussion permalink report trackback said wrote coment reacties"
                       " posted kommentar".split())  # fmt: skip
_RELATED_HINTS = tuple("related more also most recommended trending popular latest recent stories headlines author"
                       " advertisement sponsored".split())  # fmt: skip
_CREDIT_HINTS = tuple("photo image picture courtesy getty reuters afp stock handout illustration screenshot credit"
                      " youtube flickr wikimedia epa instagram".split())  # fmt: skip
_BESIDE_HINTS = ("AP", "left", "right")
_TAIL = 160  # a caption's credit stands at its end
_NEAR = 3  # of these, how many count as near
_OWN_TAGS = (
    "p",
    "li",
    "td",
    "div",
    "a",
    "dd",
    "blockquote",
    "button",
    "section",
    "body",
    "center",
    "figcaption",
    "label",
)
_AROUND = ("nav", "header", "footer", "aside", "form", "ul", "table", "article", "main", "section", "figure",
           "blockquote", "a",
           "dl", "button", "p", "ol", "address")  # fmt: skip
_OWN_BITS = {name: 1 << index for index, name in enumerate(_OWN_TAGS)}
_AROUND_BITS = {name: 1 << index for index, name in enumerate(_AROUND)}
MARKUP = (
    "link_density", "bold", "h1", "h2", "h3+", "depth", "code", "is_title",
    *(f"tag_{name}" for name in _OWN_TAGS),
    *(f"in_{name}" for name in _AROUND),
    *(f"near_{name}" for name in MARK_BITS),
    *(f"far_{name}" for name in MARK_BITS),
)  # fmt: skip
COMPANY = ("repeated", "title_share", "since_comment", "comments_near", "since_related")
BESIDE = tuple(
    f"{side}_{name}"
    for side in ("prev", "next")
    for name in ("words", "links", "heading", "mass", "same", "ends")
)
SCENE = (
    "pictures", "shots", "fields", "frames", "framed", "pictures_next", "shots_next", "fields_next", "frames_next",
    "credited", "pictures_near", "fields_near",
)  # fmt: skip
FIRST = (*wording.NAMES, *MARKUP, *PLACE, *COMPANY, *BESIDE, *SCENE)
AGAIN = (
    "score", "score_prev", "score_next", "score_prev2", "score_next2", "score_near", "score_wide", "score_max_back",
    "score_max_ahead", "score_run", *(f"again_{name}" for name in PLACE),
)  # fmt: skip
SECOND = (*FIRST, *AGAIN)
SAME = FIRST.index("prev_same")


def first(parts: Sequence[Part], title: int | None) -> tuple[Floats, Layout]:
    """The rows of ``FIRST`` for the blocks of a page, and its layout; ``title`` is the headline's index."""
    texts = np.array([wording.numbers(part.text) for part in parts], dtype=np.float64)
    markup = _markup(parts, title)
    words = np.expm1(texts[:, 0])
    links = markup[:, 0]
    ends = texts[:, 2]
    solid = np.where((words >= 10) & (links < 0.33), words * np.where(ends > 0, 1.0, 0.3), 0.0)
    layout = Layout(parts, words, links, title)
    place = layout.place(solid)
    heading = markup[:, 2:5].max(axis=1)
    mass = solid / max(float(solid.max()), 1.0)
    columns = [texts[:, 0], links, heading, np.sqrt(mass), same(parts), ends]
    beside = [_shift(column, step) for step in (1, -1) for column in columns]
    beside[4] = columns[4]
    beside[10] = _shift(columns[4], -1)
    company = _company(parts, words, title)
    return np.column_stack([texts, markup, place, company, *beside, *_scene(parts, layout)]), layout


def _scene(parts: Sequence[Part], layout: Layout) -> list[Floats]:
    """The columns of ``SCENE``: pictures, form fields and frames before and after each block."""
    counts = np.array(
        [(part.media, part.shots, part.fields, part.frames) for part in parts], dtype=np.float64
    )
    counts = np.minimum(counts, 3.0)
    ones = np.ones(len(parts))
    tails = [part.text[-_TAIL:] for part in parts]
    credited = np.array([
        float(_holds(tail.lower(), _CREDIT_HINTS, _CREDIT) or _holds(tail, _BESIDE_HINTS, _BESIDE))
        for tail in tails
    ])  # fmt: skip
    return [
        *counts.T, layout.framed(parts), *(_shift(column, -1) for column in counts.T), credited,
        _window(counts[:, 0], ones, 3), _window(counts[:, 2], ones, 4),
    ]  # fmt: skip


def again(rows: Floats, score: Floats, layout: Layout) -> Floats:
    """The rows of ``SECOND``: those of ``FIRST`` and what the first pass's log-odds say about the neighbours."""
    near = np.clip(score, -8, 8)
    chance = 1 / (1 + np.exp(-near))
    words = np.expm1(rows[:, 0])
    mass = chance * words
    place = layout.place(mass)
    weight = np.sqrt(words) + 0.1
    columns = [
        near, _shift(near, 1, -4), _shift(near, -1, -4), _shift(near, 2, -4), _shift(near, -2, -4),
        _window(near, weight, 2), _window(near, weight, 6),
        _running_max(near, 4), _running_max(near[::-1], 4)[::-1], _window(near, np.ones_like(near), 3),
    ]  # fmt: skip
    return np.column_stack([rows, *columns, place])


def _markup(parts: Sequence[Part], title: int | None) -> Floats:
    """The rows of ``MARKUP``. Names and class words are collected as bits and spread out at the end."""
    plain, own, around, near, far = [], [], [], [], []
    known: dict[Node, tuple[int, int, int]] = {}
    for index, part in enumerate(parts):
        length = max(len(part.text), 1)
        chain = part.chain
        depth = min(chain[0].depth if chain else 0, 40) / 10
        plain.append((
            part.link / length, part.bold / length, part.level == 1, part.level == 2, part.level > 2, depth,
            part.kind == "code", index == title,
        ))  # fmt: skip
        own.append(_OWN_BITS.get(chain[0].name, 0) if chain else 0)
        if not chain:
            bits = 0, 0, 0
        elif len(chain) == 1:
            bits = _bits(chain)
        else:
            # Neighbours share the elements further out: those are read once.
            outer = known.get(chain[1])
            if outer is None:
                outer = known[chain[1]] = _bits(chain[1:])
            bits = (_AROUND_BITS.get(chain[0].name, 0), chain[0].marks, chain[0].marks)
            bits = bits[0] | outer[0], bits[1] | outer[1], bits[2] | outer[2]
        around.append(bits[0])
        near.append(bits[1])
        far.append(bits[2])
    return np.column_stack([
        np.array(plain, dtype=np.float64), _spread(own, len(_OWN_TAGS)), _spread(around, len(_AROUND)),
        _spread(near, len(MARK_BITS)), _spread(far, len(MARK_BITS)),
    ])  # fmt: skip


def _bits(chain: Sequence[Node]) -> tuple[int, int, int]:
    """The names in a chain; the class words of its first elements; those of all. A block adds its own element."""
    names = marks = 0
    for node in chain:
        marks |= node.marks
        names |= _AROUND_BITS.get(node.name, 0)
    close = 0
    for node in chain[: _NEAR - 1]:
        close |= node.marks
    return names, close, marks


def _spread(bits: list[int], width: int) -> Floats:
    """One column per bit."""
    found: Floats = ((np.array(bits, dtype=np.int64)[:, None] >> np.arange(width)) & 1).astype(np.float64)
    return found


def same(parts: Sequence[Part]) -> Floats:
    """Whether each block stands in the same container as the one before it."""
    found = [0.0]
    for before, part in pairwise(parts):
        here, there = _container(part.node), _container(before.node)
        found.append(float(here is not None and here is there))
    return np.array(found)


def _container(node: Node | None) -> Node | None:
    return node.parent if node is not None and node.parent is not None else node


def _shift(column: Floats, step: int, fill: float = 0.0) -> Floats:
    out = np.full_like(column, fill)
    if step > 0:
        out[step:] = column[:-step]
    else:
        out[:step] = column[-step:]
    return out


def _window(values: Floats, weight: Floats, reach: int) -> Floats:
    kernel = np.ones(2 * reach + 1)
    size = len(values)
    total = np.convolve(values * weight, kernel)[reach : reach + size]
    return total / np.maximum(np.convolve(weight, kernel)[reach : reach + size], 1e-9)


def _running_max(values: Floats, reach: int) -> Floats:
    best = np.full_like(values, -8.0)
    for step in range(1, reach + 1):
        best = np.maximum(best, _shift(values, step, -8.0))
    return best


def _company(parts: Sequence[Part], words: Floats, title: int | None) -> Floats:
    """What a block shares with the rest of the page: its text, the headline's words, a comment section."""
    seen: dict[str, int] = {}
    for part in parts:
        seen[part.text] = seen.get(part.text, 0) + 1
    repeated = [float(seen[part.text] > 1) for part in parts]
    head = set(wording.WORD.findall(parts[title].text.lower())) if title is not None else set()
    beginnings = [part.text[:300].lower() for part in parts] if head else []
    shares = [0.0] * len(parts)
    for index in _holding(beginnings, head):
        own = set(wording.WORD.findall(beginnings[index]))
        shares[index] = len(own & head) / max(len(own), 1)
    short = words <= 12
    brief = [
        part.text[:120].lower() if is_short else ""
        for part, is_short in zip(parts, short.tolist(), strict=True)
    ]
    comments = _matching(brief, _COMMENT_HINTS, _COMMENTS)
    related = _matching(brief, _RELATED_HINTS, _RELATED)
    ones = np.ones(len(parts))
    return np.column_stack([
        np.array(repeated), np.array(shares), _since(comments),
        _window(comments.astype(np.float64), ones, 4), _since(related),
    ])  # fmt: skip


def _holding(texts: Sequence[str], wanted: Iterable[str]) -> list[int]:
    """The texts that one of the wanted strings stands in: all are searched at once, which most are not in."""
    if not texts:
        return []
    joined = "\n".join(texts)  # a string that is wanted has no line end
    ends = list(accumulate(len(text) + 1 for text in texts))
    found: set[int] = set()
    for string in wanted:
        at = joined.find(string)
        while at >= 0:
            index = bisect_right(ends, at)
            found.add(index)
            at = joined.find(string, ends[index])
    return sorted(found)


def _matching(texts: Sequence[str], hints: tuple[str, ...], pattern: re.Pattern[str]) -> NDArray[np.bool_]:
    """Which texts a pattern matches in, which it can only where one of the hints stands."""
    found = np.zeros(len(texts), dtype=np.bool_)
    for index in _holding(texts, hints):
        found[index] = pattern.search(texts[index]) is not None
    return found


def _holds(text: str, hints: tuple[str, ...], pattern: re.Pattern[str]) -> bool:
    """Whether a pattern matches somewhere, which it can only where one of the hints stands."""
    for hint in hints:
        if hint in text:
            return pattern.search(text) is not None
    return False


def _since(marks: NDArray[np.bool_]) -> Floats:
    """Blocks since the last mark, logarithmic; beyond the scale where there was none."""
    index = np.arange(len(marks))
    last = np.maximum.accumulate(np.where(marks, index, -1))
    return np.where(last < 0, 6.0, np.log1p(index - last).clip(0, 5))
