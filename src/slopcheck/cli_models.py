"""The commands that make a model or a house's thresholds from one's own articles."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

import click

from slopcheck.cli_errors import FAILED, stop, tell
from slopcheck.errors import ConfigError, ModelError

if TYPE_CHECKING:
    from slopcheck.calibrate import Calibration

T = TypeVar("T")
MOST_RATE = 0.05  # the share that `warn` takes in every house

_output = click.option("--output", "-o", required=True, metavar="FILE", help="The file to write, a .json.")


def _bar(items: Sequence[T], label: str, /) -> Iterable[T]:
    with click.progressbar(items, label=label, file=sys.stderr) as bar:
        yield from bar


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="ARCHIVE...")
@_output
@click.option(
    "--rate",
    type=click.FloatRange(0, MOST_RATE, min_open=True),
    default=0.01,
    show_default=True,
    metavar="SHARE",
    help="The share of articles like these that `block` may take.",
)
@click.option("--model", metavar="FILE", help="The model to set thresholds for; default: the shipped one.")
def calibrate(paths: Sequence[str], output: str, rate: float, model: str | None) -> None:
    """Set this house's thresholds from articles it stands by.

    ARCHIVE is a file, a folder, or JSONL with one article a line: its `text`, and perhaps its `label` (genuine or
    farm; articles labelled farm set no threshold, they show what the thresholds catch).
    """
    from slopcheck import archive  # noqa: PLC0415 - a run that scores needs neither of these
    from slopcheck import calibrate as houses  # noqa: PLC0415
    from slopcheck.classify import load_model  # noqa: PLC0415

    try:
        items, unread = archive.read(paths)
        made, unscored = houses.calibrate(items, load_model(model), rate, _bar)
        houses.write(made, output, model)
    except (ConfigError, ModelError) as error:
        stop(error)
    for failure in [*unread, *unscored]:
        tell(failure)
    _say_house(made, output)
    sys.exit(FAILED if unread or unscored else 0)


def _say_house(made: Calibration, output: str) -> None:
    click.echo(f"{output}: thresholds from {made.articles:,} articles; {made.left_out:,} have no score")
    click.echo(
        f"block: at most {made.rate:.3g} of articles like these; with 95 % confidence no more than {made.bound:.2g}"
    )
    if made.farms:
        click.echo(f"of {made.farms:,} articles labelled farm, {made.caught:,} would be blocked")
    if made.articles < made.sure:
        click.echo(
            f"warning: {made.sure:,} articles are needed to be sure of a rate of {made.rate:.3g}",
            err=True,
        )


@click.command()
@click.argument("data", metavar="DATA")
@_output
def train(data: str, output: str) -> None:
    """Fit a model from labelled articles.

    DATA is JSONL with one article a line: its `text`, `label` (genuine or farm) and `group` (its outlet or template).
    """
    from slopcheck import archive  # noqa: PLC0415 - a run that scores needs neither of these
    from slopcheck import train as training  # noqa: PLC0415

    try:
        items, unread = archive.read([data])
        if unread:
            stop(unread[0])
        made = training.train(items, output, _bar)
    except ConfigError as error:
        stop(error)
    click.echo(
        f"{output}: a model of {made.entries:,} n-grams from {made.articles:,} articles in {made.groups} groups"
    )
    click.echo(
        f"groups held out: warns about {made.flagged:.1%} of genuine and {made.caught_at_warn:.1%} of farm articles, "
        f"blocks {made.caught_at_block:.1%} of farm articles"
    )
    if made.left_out:
        click.echo(f"note: {made.left_out:,} articles are too short to learn from", err=True)
