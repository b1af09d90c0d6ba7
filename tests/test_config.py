"""Settings: where they come from, which of them wins, what their hash says."""

from __future__ import annotations

from pathlib import Path

import pytest

from slopcheck.config import Settings, effective, find
from slopcheck.errors import ConfigError


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder of articles below one with settings."""
    (tmp_path / "desk" / "sports").mkdir(parents=True)
    (tmp_path / "slopcheck.toml").write_text('model = "house.json"\nfail-under = 40\n')
    for name in ("a.txt", "desk/b.txt", "desk/sports/c.txt"):
        (tmp_path / name).write_text("An article.")
    return tmp_path


def test_the_nearest_file_upwards_counts(tree: Path) -> None:
    found = effective([str(tree / "desk" / "sports" / "c.txt")])
    assert found.model == str(tree / "house.json")
    assert (found.fail_under, found.profile) == (40.0, None)
    (tree / "desk" / "pyproject.toml").write_text('[tool.slopcheck]\nprofile = "sports"\n')
    nearer = effective([str(tree / "desk" / "sports" / "c.txt")])
    assert (nearer.model, nearer.profile) == (None, "sports")


def test_inputs_of_several_folders_share_the_file_above_them_all(tree: Path) -> None:
    (tree / "desk" / "slopcheck.toml").write_text('profile = "sports"\n')
    paths = [str(tree / "desk" / "b.txt"), str(tree / "a.txt")]
    assert find(paths) == find(paths[::-1]) == tree / "slopcheck.toml"


def test_a_project_file_of_other_tools_is_passed_by(tree: Path) -> None:
    (tree / "desk" / "pyproject.toml").write_text("[tool.other]\nmodel = 3\n")
    assert find([str(tree / "desk" / "b.txt")]) == tree / "slopcheck.toml"
    (tree / "desk" / "pyproject.toml").write_text("not = toml = at all")
    assert find([str(tree / "desk" / "b.txt")]) == tree / "slopcheck.toml"


def test_standard_input_reads_the_current_folder(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree / "desk")
    assert find(["-"]) == tree / "slopcheck.toml"


def test_the_command_line_wins(tree: Path) -> None:
    found = effective([str(tree / "a.txt")], model="other.json", fail_under=0.0, profile="blog")
    assert found == Settings("other.json", 0.0, "blog", str(tree / "slopcheck.toml"))


@pytest.mark.parametrize(
    "line",
    ['modell = "x"', "model = 3", "profile = []", "fail-under = 101", "fail-under = true",
     'fail-under = "40"', "broken"],
)  # fmt: skip
def test_a_mistake_is_a_config_error_that_names_the_file(tree: Path, line: str) -> None:
    (tree / "slopcheck.toml").write_text(line + "\n")
    with pytest.raises(ConfigError, match=r"slopcheck\.toml") as error:
        effective([str(tree / "a.txt")])
    assert error.value.hint
