"""Farm articles dressed up as what weighs nothing: how much does it help them?

``python -m training.camouflage`` writes reports/camouflage.md. Comment-form phrases are furniture and quoted
words are somebody else's, so both weigh nothing where they stand by themselves. Strewn over an article they
must not hide it. Quality is compared before clipping, so that nothing hides at 0 or 100.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np

from slopcheck.check import check
from slopcheck.types import Report
from training.data import Article, articles
from training.metrics import wilson

REPORT = Path(__file__).parent.parent / "reports" / "camouflage.md"
SEED = 20261122
ARTICLES = 100
WORDS = 150  # an article of fewer words is too close to abstention to compare
PARAGRAPH = 15  # words; a shorter line may be a heading, which nobody would lengthen
MOST = 10.0  # points of quality that a disguise may win
_FORM = "Leave a Reply"
_FORM_SENTENCE = "Your email address will not be published. Required fields are marked *"
_ENTRY = re.compile(r"\s*(?:[-*+\u2022\u2013>|#]|\d{1,3}[.)])\s*")

Disguise = Callable[[str], str]


def _each(text: str, change: Disguise) -> str:
    """The text with every paragraph changed; a heading, a label or a list entry is none."""
    return "\n".join(change(line) if _is_paragraph(line) else line for line in text.split("\n"))


def _is_paragraph(line: str) -> bool:
    return len(line.split()) >= PARAGRAPH and not _ENTRY.match(line)


def _halfway(paragraph: str, phrase: str) -> str:
    words = paragraph.split(" ")
    middle = len(words) // 2
    return " ".join([*words[:middle], phrase, *words[middle:]])


DISGUISES: dict[str, Disguise] = {
    "a comment-form phrase at the start of each paragraph": lambda t: _each(t, lambda p: f"{_FORM} {p}"),
    "the same at its end": lambda t: _each(t, lambda p: f"{p} {_FORM_SENTENCE}"),
    "the same in its middle": lambda t: _each(t, lambda p: _halfway(p, _FORM)),
    "the same as a line of its own": lambda t: _each(t, lambda p: f"{p}\n{_FORM_SENTENCE}"),
    "straight quotation marks around each paragraph": lambda t: _each(t, lambda p: f'"{p}"'),
    "curly quotation marks around each paragraph": lambda t: _each(t, lambda p: f"\u201c{p}\u201d"),
    "single quotation marks around each paragraph": lambda t: _each(t, lambda p: f"\u2018{p}\u2019"),
    "block-quote marks before each paragraph": lambda t: _each(t, lambda p: f"> {p}"),
}


def picked() -> list[Article]:
    """Farm articles in paragraphs, drawn with a fixed seed."""
    farm = [a for a in articles() if a.farm and len(a.text.split()) >= WORDS and "\n\n" in a.text]
    return random.Random(SEED).sample(farm, ARTICLES)


def _checked(article: Article, text: str, form: str) -> Report:
    return check(text, name=article.id, format=form, headline=article.title or None)


def _quality(report: Report) -> float:
    verdict = report.verdict
    return verdict.quality_base + verdict.quality_slope * verdict.log_odds


def moves(chosen: list[Article], disguise: Disguise, form: str) -> tuple[np.ndarray, int]:
    """Quality after the disguise less quality before, per article; and how many verdicts turn to abstention."""
    found, lost = [], 0
    for article in chosen:
        before = _checked(article, article.text, form)
        after = _checked(article, disguise(article.text), form)
        found.append(_quality(after) - _quality(before))
        lost += before.verdict.decision != "abstain" and after.verdict.decision == "abstain"
    return np.array(found), lost


def main() -> None:
    """Writes the report."""
    chosen, rows = picked(), []
    for name, disguise in DISGUISES.items():
        form = "markdown" if name.startswith("block-quote") else "text"
        moved, lost = moves(chosen, disguise, form)
        over = int((moved > MOST).sum())
        low, high = wilson(over, len(moved))
        rows.append(
            f"| {name} | {np.median(moved):+.1f} | {moved.max():+.1f} | {over} ({low:.1%} to {high:.1%}) | {lost} |"
        )
        print(rows[-1], flush=True)
    REPORT.write_text(_report(rows), encoding="utf-8")


def _report(rows: list[str]) -> str:
    table = "\n".join(rows)
    return f"""# Farm articles in camouflage

`python -m training.camouflage` (seed {SEED}): {ARTICLES} farm articles, dressed up paragraph by paragraph.
Points of quality, before clipping, won by the disguise; none should win more than {MOST:.0f}.

| disguise | median | largest | articles over {MOST:.0f} of {ARTICLES} | abstained after |
|---|---|---|---|---|
{table}
"""


if __name__ == "__main__":
    main()
