"""Numbers about each block of a page: its wording, its markup, and where it stands among the others."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from slopcheck.segment import wording
from slopcheck.segment.flow import Part
from slopcheck.segment.tags import MARK_BITS, Node

Floats = NDArray[np.float64]

_REACH = 16  # elements around a block that are looked at
_LEAVES = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "a", "dd", "dt", "pre"})
_GOOD = MARK_BITS["body"] | MARK_BITS["main"]
_POOR = (
    MARK_BITS["comment"]
    | MARK_BITS["side"]
    | MARK_BITS["footer"]
    | MARK_BITS["related"]
    | MARK_BITS["advert"]
)
_COMMENTS = re.compile(
    r"\b(?:comments?|responses?|replies|reply|have your say|discussion|permalink|report abuse|trackbacks?|said:?$|wrote:?$|says:?$"
    r"|kommentare?|coment[aá]rios?|comentarios?|commentaires?|reacties|posted by .{1,30} (?:at|on)\b)",
    re.I,
)
_RELATED = re.compile(
    r"\b(?:related|more (?:from|on|in|stories|news)|also (?:read|like|on)|most (?:read|popular|viewed|shared)|recommended|trending"
    r"|popular|latest|recent|top stories|read more|see also|headlines|about the author|advertisement|sponsored)\b",
    re.I,
)
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
_AROUND = ("nav", "header", "footer", "aside", "form", "ul", "table", "article", "main", "section", "figure", "blockquote", "a",
           "dl", "button", "p", "ol", "address")  # fmt: skip
MARKUP = (
    "link_density", "bold", "h1", "h2", "h3+", "depth", "code", "is_title",
    *(f"tag_{name}" for name in _OWN_TAGS),
    *(f"in_{name}" for name in _AROUND),
    *(f"near_{name}" for name in MARK_BITS),
    *(f"far_{name}" for name in MARK_BITS),
)  # fmt: skip
PLACE = (
    "mass_a", "mass_b", "mass_c", "purity_a", "purity_b", "links_a", "links_b", "size_a", "alike", "before", "after",
    "index", "from_title", "gap_back", "gap_ahead", "own_mass", "peak", "to_best", "below_best", "rival", "best_depth",
    "in_run", "to_run", "to_main", "main_share",
)  # fmt: skip
COMPANY = ("repeated", "title_share", "since_comment", "comments_near", "since_related")
BESIDE = tuple(
    f"{side}_{name}"
    for side in ("prev", "next")
    for name in ("words", "links", "heading", "mass", "same", "ends")
)
FIRST = (*wording.NAMES, *MARKUP, *PLACE, *COMPANY, *BESIDE)
AGAIN = (
    "score", "score_prev", "score_next", "score_prev2", "score_next2", "score_near", "score_wide", "score_max_back",
    "score_max_ahead", "score_run", *(f"again_{name}" for name in PLACE),
)  # fmt: skip
SECOND = (*FIRST, *AGAIN)


def first(parts: Sequence[Part], title: int | None) -> Floats:
    """The rows of ``FIRST`` for the blocks of a page; ``title`` is the index of its headline."""
    texts = np.array([wording.numbers(part.text) for part in parts], dtype=np.float64)
    markup = np.array([_markup(part, index == title) for index, part in enumerate(parts)], dtype=np.float64)
    words = np.expm1(texts[:, 0])
    links = markup[:, 0]
    ends = texts[:, 2]
    solid = np.where((words >= 10) & (links < 0.33), words * np.where(ends > 0, 1.0, 0.3), 0.0)
    place = _place(parts, words, links, solid, title)
    heading = markup[:, 2:5].max(axis=1)
    mass = solid / max(float(solid.max()), 1.0)
    columns = [texts[:, 0], links, heading, np.sqrt(mass), _same(parts), ends]
    beside = [_shift(column, step) for step in (1, -1) for column in columns]
    beside[4] = columns[4]
    beside[10] = _shift(columns[4], -1)
    return np.column_stack([texts, markup, place, _company(parts, words, title), *beside])


def again(parts: Sequence[Part], rows: Floats, score: Floats, title: int | None) -> Floats:
    """The rows of ``SECOND``: those of ``FIRST`` and what the first pass's log-odds say about the neighbours."""
    near = np.clip(score, -8, 8)
    chance = 1 / (1 + np.exp(-near))
    words = np.expm1(rows[:, 0])
    mass = chance * words
    place = _place(parts, words, rows[:, FIRST.index("link_density")], mass, title)
    weight = np.sqrt(words) + 0.1
    columns = [
        near, _shift(near, 1, -4), _shift(near, -1, -4), _shift(near, 2, -4), _shift(near, -2, -4),
        _window(near, weight, 2), _window(near, weight, 6),
        _running_max(near, 4), _running_max(near[::-1], 4)[::-1], _window(near, np.ones_like(near), 3),
    ]  # fmt: skip
    return np.column_stack([rows, *columns, place])


