"""The hook, run by the real pre-commit in a repository of articles."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRE_COMMIT = Path(sys.executable).with_name("pre-commit")


CONFIG = """
repos:
  - repo: {repo}
    rev: v0.1.0
    hooks:
      - id: slopcheck
"""


def git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """slopcheck as a repository with one tag: the files of this checkout as they are now."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("pre-commit installs hooks from a git repository, and this is none")
    folder = tmp_path_factory.mktemp("published")
    for name in git(ROOT, "ls-files", "-co", "--exclude-standard", "-z").split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "--quiet", "-m", "all")
    git(folder, "tag", "v0.1.0")
    return folder


@pytest.fixture(scope="module")
def newsroom(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with one padded and one sound article, both staged, that uses the hook."""
    folder = tmp_path_factory.mktemp("newsroom")
    for name in ("farm-harbor-ferry.txt", "report-harbor-ferry.txt"):
        shutil.copy(ROOT / "corpus" / "samples" / name, folder)
    (folder / "notes.py").write_text("print('not an article')\n")
    (folder / ".pre-commit-config.yaml").write_text(CONFIG.format(repo=published))
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps its environments: built once for all tests here."""
    return tmp_path_factory.mktemp("home")


def run_hook(newsroom: Path, home: Path, *files: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    environment["PRE_COMMIT_HOME"] = str(home)
    words = [str(PRE_COMMIT), "run", "slopcheck", "--files", *files]
    return subprocess.run(words, cwd=newsroom, env=environment, capture_output=True, text=True, check=False)


def test_hook_refuses_padding_and_passes_reporting(newsroom: Path, home: Path) -> None:
    refused = run_hook(newsroom, home, "farm-harbor-ferry.txt", "report-harbor-ferry.txt", "notes.py")
    assert refused.returncode == 1, refused.stdout + refused.stderr
    assert "farm-harbor-ferry.txt: blocked" in refused.stdout
    assert "report-harbor-ferry.txt" not in refused.stdout
    passed = run_hook(newsroom, home, "report-harbor-ferry.txt")
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "no files to check" in run_hook(newsroom, home, "notes.py").stdout
