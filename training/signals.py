"""Measures every signal on the visible corpus: ``python -m training.signals`` writes reports/signals.md.

Rates are findings per 1,000 words of article, first per source, then averaged with weight sqrt(words). Shares are
articles hit, with Wilson's 95 % interval. Sources of doubtful label and machine-spun reporting stand apart.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from joblib import Parallel, delayed

from slopcheck.detect import detect, view
from slopcheck.errors import InputError
from slopcheck.segment import segment
from slopcheck.signals import FAMILIES, Signal, catalogue
from slopcheck.views import Views
from training.data import APART, Article, articles
from training.metrics import wilson

PAGE = Path(__file__).parent.parent / "reports" / "signals.md"
LEAST_WORDS = 120  # shorter articles get no verdict, so their rates do not count either
RATIO = 3.0  # a fault must be this much more frequent in farms than in genuine news
SENTENCES = 0.02  # a fault may touch no more of the sentences of any genuine genre
LEAST_SENTENCES = 500  # of a genre; below that a share rests on a handful of articles
LEAST_FINDINGS = 20  # in farms and news together; below that a ratio rests on chance
_CHUNK = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One article: where it is from, its size, and per signal the findings and the sentences they touch."""

    source: str
    group: str
    genre: str
    farm: bool
    words: int
    sentences: int
    found: Counter[str]
    touched: Counter[str]

    @property
    def news(self) -> bool:
        return not self.farm and self.genre.startswith("news") and self.genre != "newsroom-tech-blog"


def measure(article: Article) -> Row | None:
    """An article in the form it was published in; None when too short."""
    try:
        document = segment(
            article.raw, name=article.id, format=article.format, headline=article.title or None
        )
    except InputError:
        return None
    views = view(document)
    if views.words < LEAST_WORDS:
        return None
    found: Counter[str] = Counter()
    places: dict[str, set[int]] = defaultdict(set)
    for span in detect(views):
        found[span.signal] += 1
        places[span.signal].update(_sentences(views, span.start, span.end))
    touched = Counter({signal: len(at) for signal, at in places.items()})
    sentences = len(views.sent_start)
    return Row(
        article.source, article.group, article.genre, article.farm, views.words, sentences, found, touched
    )


def _sentences(views: Views, start: int, end: int) -> range:
    begin, stop = (int(v) for v in views.folded.into(np.array([start, end], dtype=np.int64)))
    return range(views.sentence_at(begin), views.sentence_at(max(begin, stop - 1)) + 1)


def rows(workers: int) -> list[Row]:
    """Every visible article, measured."""
    chosen = articles()
    chunks = [chosen[i : i + _CHUNK] for i in range(0, len(chosen), _CHUNK)]
    done: Iterable[list[Row]] = Parallel(n_jobs=workers)(delayed(_chunk)(chunk) for chunk in chunks)
    return [row for part in done for row in part]


def _chunk(chunk: Sequence[Article]) -> list[Row]:
    return [row for row in map(measure, chunk) if row is not None]


def rate(chosen: Sequence[Row], signals: Iterable[str]) -> float:
    """Findings per 1,000 words, sources weighted by the square root of their words."""
    signals = list(signals)
    words: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for row in chosen:
        words[row.source] += row.words
        hits[row.source] += sum(row.found[s] for s in signals)
    weights = {source: np.sqrt(n) for source, n in words.items()}
    total = sum(weights.values())
    return float(sum(weights[s] * 1000 * hits[s] / words[s] for s in words) / total) if total else 0.0


def share(chosen: Sequence[Row], signal: str) -> str:
    """Share of articles hit, in per cent, with Wilson's interval."""
    hit = sum(row.found[signal] > 0 for row in chosen)
    low, high = wilson(hit, len(chosen))
    return f"{100 * hit / max(1, len(chosen)):.1f} ({100 * low:.1f}-{100 * high:.1f})"


def touched(chosen: Sequence[Row], signal: str) -> float:
    """Share of the sentences that a signal touches."""
    return sum(row.touched[signal] for row in chosen) / max(1, sum(row.sentences for row in chosen))


