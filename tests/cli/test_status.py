"""Exit statuses, errors and outputs of the command line."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest
from click.testing import CliRunner, Result

from slopcheck import cli, gate
from slopcheck.version import __version__

Run = Callable[..., Result]
PADDED, SOUND = "farm-harbor-ferry.txt", "report-harbor-ferry.txt"


@pytest.fixture
def run(model_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in the samples' folder; commands that score use the stand-in model."""
    monkeypatch.chdir(samples)

    def call(*args: str | Path, stdin: bytes | None = None) -> Result:
        words = [str(a) for a in args]
        if words[0] in {"score", "check", "compare"}:
            words += ["--model", str(model_path)]
        return CliRunner().invoke(cli.main, words, input=io.BytesIO(stdin or b""))

    return call


@pytest.fixture
def bad(tmp_path: Path) -> dict[str, Path]:
    """Inputs that cannot be scored."""
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    (tmp_path / "large.txt").write_bytes(b"word " * 6_000_000)
    (tmp_path / "folder").mkdir()
    names = {
        "empty": "empty.txt",
        "png": "photo.txt",
        "large": "large.txt",
        "directory": "folder",
        "missing": "gone.txt",
    }
    return {kind: tmp_path / name for kind, name in names.items()}


STATUS = [
    (("score", SOUND), 0),
    (("score", PADDED), 0),
    (("score", PADDED, "--fail-under", "50"), 1),
    (("score", SOUND, "--fail-under", "50"), 0),
    (("score", "missing.txt"), 2),
    (("score", PADDED, "missing.txt", "--fail-under", "50"), 2),
    (("check", SOUND), 0),
    (("check", PADDED), 1),
    (("check", SOUND, "--fail-under", "100"), 1),
    (("check", PADDED, "missing.txt"), 2),
    (("compare", PADDED, SOUND), 0),
    (("compare", PADDED, SOUND, "--fail-under", "50"), 1),
    (("compare", PADDED, "missing.txt"), 2),
    (("compare", PADDED), 2),
    (("score",), 2),
    (("score", SOUND, "--fail-under", "101"), 2),
    (("score", SOUND, "--encoding", "no-such"), 2),
    (("score", SOUND, "--profile", "poetry"), 2),
    (("calibrate", SOUND, "--output", "house.json"), 2),
    (("calibrate", SOUND, "--output", "house.json", "--rate", "0"), 2),
    (("train", "missing.jsonl", "--output", "model.json"), 2),
    (("text", SOUND), 0),
    (("text", "missing.txt"), 2),
    (("blocks", SOUND), 0),
    (("signals",), 0),
]


@pytest.mark.parametrize(
    ("args", "status"), STATUS, ids=lambda v: " ".join(v) if isinstance(v, tuple) else str(v)
)
def test_status(run: Run, args: tuple[str, ...], status: int) -> None:
    assert run(*args).exit_code == status


@pytest.mark.parametrize("kind", ["empty", "png", "large", "directory", "missing"])
def test_bad_inputs_leave_the_others_alone(run: Run, bad: dict[str, Path], kind: str) -> None:
    result = run("score", bad[kind], SOUND, "--format", "json")
    assert result.exit_code == 2
    lines = result.stderr.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("error: ")
    assert lines[1].startswith("  hint: ")
    data = json.loads(result.stdout)
    assert [d["name"] for d in data["documents"]] == [SOUND]
    (row,) = data["errors"]
    assert row["name"] == str(bad[kind])
    assert row["error"]
    assert row["hint"]


def test_abstaining_is_no_failure(run: Run) -> None:
    result = run("check", "-", "--fail-under", "90", stdin=b"Too short to say anything about it.\n")
    assert (result.exit_code, result.stdout) == (0, "")


def test_check_is_quiet_and_names_three_findings(run: Run) -> None:
    assert run("check", SOUND).output == ""
    lines = run("check", PADDED).stdout.splitlines()
    assert lines[0].startswith(f"{PADDED}: blocked: quality ")
    assert sum(", points" in line or "fault, " in line for line in lines) == 3


def test_check_walks_folders(run: Run, tmp_path: Path) -> None:
    sound = Path(SOUND).read_text("utf-8")
    (tmp_path / "deep").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("a.txt", "deep/b.md", "c.css", ".hidden/d.txt"):
        (tmp_path / name).write_text(sound, encoding="utf-8")
    data = json.loads(run("check", tmp_path, "--format", "json").stdout)
    assert [Path(d["name"]).name for d in data["documents"]] == ["a.txt", "b.md"]


def test_standard_input_has_a_name(run: Run) -> None:
    page = b"<html><head><title>T</title></head><body><p>One paragraph.</p></body></html>"
    data = json.loads(
        run("score", "-", "--stdin-filename", "web/page.html", "--format", "json", stdin=page).stdout
    )
    assert data["documents"][0]["name"] == "web/page.html"
    assert data["documents"][0]["format"] == "html"