def _markup(part: Part, is_title: bool) -> list[float]:
    length = max(len(part.text), 1)
    nodes = part.node.up(_REACH) if part.node else []
    near = far = 0
    for index, node in enumerate(nodes):
        far |= node.marks
        if index < _NEAR:
            near |= node.marks
    own = nodes[0].name if nodes else ""
    names = {node.name for node in nodes}
    return [
        part.link / length, part.bold / length,
        float(part.level == 1), float(part.level == 2), float(part.level > 2),
        min(nodes[0].depth if nodes else 0, 40) / 10, float(part.kind == "code"), float(is_title),
        *(float(own == name) for name in _OWN_TAGS),
        *(float(name in names) for name in _AROUND),
        *(float(near & bit > 0) for bit in MARK_BITS.values()),
        *(float(far & bit > 0) for bit in MARK_BITS.values()),
    ]  # fmt: skip


def _same(parts: Sequence[Part]) -> Floats:
    """Whether each block stands in the same container as the one before it."""
    same = [0.0]
    for before, part in zip(parts, parts[1:], strict=False):
        here, there = _container(part.node), _container(before.node)
        same.append(float(here is not None and here is there))
    return np.array(same)


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


def _place(parts: Sequence[Part], words: Floats, links: Floats, mass: Floats, title: int | None) -> Floats:
    """Where the blocks stand: their containers' shares of the page's mass, and the mass before and after."""
    total = max(float(mass.sum()), 1.0)
    cumulated = np.cumsum(mass)
    size = len(parts)
    sums: dict[Node, list[float]] = {}
    alike: dict[object, float] = {}
    chains = [part.node.up(_REACH) if part.node else [] for part in parts]
    keys = [_signature(chain) for chain in chains]
    for chain, key, *numbers in zip(
        chains, keys, mass.tolist(), words.tolist(), (words * links).tolist(), strict=True
    ):
        alike[key] = alike.get(key, 0.0) + numbers[0]
        for node in chain:
            entry = sums.setdefault(node, [0.0, 0.0, 0.0, 0.0])
            entry[0] += numbers[0]
            entry[1] += numbers[1]
            entry[2] += numbers[2]
            entry[3] += 1
    rows = [_containers(chain, sums, total) for chain in chains]
    index = np.arange(size)
    since = (index - title) / 20 if title is not None else np.full(size, -2.0)
    strong = mass > 0.25 * max(float(mass.max()), 1.0)
    heaviest = float(mass.max()) or 1.0
    return np.column_stack([
        np.array(rows), np.array([alike[key] for key in keys]) / total,
        (cumulated - mass) / total, (total - cumulated) / total, index / max(size - 1, 1), np.clip(since, -2, 5),
        _gap(strong), _gap(strong[::-1])[::-1], np.sqrt(mass / total), np.sqrt(mass / heaviest),
        _best(chains, mass, links), _run(words, mass), _main(chains, sums, total),
    ])  # fmt: skip


def _signature(chain: list[Node]) -> object:
    return tuple((node.name, node.marks) for node in chain[:5])


def _containers(chain: list[Node], sums: dict[Node, list[float]], total: float) -> list[float]:
    """Mass shares of the three nearest containers that differ, purity and link density of two, size of one."""
    levels: list[list[float]] = []
    held = 1.0
    for node in chain:
        entry = sums[node]
        if entry[3] > held:
            levels.append(entry)
            held = entry[3]
            if len(levels) == 3:
                break
    while len(levels) < 3:
        levels.append(levels[-1] if levels else [0.0, 1.0, 0.0, 1.0])
    a, b, c = levels
    return [
        a[0] / total, b[0] / total, c[0] / total, a[0] / max(a[1], 1), b[0] / max(b[1], 1),
        a[2] / max(a[1], 1), b[2] / max(b[1], 1), min(float(np.log1p(a[3])), 5.0),
    ]  # fmt: skip


