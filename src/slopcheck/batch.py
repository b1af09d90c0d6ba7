"""Many articles at once: the route of ``check``, a step at a time for a batch of them.

A batch gives what its articles give one by one, to the byte, and takes less time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from slopcheck import collector
from slopcheck.check import check_documents
from slopcheck.classify import Model, load_model
from slopcheck.segment import segment_each
from slopcheck.settings import digest, scoring
from slopcheck.types import Document, Input, Report

MOST = 64  # articles of a batch
SIZE = 200_000  # characters of a batch: of twice as many each costs as much, of half as many a twentieth more


def check_many(inputs: Iterable[Input], *, model: Model | None = None) -> Iterator[Report | Exception]:
    """Scores articles, in their order; in the place of a report stands what ``check`` raises for that article.

    Inputs are taken in batches of at most 64 articles or some 200,000 characters, so that of a long stream little
    is held at a time; a long article is scored by itself.
    """
    model = model or load_model()
    for batch in batches(inputs):
        with collector.paused(sum(len(one.text) for one in batch)):
            found = _checked(batch, model)
        yield from found


def batches(inputs: Iterable[Input], most: int = MOST, size: int = SIZE) -> Iterator[list[Input]]:
    """The inputs in their order, in batches."""
    batch: list[Input] = []
    held = 0
    for one in inputs:
        if batch and (len(batch) == most or held + len(one.text) > size):
            yield batch
            batch, held = [], 0
        batch.append(one)
        held += len(one.text)
    if batch:
        yield batch


def _checked(batch: list[Input], model: Model) -> list[Report | Exception]:
    """A report or an error for each."""
    read = segment_each(batch)
    documents = [found for found in read if isinstance(found, Document)]
    configs = [
        digest(scoring(model, format=one.format, headline=one.headline, encoding=one.encoding))
        for one, found in zip(batch, read, strict=True)
        if isinstance(found, Document)
    ]
    try:
        reports: list[Report | Exception] = list(check_documents(documents, model, configs))
    except Exception:
        pairs = zip(documents, configs, strict=True)
        reports = [_alone(document, model, config) for document, config in pairs]
    given = iter(reports)
    return [next(given) if isinstance(found, Document) else found for found in read]


def _alone(document: Document, model: Model, config: str) -> Report | Exception:
    try:
        return check_documents([document], model, [config])[0]
    except Exception as error:
        return error