def test_headline_and_input_format(run: Run) -> None:
    result = run(
        "score", SOUND, "--headline", "Ferries stopped", "--input-format", "text", "--format", "json"
    )
    assert json.loads(result.stdout)["documents"][0]["headline"] == "Ferries stopped"


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-16", "utf-16-le"])
def test_other_encodings_are_decoded_with_a_note(run: Run, tmp_path: Path, encoding: str) -> None:
    text = Path(SOUND).read_text("utf-8")
    data = text.encode(encoding)
    (tmp_path / "a.txt").write_bytes(data)
    result = run("score", tmp_path / "a.txt", "--format", "json")
    assert result.exit_code == 0
    assert result.stderr.startswith("note: ")
    assert "\u201cI rode" in run("text", tmp_path / "a.txt").stdout


def test_output_chooses_its_format(run: Run, tmp_path: Path) -> None:
    for name, start in (("r.html", "<!doctype html>"), ("r.json", "{"), ("r.txt", SOUND)):
        result = run("score", SOUND, "--output", tmp_path / name)
        assert (result.exit_code, result.stdout) == (0, "")
        assert (tmp_path / name).read_text("utf-8").startswith(start)
    assert run("score", SOUND, "--output", tmp_path / "no" / "r.html").exit_code == 2


def test_offsets_refer_to_the_visible_text(run: Run) -> None:
    text = run("text", PADDED).stdout
    (document,) = json.loads(run("score", PADDED, "--format", "json").stdout)["documents"]
    source = Path(PADDED).read_text("utf-8")
    assert document["spans"]
    for span in document["spans"]:
        assert text[span["start"] : span["end"]] == span["text"]
        assert source[span["source_start"] : span["source_end"]] == span["text"]


def test_body_leaves_furniture_out(run: Run) -> None:
    assert "Leave a Comment" in run("text", SOUND).stdout
    assert "Leave a Comment" not in run("text", SOUND, "--body").stdout


def test_blocks_and_signals_as_json(run: Run) -> None:
    kinds = [b["kind"] for b in json.loads(run("blocks", SOUND, "--format", "json").stdout)["blocks"]]
    assert "comment-form" in kinds
    ids = {row["id"] for row in json.loads(run("signals", "--format", "json").stdout)["signals"]}
    assert {"stock-phrase", "headline-echo"} <= ids


def test_version(run: Run) -> None:
    assert run("--version").output.strip() == f"slopcheck {__version__}"


def test_a_damaged_model_stops_the_run(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "scorecard.json").write_text("{}")
    result = CliRunner().invoke(
        cli.main, ["score", str(samples / SOUND), "--model", str(tmp_path / "scorecard.json")]
    )
    assert result.exit_code == 2
    assert "hint: " in result.stderr


def test_comparison_of_three(run: Run) -> None:
    result = run("compare", PADDED, SOUND, "report-court-case.txt", "--format", "json")
    data = json.loads(result.stdout)
    assert len(data["documents"]) == 3
    assert all(len(points) == 3 for points in data["families"].values())


def test_a_score_that_is_missing_is_under_nothing() -> None:
    from tests.synthetic import report

    assert not gate.too_low(report(abstain=True), 100)
    assert gate.too_low(report(), 36)
    assert not gate.too_low(report(), 35)


def test_explain_says_what_would_pass(run: Run) -> None:
    assert "What would pass" in run("score", PADDED, "--explain").stdout
    assert "What would pass" not in run("score", PADDED).stdout
    assert "What would pass" not in run("score", SOUND, "--explain").stdout


def test_json_says_what_would_change_the_score(run: Run) -> None:
    (document,) = json.loads(run("score", PADDED, "--format", "json").stdout)["documents"]
    without = document["without"]
    assert len(without["spans"]) == len(document["spans"])
    for span, log_odds in zip(document["spans"], without["spans"], strict=True):
        if span["effect"] == "fault":
            assert log_odds <= document["log_odds"] + 1e-9
    assert set(without["families"]) == {span["family"] for span in document["spans"]}
    assert all(0 <= i < len(document["spans"]) for i in without["passing"])


def _process(
    *args: str | Path, stdout: int | IO[bytes] = subprocess.PIPE
) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, which ends without taking its objects apart."""
    words = [sys.executable, "-m", "slopcheck", *map(str, args)]
    return subprocess.run(words, stdout=stdout, stderr=subprocess.PIPE, check=False)


def test_a_process_writes_all_it_has_to_say_before_it_ends(samples: Path) -> None:
    files = sorted(samples.glob("*.txt"))
    words = ["score", *files, "--format", "json", "--explain", "--fail-under", "50"]
    found = _process(*words)
    said = CliRunner().invoke(cli.main, [str(word) for word in words])
    assert found.returncode == said.exit_code == 1
    assert len(found.stdout) > 100_000  # more than a pipe holds
    assert found.stdout == said.stdout_bytes


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no device that is always full")
def test_an_output_that_is_full_is_an_error_and_no_crash(samples: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        found = _process("score", samples / SOUND, stdout=full)
    assert found.returncode == 2
    assert found.stderr.decode().splitlines() == [
        "error: standard output cannot be written: No space left on device",
        "  hint: check where the output goes, or name a file with --output",
    ]


def test_a_reader_that_leaves_early_is_no_crash(samples: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as broken:
        found = _process("score", samples / SOUND, stdout=broken)
    assert found.returncode == 1
    assert found.stderr == b""


def test_a_closed_output_is_an_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout", None)
    with pytest.raises(SystemExit, match="2"):
        cli._write("text", None)
    assert "standard output cannot be written: it is closed" in capsys.readouterr().err
