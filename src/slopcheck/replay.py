"""Whether a report still holds: the same text, the same model and settings, the same score."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from slopcheck.errors import InputError
from slopcheck.reporters.data import text_hash
from slopcheck.types import Report
from slopcheck.version import __version__

TOLERANCE = 1e-6  # log-odds: more than the last digits of different processors
_HINT = "pass what `slopcheck score` or `slopcheck compare` wrote as JSON, JSONL or HTML"
_META = re.compile(r'<meta name="slopcheck-replay" content="([^"]*)">')


@dataclass(frozen=True, slots=True)
class Claim:
    """What a report says about one document, and by which tool, model and settings."""

    name: str
    text_sha256: str
    log_odds: float
    decision: str
    version: str
    model: str | None
    config: str | None


def read_claims(path: str) -> list[Claim]:
    """The claims of a report file."""
    try:
        text = Path(path).read_text("utf-8")
        return [_claim(tool, row) for tool, row in _rows(text)]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}", _HINT) from error
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{path} is no report of slopcheck", _HINT) from error


def _rows(text: str) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    found = _META.search(text) if text.lstrip().startswith("<") else None
    if found:
        text = html.unescape(found.group(1))
    try:
        whole = [json.loads(text)]
    except json.JSONDecodeError:
        whole = [json.loads(line) for line in text.splitlines() if line.strip()]
    for one in whole:
        for row in one.get("documents", [one]):
            if "error" not in row:
                yield row.get("tool", one["tool"]), row


def _claim(tool: Mapping[str, Any], row: Mapping[str, Any]) -> Claim:
    return Claim(
        str(row["name"]),
        str(row["text_sha256"]),
        float(row["log_odds"]),
        str(row["decision"]),
        str(tool["version"]),
        tool["model"],
        tool["config"],
    )


def find(claims: list[Claim], report: Report) -> Claim:
    """The claim about a report's document: by its text, else by its name."""
    digest, name = text_hash(report), report.document.name
    for claim in claims:
        if claim.text_sha256 == digest:
            return claim
    for claim in claims:
        if Path(claim.name).name == Path(name).name:
            return claim
    raise InputError(f"the report says nothing about {name}", "pass the file it was made from")


def differences(claim: Claim, report: Report) -> list[str]:
    """What no longer holds, in words; empty if everything does."""
    verdict = report.verdict
    found = []
    if claim.text_sha256 != text_hash(report):
        found.append("the text has changed")
    if claim.model != verdict.model:
        found.append(f"the model was {claim.model} and is {verdict.model}")
    if claim.config != report.config:
        found.append("the settings have changed (input format, headline, encoding, model or thresholds)")
    if claim.version != __version__:
        found.append(f"slopcheck was {claim.version} and is {__version__}")
    if abs(claim.log_odds - verdict.log_odds) > TOLERANCE:
        found.append(f"the log-odds were {claim.log_odds:.4f} and are {verdict.log_odds:.4f}")
    if claim.decision != verdict.decision:
        found.append(f"the decision was {claim.decision} and is {verdict.decision}")
    return found