def by(chosen: Sequence[Row], key: Callable[[Row], str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in chosen:
        found[key(row)].append(row)
    return dict(found)


@dataclass(frozen=True, slots=True)
class Sides:
    """The measured articles, sorted into what they are compared as."""

    farms: list[Row]
    apart: list[Row]
    genuine: list[Row]
    news: list[Row]
    genres: dict[str, list[Row]]


def sides(measured: Sequence[Row]) -> Sides:
    genuine = [r for r in measured if not r.farm]
    genres = by(genuine, lambda r: r.genre)
    return Sides(
        farms=[r for r in measured if r.farm and r.source not in APART],
        apart=[r for r in measured if r.farm and r.source in APART],
        genuine=genuine,
        news=[r for r in genuine if r.news],
        genres={g: rs for g, rs in genres.items() if sum(r.sentences for r in rs) >= LEAST_SENTENCES},
    )


def broken(measured: Sides) -> list[str]:
    """The faults that break the rules, and how."""
    found: list[str] = []
    for signal in (s for s in _ordered() if s.effect == "fault"):
        farm, news = rate(measured.farms, [signal.id]), rate(measured.news, [signal.id])
        if farm < RATIO * news and not rare(measured, signal.id):
            found.append(f"{signal.id} is a fault, but farm : news is {farm:.3f} : {news:.3f}")
        for genre, chosen in measured.genres.items():
            if (part := touched(chosen, signal.id)) > SENTENCES:
                found.append(f"{signal.id} touches {100 * part:.1f} % of the sentences of {genre}")
    return found


def rare(measured: Sides, signal: str) -> bool:
    """Too few findings to judge by: evasion and forgery are hardly to be found in a public corpus."""
    return sum(row.found[signal] for row in (*measured.farms, *measured.news)) < LEAST_FINDINGS


def page(measured: Sides) -> str:
    """The report."""
    faults = broken(measured)
    parts = [
        "# How often each signal fires\n\n"
        f"Generated by `make signals` on {len(measured.farms):,} farm and {len(measured.genuine):,} genuine articles "
        f"of {LEAST_WORDS} words or more, {len(measured.news):,} of them news; {len(measured.apart):,} articles of "
        "doubtful label or spun by machine stand apart.\n\n"
        "Rates: findings per 1,000 words, sources weighted by the square root of their words. Shares: per cent of "
        "articles hit, with Wilson's 95 % interval. A fault must be at least "
        f"{RATIO:.0f} times as frequent in farms as in genuine news, or it is neutral; it may touch no more than "
        f"{100 * SENTENCES:.0f} % of the sentences of any genuine genre.",
        "## Farms against genuine articles\n\n"
        + _table(_HEAD, (_signal_row(measured, s) for s in _ordered())),
        "## Families\n\n" + _table(_FAMILY_HEAD, _family_rows(measured)),
        "## Where a fault fires on genuine text\n\n"
        + _table(_WORST_HEAD, (_worst_row(measured, s) for s in _ordered() if s.effect == "fault")),
        "## Share of genuine articles hit, by genre (per cent, with Wilson's interval)\n\n"
        + _genre_table(measured.genres),
        "## Too rare to judge\n\n"
        f"Faults with fewer than {LEAST_FINDINGS} findings in farms and news together: "
        + ", ".join(f"`{s.id}`" for s in _ordered() if s.effect == "fault" and rare(measured, s.id))
        + ".",
        "## What breaks these rules\n\n" + "\n".join([f"- {b}" for b in faults] or ["Nothing."]),
    ]
    return "\n\n".join(parts) + "\n"


_HEAD = (
    "signal", "effect", "farm", "news", "genuine", "farm : news", "apart", "% farm articles", "% genuine articles"
)  # fmt: skip
_FAMILY_HEAD = ("family (faults)", "farm", "news", "genuine", "farm : news")
_WORST_HEAD = ("fault", "% of sentences, highest genres", "findings per 1,000 words, highest groups")


def _table(head: Sequence[str], body: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *body])


def _signal_row(m: Sides, s: Signal) -> list[str]:
    farm, news, genuine, apart = (rate(rows, [s.id]) for rows in (m.farms, m.news, m.genuine, m.apart))
    rates = [f"{farm:.3f}", f"{news:.3f}", f"{genuine:.3f}", _ratio(farm, news), f"{apart:.3f}"]
    return [f"`{s.id}`", s.effect, *rates, share(m.farms, s.id), share(m.genuine, s.id)]


def _family_rows(m: Sides) -> Iterable[list[str]]:
    for family in FAMILIES:
        faults = [s.id for s in catalogue().values() if s.family == family and s.effect == "fault"]
        if faults:
            farm, news, genuine = (rate(rows, faults) for rows in (m.farms, m.news, m.genuine))
            yield [family, f"{farm:.3f}", f"{news:.3f}", f"{genuine:.3f}", _ratio(farm, news)]


def _worst_row(m: Sides, s: Signal) -> list[str]:
    genres = sorted(((touched(rows, s.id), g) for g, rows in m.genres.items()), reverse=True)
    groups = by(m.genuine, lambda r: r.group)
    high = sorted(((rate(rows, [s.id]), g) for g, rows in groups.items()), reverse=True)
    return [
        f"`{s.id}`",
        ", ".join(f"{g} {100 * t:.2f}" for t, g in genres[:3] if t) or "-",
        ", ".join(f"{g} {r:.2f}" for r, g in high[:3] if r) or "-",
    ]


def _ordered() -> list[Signal]:
    return sorted(catalogue().values(), key=lambda s: (FAMILIES.index(s.family), s.id))


def _ratio(farm: float, news: float) -> str:
    if news == 0:
        return "only farms" if farm else "-"
    return f"{farm / news:.1f}"


def _genre_table(genres: dict[str, list[Row]]) -> str:
    names = sorted(genres)
    head = ["signal", *(f"{g} ({len(genres[g])})" for g in names)]
    shown = [s for s in _ordered() if s.effect != "neutral"]
    return _table(head, ([f"`{s.id}`", *(share(genres[g], s.id) for g in names)] for s in shown))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--workers", type=int, default=2)
    measured = sides(rows(parser.parse_args().workers))
    PAGE.write_text(page(measured), "utf-8")
    faults = broken(measured)
    print(
        f"wrote {PAGE.name}; "
        + ("\n".join(["what breaks its rules:", *faults]) if faults else "all rules hold")
    )


if __name__ == "__main__":
    main()
