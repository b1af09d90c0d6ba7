"""The command line: parse, call, print, exit.

Exit status: 2 if any input could not be read or the run was misconfigured, else 1 if an article is refused,
else 0.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from slopcheck import config, gate, inputs
from slopcheck.cli_errors import FAILED
from slopcheck.cli_errors import line as _line
from slopcheck.cli_errors import stop as _stop
from slopcheck.cli_models import calibrate, train
from slopcheck.errors import ConfigError, InputError, ModelError
from slopcheck.inputs import Reading
from slopcheck.reporters import (
    COMPARERS,
    REPORTERS,
    catalogue,
    outline,
    render,
    render_collection,
    render_comparison,
    render_refusals,
)
from slopcheck.reporters.data import Options, Results
from slopcheck.segment import FORMATS
from slopcheck.version import __version__

REFUSED = 1
_SUFFIX_FORMATS = {".html": "html", ".htm": "html", ".json": "json", ".jsonl": "jsonl", ".txt": "text"}


def _reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--encoding", metavar="NAME", help="Encoding of the input; guessed if not given."),
        click.option("--headline", metavar="TEXT", help="The headline, if the input does not hold it."),
        click.option(
            "--input-format", type=click.Choice(FORMATS), default="auto", help="Format of the input."
        ),
        click.option(
            "--stdin-filename", default="<stdin>", metavar="NAME", help="What to call standard input (-)."
        ),
    ):
        command = option(command)
    return command


def _model(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option(
            "--model", metavar="FILE", help="A model, or a house's thresholds; default: the shipped model."
        ),
        click.option("--profile", metavar="NAME", help="Thresholds for a kind of writing, such as opinion."),
    ):
        command = option(command)
    return command


_fail_under = click.option(
    "--fail-under", type=click.FloatRange(0, 100), metavar="N", help="Exit with 1 if a quality is under N."
)
_output = click.option(
    "--output", "-o", metavar="FILE", help="Write to FILE; its suffix chooses the format if none is given."
)
_no_text = click.option("--no-text", is_flag=True, help="Leave out article text: offsets and counts stay.")
_explain = click.option("--explain", is_flag=True, help="Show every reason and every finding.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="slopcheck", message="%(prog)s %(version)s")
def main() -> None:
    """Shows where an article is padded, how much that matters, and how it compares with another report."""


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "format_", type=click.Choice(tuple(REPORTERS)), help="Default: text.")
@_reading_options
@_model
@_fail_under
@_output
@_explain
@_no_text
def score(
    files: Sequence[str],
    format_: str | None,
    fail_under: float | None,
    output: str | None,
    explain: bool,
    no_text: bool,
    **how: Any,
) -> None:
    """Score articles: quality, the reasons, and the findings with their places. Use - for standard input."""
    results, fail_under = _score(files, how, fail_under)
    chosen = _format(format_, output, REPORTERS)
    _write(render(chosen, results, _options(output, explain, no_text)), output)
    _leave(results, any(gate.too_low(r, fail_under) for r in results.reports))


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "format_", type=click.Choice(tuple(REPORTERS)), help="Default: text.")
@_reading_options
@_model
@_fail_under
@_output
@_no_text
def check(
    paths: Sequence[str],
    format_: str | None,
    fail_under: float | None,
    output: str | None,
    no_text: bool,
    **how: Any,
) -> None:
    """Refuse padded articles before they are published. Takes files and folders; silent when all pass."""
    results, fail_under = _score(list(inputs.walk(paths)), how, fail_under)
    chosen = _format(format_, output, REPORTERS)
    options = _options(output, explain=False, no_text=no_text)
    refused = gate.refused(results, fail_under)
    if chosen == "text":
        _write(render_refusals(refused, options, fail_under), output)
    else:
        _write(render(chosen, results, options), output)
    _leave(results, bool(refused.reports))


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="A B [C...]")
@click.option("--format", "format_", type=click.Choice(tuple(COMPARERS)), help="Default: text.")
@_reading_options
@_model
@_fail_under
@_output
@_no_text
def compare(
    files: Sequence[str],
    format_: str | None,
    fail_under: float | None,
    output: str | None,
    no_text: bool,
    **how: Any,
) -> None:
    """Compare reports of one event by what each establishes."""
    from slopcheck.compare import compare as compare_reports  # noqa: PLC0415 - only this command needs it

    if len(files) < 2:
        raise click.UsageError("compare needs two articles or more")
    results, fail_under = _score(files, how, fail_under)
    if len(results.reports) >= 2:
        chosen = _format(format_, output, COMPARERS)
        options = _options(output, explain=False, no_text=no_text)
        _write(render_comparison(chosen, compare_reports(results.reports), options), output)
    _leave(results, any(gate.too_low(r, fail_under) for r in results.reports))


@main.command()
@click.argument("file")
@click.option("--body", is_flag=True, help="The article alone, without furniture.")
@_reading_options
@_output
def text(file: str, body: bool, output: str | None, **how: Any) -> None:
    """Print the visible text that all offsets refer to."""
    document = _document(file, how)
    _write(document.body + "\n" if body else document.text, output)


@main.command()
@click.argument("file")
@click.option(
    "--format", "format_", type=click.Choice(tuple(outline.FORMATS)), default="text", show_default=True
)
@_reading_options
@_output
def blocks(file: str, format_: str, output: str | None, **how: Any) -> None:
    """Print the parts of a page, each with its kind."""
    _write(outline.FORMATS[format_](_document(file, how)), output)


@main.command()
@click.option(
    "--format", "format_", type=click.Choice(tuple(catalogue.FORMATS)), default="text", show_default=True
)
@_output
def signals(format_: str, output: str | None) -> None:
    """Print the catalogue of signals and measures."""
    _write(catalogue.FORMATS[format_](), output)


@main.command()
@click.argument("report")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@_reading_options
@_model
def verify(report: str, files: Sequence[str], **how: Any) -> None:
    """Say whether REPORT still holds for the files it was made from: same text, same model, same score."""
    from slopcheck import replay  # noqa: PLC0415 - only this command needs it

    try:
        claims = replay.read_claims(report)
        results, _ = _score(files, how)
        changed = False
        said = ""
        for found in results.reports:
            told = replay.differences(replay.find(claims, found), found)
            changed = changed or bool(told)
            state = "; ".join(told) if told else "holds"
            said += f"{_line(found.document.name)}: {_line(state)}\n"
        _write(said, None)
    except InputError as error:
        _stop(error)
    _leave(results, changed)


@main.command()
@click.argument("results", nargs=-1, required=True, metavar="RESULTS...")
@click.option(
    "--output", "-o", required=True, metavar="FILE", help="The page; its tables go beside it as CSV."
)
@click.option("--source", metavar="KEY", help="Group by this metadata field, or by `folder`.")
@click.option(
    "--least",
    type=click.IntRange(1),
    default=15,
    show_default=True,
    metavar="N",
    help="Give shares for sources with N articles or more.",
)
def report(results: Sequence[str], output: str, source: str | None, least: int) -> None:
    """Report a collection by source, from the JSON or JSONL that `score` wrote."""
    from slopcheck.reporters import collection  # noqa: PLC0415 - only this command needs it

    try:
        rows = [row for path in results for row in collection.read_rows(path)]
    except InputError as error:
        _stop(error)
    found = collection.collect(rows, collection.grouping(source), least)
    page, tables = render_collection(found)
    _write(page, output)
    for name, content in tables.items():
        _write(content, str(Path(output).with_suffix("")) + f"-{name}.csv")


def _score(
    paths: Sequence[str], how: dict[str, Any], fail_under: float | None = None
) -> tuple[Results, float | None]:
    """The results, and the lowest quality that passes, under the settings in effect for the inputs."""
    try:
        settings = config.effective(paths, model=how["model"], fail_under=fail_under, profile=how["profile"])
        results, notes = inputs.score(paths, _reading(how, settings))
    except (ConfigError, ModelError) as error:
        _stop(error)
    for note in notes:
        click.echo(f"note: {_line(note)}", err=True)
    for failure in results.failures:
        click.echo(f"error: {_line(failure.error)}\n  hint: {_line(failure.hint)}", err=True)
    return results, settings.fail_under


def _document(path: str, how: dict[str, Any]) -> Any:
    try:
        return inputs.document(path, _reading(how))
    except (ConfigError, InputError) as error:
        _stop(error)


def _reading(how: dict[str, Any], settings: config.Settings | None = None) -> Reading:
    return Reading(
        stdin=sys.stdin.buffer,
        stdin_name=how["stdin_filename"],
        format=how["input_format"],
        encoding=how["encoding"],
        headline=how["headline"],
        model=settings.model if settings else None,
        profile=settings.profile if settings else None,
    )


def _options(output: str | None, explain: bool = False, no_text: bool = False) -> Options:
    color = output is None and sys.stdout is not None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return Options(color=color, explain=explain, no_text=no_text)


def _format(chosen: str | None, output: str | None, known: Any) -> str:
    by_suffix = _SUFFIX_FORMATS.get(Path(output).suffix.lower(), "text") if output else "text"
    return chosen or (by_suffix if by_suffix in known else "text")


def _write(rendered: str, output: str | None) -> None:
    try:
        _put(rendered.encode("utf-8", "replace"), output)
    except BrokenPipeError:  # nobody reads on, which is no error: click ends the command
        raise
    except OSError as error:
        name, hint = (
            (output, "check the folder and its permissions")
            if output
            else ("standard output", "check where the output goes, or name a file with --output")
        )
        _stop(ConfigError(f"{name} cannot be written: {error.strerror}", hint))


def _put(data: bytes, output: str | None) -> None:
    if output is not None:
        Path(output).write_bytes(data)
    elif sys.stdout is None:
        raise OSError(errno.EBADF, "it is closed")
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def _leave(results: Results, refused: bool) -> NoReturn:
    sys.exit(FAILED if results.failures else REFUSED if refused else 0)


main.add_command(calibrate)
main.add_command(train)
