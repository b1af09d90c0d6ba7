"""How the command line says what went wrong."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from slopcheck.errors import SlopcheckError

FAILED = 2


def tell(error: SlopcheckError) -> None:
    """Two lines on standard error: what happened, and what to do about it."""
    click.echo(f"error: {line(str(error))}\n  hint: {line(error.hint)}", err=True)


def stop(error: SlopcheckError) -> NoReturn:
    """Say what went wrong and leave."""
    tell(error)
    sys.exit(FAILED)


def line(message: str) -> str:
    """The message on one line, with nothing that a terminal would obey."""
    return " ".join("".join(c if c.isprintable() else " " for c in message).split())
