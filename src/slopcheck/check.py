"""The route: text to Report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path

from slopcheck import collector, ledger
from slopcheck.classify import Model, classify, load_model
from slopcheck.detect import detect_each, views_of
from slopcheck.featurise import family_of, featurise
from slopcheck.language import language
from slopcheck.read import read_path
from slopcheck.segment import segment
from slopcheck.settings import digest, scoring
from slopcheck.types import Document, Report, Span, Verdict
from slopcheck.views import Views
from slopcheck.without import Passing, Without


def check(
    text: str,
    *,
    name: str = "<text>",
    format: str = "auto",
    headline: str | None = None,
    encoding: str | None = None,
    model: Model | None = None,
) -> Report:
    """Scores an article. ``format``: auto, text, markdown or html. Raises InputError if there is no text.

    ``encoding`` is the one the text was decoded with, if the caller chose it; only ``Report.config`` depends
    on it.
    """
    model = model or load_model()
    config = digest(scoring(model, format=format, headline=headline, encoding=encoding))
    with collector.paused(len(text)):
        return check_document(segment(text, name=name, format=format, headline=headline), model, config)


def check_document(document: Document, model: Model, config: str | None = None) -> Report:
    """Scores a segmented document; ``config`` is the hash of the settings it was read and scored with."""
    return check_documents([document], model, [config])[0]


def check_documents(
    documents: Sequence[Document], model: Model, configs: Sequence[str | None]
) -> list[Report]:
    """Scores segmented documents, all of them step by step, which is faster than one after the other.

    Whatever one of them raises is raised.
    """
    each = views_of(documents, model.lexicon)
    documents = [
        document._replace(language=language(views)) for document, views in zip(documents, each, strict=True)
    ]
    spans = detect_each(each)
    features = [featurise(views, found) for views, found in zip(each, spans, strict=True)]
    verdicts = [
        classify(views, numbers, document.language, model)
        for views, numbers, document in zip(each, features, documents, strict=True)
    ]
    rows = zip(documents, each, spans, features, verdicts, configs, strict=True)
    return [
        _report(document, views, found, numbers, verdict, config, model)
        for document, views, found, numbers, verdict, config in rows
    ]


def _report(
    document: Document,
    views: Views,
    spans: tuple[Span, ...],
    features: Mapping[str, float],
    verdict: Verdict,
    config: str | None,
    model: Model,
) -> Report:
    without = Without(views, spans, features, verdict.log_odds, model)
    return Report(
        document=document,
        spans=spans,
        features=features,
        verdict=verdict,
        words=views.words,
        families=families(verdict),
        ledger=ledger.Ledger(views, spans),
        without=without,
        passing=Passing(without, spans, verdict, model.card.constants["warn"]),
        config=config,
    )


def check_file(
    path: str | PathLike[str],
    *,
    encoding: str | None = None,
    format: str = "auto",
    headline: str | None = None,
    model: Model | None = None,
) -> Report:
    """Reads and scores a file. Raises InputError with a hint if it cannot be read."""
    source = read_path(Path(path), encoding=encoding)
    return check(
        source.text, name=source.name, format=format, headline=headline, encoding=encoding, model=model
    )


def families(verdict: Verdict) -> Mapping[str, float]:
    """Log-odds by family; with the intercept they sum to the verdict's log-odds."""
    totals: dict[str, float] = {}
    for name, value in verdict.reasons:
        if name != "intercept":
            family = family_of(name)
            totals[family] = totals.get(family, 0.0) + value
    return totals