def _best(chains: list[list[Node]], mass: Floats, links: Floats) -> Floats:
    """How far each block stands from the element that holds most of the page's mass close to its surface."""
    scores: dict[Node, float] = {}
    for chain, weight in zip(chains, (mass * (1 - links)).tolist(), strict=True):
        if weight <= 0:
            continue
        at = 1 if chain and chain[0].name in _LEAVES else 0
        for step, share in enumerate((1.0, 0.5, 0.25)):
            if at + step < len(chain):
                node = chain[at + step]
                scores[node] = scores.get(node, 0.0) + share * weight
    if not scores:
        return np.zeros((len(chains), 4))
    for node in scores:
        scores[node] *= 1.3 if node.marks & _GOOD else 0.6 if node.marks & _POOR else 1.0
    best = max(scores, key=scores.__getitem__)
    line = {node: step for step, node in enumerate(best.up(6))}
    rows = []
    for chain in chains:
        rise, below = 6, 8
        rival = 0.0
        for depth, node in enumerate(chain):
            rival = max(rival, scores.get(node, 0.0))
            if node in line:
                rise, below = line[node], min(depth, 8)
                break
        rows.append([rise, below, rival / scores[best], min(best.depth, 40) / 10])
    return np.array(rows, dtype=np.float64)


def _main(chains: list[list[Node]], sums: dict[Node, list[float]], total: float) -> Floats:
    """Steps from each block up to the innermost element that holds most of the mass, and that share."""
    holders = [node for node, entry in sums.items() if entry[0] >= 0.7 * total]
    if not holders:
        return np.column_stack([np.full(len(chains), 6.0), np.zeros(len(chains))])
    main = max(holders, key=lambda node: node.depth)
    line = {node: step for step, node in enumerate(main.up(6))}
    rise = [min((line[node] for node in chain if node in line), default=6) for chain in chains]
    return np.column_stack([np.array(rise, dtype=np.float64), np.full(len(chains), sums[main][0] / total)])


def _company(parts: Sequence[Part], words: Floats, title: int | None) -> Floats:
    """What a block shares with the rest of the page: its text, the headline's words, a comment section."""
    seen: dict[str, int] = {}
    for part in parts:
        seen[part.text] = seen.get(part.text, 0) + 1
    repeated = [float(seen[part.text] > 1) for part in parts]
    head = set(wording.WORD.findall(parts[title].text.lower())) if title is not None else set()
    shares = []
    for part in parts:
        own = set(wording.WORD.findall(part.text[:300].lower())) if head else set()
        shares.append(len(own & head) / max(len(own), 1))
    short = words <= 12
    comments = short & np.array([bool(_COMMENTS.search(part.text[:120])) for part in parts])
    related = short & np.array([bool(_RELATED.search(part.text[:120])) for part in parts])
    ones = np.ones(len(parts))
    return np.column_stack([
        np.array(repeated), np.array(shares), _since(comments), _window(comments.astype(np.float64), ones, 4), _since(related),
    ])  # fmt: skip


def _since(marks: NDArray[np.bool_]) -> Floats:
    """Blocks since the last mark, logarithmic; beyond the scale where there was none."""
    index = np.arange(len(marks))
    last = np.maximum.accumulate(np.where(marks, index, -1))
    return np.where(last < 0, 6.0, np.log1p(index - last).clip(0, 5))


def _run(words: Floats, mass: Floats) -> Floats:
    """The stretch of blocks with the largest balance of mass against other words: inside, and how far away."""
    gain = mass - 0.35 * words - 1.5
    total = low = best = 0.0
    start = first = last = 0
    for index, value in enumerate(gain.tolist()):
        total += value
        if total - low > best:
            best, first, last = total - low, start, index
        if total < low:
            low, start = total, index + 1
    index = np.arange(len(words))
    away = np.where(index < first, index - first, np.where(index > last, index - last, 0))
    return np.column_stack([(away == 0).astype(np.float64), np.sign(away) * np.log1p(np.abs(away))])


def _gap(strong: NDArray[np.bool_]) -> Floats:
    """Blocks since the last strong one, on a logarithmic scale."""
    index = np.arange(len(strong))
    last = np.maximum.accumulate(np.where(strong, index, -1))
    return np.where(last < 0, 4.0, np.log1p(index - last).clip(0, 4))
