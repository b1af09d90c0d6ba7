"""Reports hold or do not: verify."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from slopcheck import cli
from slopcheck.classify import load_model
from slopcheck.settings import digest, scoring

SAMPLE = "report-harbor-ferry.txt"


@pytest.fixture
def article(samples: Path, tmp_path: Path) -> Path:
    path = tmp_path / SAMPLE
    path.write_bytes((samples / SAMPLE).read_bytes())
    return path


@pytest.fixture
def run(model_path: Path):  # type: ignore[no-untyped-def]
    def call(*words: object) -> Result:
        return CliRunner().invoke(cli.main, [*map(str, words), "--model", str(model_path)])

    return call


@pytest.mark.parametrize("name", ["r.json", "r.jsonl", "r.html"])
def test_a_report_holds_for_its_file(run, article: Path, tmp_path: Path, name: str) -> None:  # type: ignore[no-untyped-def]
    run("score", article, "--output", tmp_path / name)
    result = run("verify", tmp_path / name, article)
    assert (result.exit_code, result.stdout) == (0, f"{article}: holds\n")


@pytest.mark.parametrize("name", ["c.json", "c.html"])
def test_a_comparison_holds_for_its_files(run, samples: Path, tmp_path: Path, name: str) -> None:  # type: ignore[no-untyped-def]
    pair: Sequence[Path] = (samples / SAMPLE, samples / "farm-harbor-ferry.txt")
    run("compare", *pair, "--output", tmp_path / name)
    result = run("verify", tmp_path / name, *pair)
    assert (result.exit_code, result.stdout.count(": holds")) == (0, 2)


def test_a_changed_text_is_told(run, article: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("score", article, "--output", tmp_path / "r.json")
    article.write_text(
        article.read_text("utf-8") + "\nIt is essential to delve into this.\n", encoding="utf-8"
    )
    result = run("verify", tmp_path / "r.json", article)
    assert result.exit_code == 1
    assert "the text has changed" in result.stdout


def test_another_model_is_told(run, article: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("score", article, "--output", tmp_path / "r.json")
    data = json.loads((tmp_path / "r.json").read_text("utf-8"))
    data["tool"]["model"] = "older@1"
    data["documents"][0]["log_odds"] += 0.5
    (tmp_path / "r.json").write_text(json.dumps(data), encoding="utf-8")
    result = run("verify", tmp_path / "r.json", article)
    assert result.exit_code == 1
    assert "the model was older@1" in result.stdout
    assert "the log-odds were" in result.stdout


def test_what_is_no_report_is_an_error(run, article: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert run("verify", article, article).exit_code == 2
    assert run("verify", tmp_path / "gone.json", article).exit_code == 2
    run("score", article, "--output", tmp_path / "r.json")
    other = tmp_path / "other.txt"
    other.write_text("Another article about something else entirely.\n")
    assert run("verify", tmp_path / "r.json", other).exit_code == 2


@pytest.mark.parametrize(
    "options", [("--headline", "Ferry"), ("--input-format", "markdown"), ("--encoding", "utf-8")]
)
@pytest.mark.parametrize("name", ["r.json", "r.jsonl", "r.html"])
def test_other_settings_are_told(
    run, article: Path, tmp_path: Path, name: str, options: Sequence[str]
) -> None:  # type: ignore[no-untyped-def]
    run("score", article, "--output", tmp_path / name, *options)
    assert run("verify", tmp_path / name, article, *options).exit_code == 0
    result = run("verify", tmp_path / name, article)
    assert result.exit_code == 1
    assert "the settings have changed" in result.stdout


def test_a_collection_holds_for_its_files(run, samples: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    paths = [samples / SAMPLE, samples / "farm-harbor-ferry.txt"]
    run("score", *paths, "--output", tmp_path / "r.json")
    CliRunner().invoke(
        cli.main, ["report", str(tmp_path / "r.json"), "--output", str(tmp_path / "site.html")]
    )
    result = run("verify", tmp_path / "site.html", *paths)
    assert (result.exit_code, result.stdout.count(": holds")) == (0, 2)
    paths[0] = tmp_path / SAMPLE
    paths[0].write_text("It is essential to delve into the ferry.\n", encoding="utf-8")
    assert "the text has changed" in run("verify", tmp_path / "site.html", *paths).stdout


def test_every_threshold_is_a_setting(model_path: Path) -> None:
    model = load_model(str(model_path))
    settings = dict(scoring(model, format="auto", headline=None, encoding=None))
    for name in ("threshold.warn", "threshold.block", "model", "format", "headline", "encoding"):
        assert digest({**settings, name: "another"}) != digest(settings)
    assert digest(dict(reversed(settings.items()))) == digest(settings)
