"""How the shipped model takes small changes to an article: the last sections of ``reports/evaluation.md``.

``python -m training.robustness`` prints them alone. Quality is compared before clipping, so that nothing hides at
0 or 100.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import cycle

import numpy as np

from slopcheck.check import check
from slopcheck.classify import load_model
from slopcheck.fitting.rows import truncated
from slopcheck.types import Report
from training.data import APART, Article, articles
from training.evasion import DISGUISES
from training.extract import TESTED_LEAST, TESTED_WORDS
from training.metrics import wilson

SEED = 11
SAMPLE = 300
DISGUISED = 100  # farm articles, each in every disguise
FURNITURE = "\n\n".join(
    ["Required fields are marked *", "Post Comment", "Share This Article", "Leave a Comment"]
)
PROMO = "Watch: This Abandoned Lighthouse Hides a Secret Nobody Expected"
STOCK = "It is essential to understand that this marks a pivotal moment in the evolving landscape."
KEYWORDS = "harbor ferry news, harbor ferry schedule 2026, best harbor ferry tickets, harbor ferry prices"
QUOTE = (
    "\u201cWe looked at the whole file on Monday and we signed it,\u201d said Marta Okonjo, the county clerk."
)

INSERTIONS = (  # what, the line, and which way quality must not go: up for a fault, down for a credit
    ("a promo line in the middle", PROMO, 1),
    ("a sentence of stock phrases", STOCK, 1),
    ("a keyword line", KEYWORDS, 1),
    ("an attributed quotation", QUOTE, -1),
)


def quality(report: Report) -> float:
    """Quality before clipping."""
    verdict = report.verdict
    return verdict.quality_base + verdict.quality_slope * verdict.log_odds


def insert(text: str, line: str) -> str:
    """The text with a paragraph put in at its middle break; nothing else changes."""
    breaks = list(re.finditer(r"\n[ \t\r]*\n\s*", text)) or list(re.finditer(r"\n\s*", text))
    if not breaks:
        return f"{text}\n\n{line}"
    middle = breaks[len(breaks) // 2]
    return f"{text[: middle.end()]}{line}{middle.group()}{text[middle.end() :]}"


def moves(chosen: Sequence[Article], change: Callable[[str], str], *, shown: bool = False) -> np.ndarray:
    """Quality after the change less quality before, per article; ``shown``: clipped to 0 and 100."""
    found = []
    for article in chosen:
        before = check(article.text, format="text", headline=article.title or None)
        after = check(change(article.text), format="text", headline=article.title or None)
        found.append((quality(before), quality(after)))
    both = np.clip(found, 0.0, 100.0) if shown else np.array(found)
    return np.asarray(both[:, 1] - both[:, 0])


def deciding_findings(chosen: Sequence[Article]) -> int:
    """Articles whose decision between pass and block hangs on one finding."""
    model, count = load_model(), 0
    for article in chosen:
        report = check(article.text, format="text", headline=article.title or None)
        without = [report.without[key] for key in report.without if key.startswith("span:")]
        blocked = report.verdict.log_odds >= model.card.constants["block"]
        count += any((v >= model.card.constants["block"]) != blocked for v in without)
    return count


def strongest_phrase(chosen: Sequence[Article]) -> float:
    """The most that one of the lexicon's 200 heaviest phrases moves a genuine article of about 400 words."""
    lexicon = load_model().lexicon
    heavy = [i for i in np.argsort(-np.abs(lexicon.weights)) if "\u27e8" not in lexicon.phrases[i]][:200]
    worst = 0.0
    for article, i in zip(cycle(chosen), heavy, strict=False):
        text = truncated(article.text, 400)
        words = text.split(" ")
        middle = len(words) // 2
        changed = " ".join([*words[:middle], lexicon.phrases[i], *words[middle:]])
        worst = max(worst, abs(quality(check(changed, format="text")) - quality(check(text, format="text"))))
    return worst


def disguised(chosen: Sequence[Article]) -> list[str]:
    """A row per disguise: farm articles that passed in the open, and those that pass in disguise."""
    rng = random.Random(SEED)
    rows = []
    plain = [check(a.text, format="text", headline=a.title or None).verdict for a in chosen]
    open_pass = sum(v.decision == "pass" for v in plain)
    for name, (disguise, _) in DISGUISES.items():
        hidden = [
            check(disguise(a.text, rng), format="text", headline=a.title or None).verdict for a in chosen
        ]
        moved = [v.log_odds - p.log_odds for v, p in zip(hidden, plain, strict=True)]
        passing = sum(v.decision == "pass" for v in hidden)
        points = plain[0].quality_slope * float(np.median(moved))
        rows.append(
            f"| {name} | {open_pass} of {len(chosen)} | {passing} of {len(chosen)} | {points:+.1f} |\n"
        )
    return rows


def section() -> str:
    """The tables as Markdown: small changes, and disguises."""
    rng = random.Random(SEED)
    long = [a for a in articles() if len(a.text.split()) >= TESTED_LEAST]
    genuine = rng.sample([a for a in long if not a.farm], SAMPLE)
    farm = rng.sample([a for a in long if a.farm and a.source not in APART], SAMPLE // 2)
    mixed = rng.sample(genuine, SAMPLE // 2) + farm
    text = (
        f"## Small changes\n\nThe shipped model on articles of {TESTED_LEAST} words or more that it was fitted on; "
        f"quality before clipping. {SAMPLE} articles each, half of them genuine in the first three rows and all "
        "below.\n\n"
        "| change | measure | value |\n|---|---|---|\n"
    )
    added = moves(mixed, lambda t: f"{t}\n\n{FURNITURE}")
    text += f"| a share line and a comment form at the end | largest move | {np.abs(added).max():.2f} |\n"
    for shown in (True, False):
        cut = np.abs(moves(mixed, lambda t: truncated(t, TESTED_WORDS), shown=shown))
        how = "as shown" if shown else "before clipping"
        text += f"| cut to {TESTED_WORDS} words | within 10 points, {how} | {(cut <= 10).mean():.1%} |\n"
    for name, line, wrong in INSERTIONS:
        moved = moves(genuine, partial(insert, line=line)) * wrong
        count = int((moved > 1e-9).sum())
        low, high = wilson(count, len(moved))
        side = "raises" if wrong > 0 else "lowers"
        share = f"{count} of {len(moved)} ({low:.1%}–{high:.1%})"
        text += f"| {name} | {side} quality | {share}, at most {moved.max():.2f} |\n"
    text += f"| one of the 200 heaviest phrases | largest move | {strongest_phrase(genuine[:40]):.1f} |\n"
    text += (
        f"| one finding struck | decides pass or block | {deciding_findings(genuine)} of {len(genuine)} |\n"
    )
    text += "\n## Disguises\n\nThe shipped model on farm articles; quality before clipping.\n\n"
    text += "| disguise | pass in the open | pass in disguise | median move |\n|---|---|---|---|\n"
    return text + "".join(disguised(farm[:DISGUISED]))


if __name__ == "__main__":
    print(section())
