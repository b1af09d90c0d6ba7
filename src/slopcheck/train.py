"""A scorecard of one's own, from one's own labelled articles. Fits as the shipped model was fitted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from slopcheck.archive import LABELS, Item
from slopcheck.errors import ConfigError
from slopcheck.progress import Progress, silently

LEAST_ARTICLES = 100  # of each label: fewer hold no threshold that one genuine article in a hundred passes
LEAST_GROUPS = 5  # of each label: as many folds are held out at least


@dataclass(frozen=True, slots=True)
class Example:
    """An article as the recipe wants it: sources are what weighs alike, groups what is held out whole."""

    source: str
    group: str
    farm: bool
    genre: str


@dataclass(frozen=True, slots=True)
class Trained:
    """What the fit did on groups it had not seen: shares of each label above the thresholds."""

    articles: int
    groups: int
    left_out: int
    entries: int
    flagged: float
    caught_at_warn: float
    caught_at_block: float


def enough(items: Sequence[Item]) -> None:
    """ConfigError unless the articles can carry a fit."""
    bare = next((item.name for item in items if not item.label or not item.group), None)
    if bare:
        raise ConfigError(
            f"{bare}: an article to train on needs a label and a group",
            "label is genuine or farm; group names the outlet or template, which is held out whole",
        )
    for label in LABELS:
        of = [item for item in items if item.label == label]
        groups = len({item.group for item in of})
        if len(of) < LEAST_ARTICLES or groups < LEAST_GROUPS:
            raise ConfigError(
                f"{len(of)} different articles labelled {label} from {groups} groups are too few to train on",
                f"each label needs {LEAST_ARTICLES} articles from {LEAST_GROUPS} groups",
            )


def train(items: Sequence[Item], path: str, progress: Progress = silently) -> Trained:
    """Fits a model on the articles and writes it to ``path``, its lexicon beside it."""
    enough(items)
    # scikit-learn costs a second to import, and only this command fits.
    from slopcheck.fitting import design, export, recipe, rows  # noqa: PLC0415

    made: list[rows.Row] = []
    phrases: dict[int, str] = {}
    for number, item in enumerate(progress(items, "Reading")):
        found = (rows.row(number, form, views) for form, views in rows.forms(item))
        made.extend(row for row in found if row)
    left = {row.article for row in made}
    enough([items[number] for number in sorted(left)])
    examples = [Example(i.group, i.group, i.label == "farm", i.genre) for i in items]
    info = recipe.table(made, examples)
    data = design.corpus(made, info.group, recipe.fewest_groups(info))
    fit = recipe.fit_model(data, made, info, progress)
    for item in progress(items, "Naming"):
        for _, views in rows.forms(item):
            rows.name_grams(views, fit.model.hashes, phrases)
    try:
        export.write(
            Path(path), Path(path).stem, fit.model, fit.refits, fit.limits, phrases, profiles=fit.profiles
        )
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror}", "check the folder") from error
    farm, genuine = info.farm & info.primary, ~info.farm & info.primary
    warn, block = fit.limits["warn"], fit.limits["block"]
    return Trained(
        articles=len(left),
        groups=len(set(info.group)),
        left_out=len(items) - len(left),
        entries=len(fit.model.hashes),
        flagged=float((fit.held_out.log_odds[genuine] >= warn).mean()),
        caught_at_warn=float((fit.held_out.log_odds[farm] >= warn).mean()),
        caught_at_block=float((fit.held_out.log_odds[farm] >= block).mean()),
    )
