"""Rebuilding the corpus, end to end, on small git repositories made here; and the committed list of sources."""

import dataclasses
import gzip
import json
import os
import subprocess
from pathlib import Path

import pytest

from slopcheck.errors import ConfigError
from training import datacard, fetch, repositories
from training.data import articles, folder
from training.published import front_matter, parse
from training.sources import SELECTED, Source, article_id, fingerprint, load_selection, load_sources

MARKDOWN = """---
title: "Ferry back on Monday"
date: 2021-03-04
tags: [harbor, "ferry"]
description: The harbour's ferry sails again.
---

# Ferry back on Monday

The **ferry** sails again on Monday, [the council](https://example.org) said.

It had lain in the dock for nine days.
"""
PAGE = """<!doctype html><html><head><title>Bell rings twice</title></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">All news</a></li></ul></nav>
<article><h1>Bell rings twice</h1>
<p>The school's bell rang twice on Tuesday.</p><p>Nobody could say why.</p></article></body></html>"""
PLAIN = "Baker wins prize\n\nA baker from the old town won first prize.\n\nShe used rye.\n"


def made(folder: Path, files: dict[str, str | bytes], links: dict[str, str] | None = None) -> tuple[str, str]:
    """A repository with one commit: its address and the commit."""
    folder.mkdir(parents=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    for name, target in (links or {}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).symlink_to(target)
    run = ["git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    clean = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "first"]):
        subprocess.run([*run, *command], check=True, env=clean)
    head = subprocess.run([*run, "rev-parse", "HEAD"], check=True, env=clean, capture_output=True, text=True)
    return folder.as_uri(), head.stdout.strip()


def source(name: str, repository: str, commit: str, **other: object) -> Source:
    values = {
        "paths": ("posts/**",), "format": "md", "label": "genuine", "kind": "news", "group": "g", "genres": ("news",),
        "eras": ("pre-llm",), "licence": "unknown", "evidence": "made here", "count": 1, "sha256": "", "raw_sha256": "",
    }  # fmt: skip
    return Source(name=name, repository=repository, commit=commit, **{**values, **other})  # type: ignore[arg-type]


def listed(path: Path, sources: list[Source]) -> Path:
    """The sources as a file."""
    tables = []
    for one in sources:
        tables.append("[[source]]")
        tables.extend(f"{key} = {json.dumps(value)}" for key, value in dataclasses.asdict(one).items())
    path.write_text("\n".join(tables), "utf-8")
    return path


def hashed(one: Source, cache: Path) -> Source:
    """The source with the hashes of what is in its repository."""
    rows = fetch.read(one, cache, {}).rows
    return dataclasses.replace(
        one,
        count=len(rows),
        sha256=fingerprint((row["id"], row["text"]) for row in rows),
        raw_sha256=fingerprint((row["id"], row["raw"]) for row in rows),
    )


def built(path: Path) -> list[dict[str, object]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def test_end_to_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cache = tmp_path / "cache"
    files = {
        "posts/2021/ferry.md": MARKDOWN,
        "posts/empty.md": "---\ntitle: x\n---\n",
        "README.md": "# No article\n",
    }
    markdown = source("paper/harbor", *made(tmp_path / "a", files))
    page = source(
        "paper/school",
        *made(tmp_path / "b", {"posts/bell.html": PAGE}),
        format="html",
        label="farm",
        group="h",
    )
    plain = source(
        "paper/town", *made(tmp_path / "c", {"posts/baker.txt": PLAIN}), format="txt", paths=("*/*.txt",)
    )
    good = [hashed(one, cache) for one in (markdown, page, plain)]
    bad = [
        dataclasses.replace(good[0], name="paper/changed", sha256="0" * 64, raw_sha256="0" * 64),
        dataclasses.replace(good[0], name="paper/gone", commit="0" * 40),
        dataclasses.replace(good[0], name="paper/nowhere", repository=(tmp_path / "none").as_uri()),
        dataclasses.replace(good[0], name="paper/undated", commit="unknown"),
        dataclasses.replace(good[0], name="set", repository="unknown"),
        dataclasses.replace(good[0], name="paper/json", unreadable="its articles lie in one JSON file"),
    ]
    sources = listed(tmp_path / "sources.toml", [*bad, *good])
    outputs = [tmp_path / "one" / "articles.jsonl.gz", tmp_path / "two" / "articles.jsonl.gz"]
    for output in outputs:
        status = fetch.main(["--sources", str(sources), "--output", str(output), "--cache", str(cache)])
        assert status == 1
    assert outputs[0].read_bytes() == outputs[1].read_bytes()

    printed = capsys.readouterr()
    table = [line.split("\t") for line in printed.out.splitlines()]
    told = {name: (status, detail) for status, name, detail in table}
    assert {name: status for name, (status, _) in told.items()} == {
        "paper/changed": "mismatch", "paper/gone": "failed", "paper/nowhere": "failed", "paper/undated": "skipped",
        "set": "skipped", "paper/json": "skipped", "paper/harbor": "ok", "paper/school": "ok", "paper/town": "ok",
    }  # fmt: skip
    assert "raw_sha256" in told["paper/changed"][1]
    assert "its commit is not known" in told["paper/undated"][1]
    assert told["set"][1] == "its repository is not known"
    assert "[9/9] paper/town" in printed.err and "'posts/empty.md' left out" in printed.err

    ferry, bell, baker = built(outputs[0])
    assert list(ferry) == [
        "id", "source", "group", "label", "kind", "genre", "era", "title", "description", "keywords", "date", "format",
        "raw", "text", "words",
    ]  # fmt: skip
    assert ferry["id"] == article_id("paper/harbor", "posts/2021/ferry.md")
    assert ferry["title"] == "Ferry back on Monday"
    assert ferry["description"] == "The harbour's ferry sails again."
    assert (ferry["keywords"], ferry["date"]) == ("harbor, ferry", "2021-03-04")
    assert str(ferry["raw"]).startswith("# Ferry back on Monday\n\nThe **ferry** sails")
    assert ferry["text"] == (
        "Ferry back on Monday\n\nThe ferry sails again on Monday, the council said."
        "\n\nIt had lain in the dock for nine days."
    )
    assert ferry["words"] == len(str(ferry["text"]).split())
    assert (bell["label"], bell["group"], bell["title"]) == ("farm", "h", "Bell rings twice")
    assert "<p>" in str(bell["raw"])
    assert (
        bell["text"]
        == "Bell rings twice\n\nThe school's bell rang twice on Tuesday.\n\nNobody could say why."
    )
    assert (baker["title"], baker["text"]) == (
        "Baker wins prize",
        "A baker from the old town won first prize.\n\nShe used rye.",
    )


def test_a_changed_source_is_kept_only_on_request(tmp_path: Path) -> None:
    one = source("paper/harbor", *made(tmp_path / "a", {"posts/ferry.md": MARKDOWN}))
    sources, output = listed(tmp_path / "sources.toml", [one]), tmp_path / "articles.jsonl.gz"
    arguments = ["--sources", str(sources), "--output", str(output), "--cache", str(tmp_path / "cache")]
    assert fetch.main(arguments) == 1
    assert not output.exists()
    assert fetch.main([*arguments, "--keep"]) == 1
    assert len(built(output)) == 1


def test_the_texts_are_kept_out_of_git(tmp_path: Path) -> None:
    fetch.write(tmp_path / "data" / "articles.jsonl.gz", [])
    assert (tmp_path / "data" / ".gitignore").read_text("utf-8") == "*\n"


def test_the_same_files_with_another_text_are_told_apart(tmp_path: Path) -> None:
    one = hashed(
        source("paper/harbor", *made(tmp_path / "a", {"posts/ferry.md": MARKDOWN})), tmp_path / "cache"
    )
    outcome = fetch.read(dataclasses.replace(one, sha256="0" * 64), tmp_path / "cache", {})
    assert (outcome.status, len(outcome.rows)) == ("text", 1)


def test_without_a_commit_the_head_is_read_on_request(tmp_path: Path) -> None:
    one = source("paper/harbor", *made(tmp_path / "a", {"posts/ferry.md": MARKDOWN}))
    one = dataclasses.replace(hashed(one, tmp_path / "cache"), commit="unknown")
    outcome = fetch.read(one, tmp_path / "cache", {}, head=True)
    assert outcome.status == "ok" and outcome.detail.split()[-1] != "unknown"


def test_a_commit_is_read_and_not_what_came_later(tmp_path: Path) -> None:
    one = source("paper/harbor", *made(tmp_path / "a", {"posts/ferry.md": MARKDOWN}))
    (tmp_path / "a" / "posts" / "later.md").write_text(MARKDOWN, "utf-8")
    run = ["git", "-C", str(tmp_path / "a"), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run([*run, "add", "."], check=True)
    subprocess.run([*run, "commit", "--quiet", "-m", "second"], check=True)
    assert len(fetch.read(one, tmp_path / "cache", {}).rows) == 1


def test_the_selection_picks_files_and_says_genre_and_era(tmp_path: Path) -> None:
    files = {"posts/ferry.md": MARKDOWN, "posts/dock.md": MARKDOWN, "other/quay.md": MARKDOWN}
    one = source("paper/harbor#part", *made(tmp_path / "a", files), paths=(), genres=("news", "opinion"))
    ids = [article_id("paper/harbor", path)[3:] for path in ("posts/dock.md", "other/quay.md")]
    selected = tmp_path / "selected.txt"
    selected.write_text(f"# note\n[paper/harbor#part | opinion | llm]\n{' '.join(ids)}\n", "utf-8")
    outcome = next(fetch.fetch([one], tmp_path / "cache", selected))
    assert [(row["id"][3:], row["genre"], row["era"]) for row in outcome.rows] == sorted(
        (name, "opinion", "llm") for name in ids
    )


def test_a_hostile_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "FILE_BYTES", 2_000)
    secret = tmp_path / "secret.md"
    secret.write_text("This must not be read.", "utf-8")
    files: dict[str, str | bytes] = {
        "posts/ferry.md": MARKDOWN,
        "posts/huge.md": "word " * 1_000,
        "posts/bytes.md": b"\xff\xfe\x00 no text \x80",
        "posts/deep.md": "> " * 900 + "deep",
        "posts/new\nline.md": MARKDOWN,
        ".gitattributes": "*.md filter=evil\n",
        ".gitmodules": '[submodule "x"]\n\tpath = x\n\turl = file:///nowhere\n',
    }
    links = {"posts/secret.md": str(secret), "posts/up.md": "../../secret.md", "posts/folder": str(tmp_path)}
    one = source("paper/harbor", *made(tmp_path / "a", files, links))
    outcome = fetch.read(one, tmp_path / "cache", {})
    assert outcome.status == "mismatch"
    assert "1 files larger than 2000 bytes" in outcome.detail
    assert not any("must not be read" in row["raw"] for row in outcome.rows)
    assert {article_id("paper/harbor", f"posts/{name}.md") for name in ("ferry", "new\nline")} <= {
        row["id"] for row in outcome.rows
    }
    assert not list((tmp_path / "cache").rglob("*.md"))  # nothing is checked out


def test_too_many_files_or_too_long_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files: dict[str, str | bytes] = {f"posts/{'long' * 20}-{i}.md": MARKDOWN for i in range(30)}
    one = source("paper/harbor", *made(tmp_path / "a", files))
    monkeypatch.setattr(fetch, "SOURCE_FILES", 5)
    outcome = fetch.read(one, tmp_path / "cache", {})
    assert outcome.status == "failed" and "too wide" in outcome.detail
    monkeypatch.setattr(repositories, "LISTING_BYTES", 1_024)
    outcome = fetch.read(one, tmp_path / "cache", {})
    assert outcome.status == "failed" and "ls-tree" in outcome.detail


@pytest.mark.parametrize(
    ("pattern", "fits", "differs"),
    [
        ("posts/*.md", "posts/a.md", "posts/b/a.md"),
        ("posts/**", "posts/b/a.md", "post/a.md"),
        ("posts/**/*.md", "posts/a.md", "posts/a.txt"),
        ("a+b/?.md", "a+b/x.md", "aab/x.md"),
    ],
)
def test_patterns(pattern: str, fits: str, differs: str) -> None:
    matches = fetch.matcher([pattern])
    assert matches(fits) and not matches(differs)


def test_front_matter() -> None:
    fields, body = front_matter('+++\ntitle = "A \\"B\\""\ntags = ["x", "y"]\n+++\nText')
    assert (fields["title"], fields["tags"], body) == ('A "B"', "x, y", "Text")
    fields, body = front_matter("---\ntags:\n  - x\n  - 'y'\ndescription: >\n  one\n  two\n---\nText")
    assert (fields["tags"], fields["description"], body) == ("x, y", "one two", "Text")
    for text in ("---\n\nA rule, and no end", "---\n\nBetween two rules\n\n---\n\nText"):
        assert front_matter(text) == ({}, text)


@pytest.mark.parametrize("first", ["A whole sentence stands here.", "A line\nand another", "word " * 30])
def test_a_first_paragraph_is_no_title(first: str) -> None:
    parsed = parse(f"{first}\n\nMore of the same.".encode(), "txt")
    assert parsed.title is None and parsed.raw.startswith(first.strip())


@pytest.mark.parametrize(
    "change",
    [
        {"repository": "ssh://example.org/x"}, {"repository": "--upload-pack=x"}, {"commit": "main"}, {"label": "bad"},
        {"format": "pdf"},
    ],
)  # fmt: skip
def test_a_wrong_entry_is_named(tmp_path: Path, change: dict[str, str]) -> None:
    one = dataclasses.replace(source("paper/harbor", "unknown", "unknown"), **change)  # type: ignore[arg-type]
    with pytest.raises(ConfigError, match="paper/harbor"):
        load_sources(listed(tmp_path / "sources.toml", [one]))
    assert fetch.main(["--sources", str(tmp_path / "sources.toml"), "--output", str(tmp_path / "x")]) == 2


def test_the_list_and_the_selection_agree() -> None:
    sources = {one.name: one for one in load_sources()}
    selection = load_selection(SELECTED)
    for name, chosen in selection.items():
        assert len(chosen) == sources[name].count
        assert {choice.genre for choice in chosen.values()} == set(sources[name].genres)
        assert {choice.era for choice in chosen.values()} == set(sources[name].eras)
    reached = {n for n, one in sources.items() if one.repository != "unknown" and not one.unreadable}
    assert reached == set(selection)


@pytest.fixture(scope="module")
def collected() -> dict[str, list[dict[str, str]]]:
    try:
        path = folder() / "data" / "articles.jsonl.gz"
    except SystemExit as error:
        pytest.skip(str(error))
    found: dict[str, list[dict[str, str]]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            found.setdefault(row["source"], []).append(row)
    return found


def test_the_list_is_that_of_the_data(collected: dict[str, list[dict[str, str]]]) -> None:
    sources = {one.name: one for one in load_sources()}
    assert set(sources) == set(collected)
    for name, rows in collected.items():
        one = sources[name]
        assert one.count == len(rows)
        assert one.sha256 == fingerprint((row["id"], row["text"]) for row in rows)
        assert one.raw_sha256 == fingerprint((row["id"], row["raw"]) for row in rows)
        for row in rows:
            assert (row["group"], row["label"], row["kind"], row["format"]) == (
                one.group, one.label, one.kind, one.format,
            )  # fmt: skip


def test_the_dataset_card_is_fresh() -> None:
    text = datacard.CARD.read_text("utf-8")
    assert text == datacard.refreshed(text, load_sources())


def test_apart_is_what_training_sets_apart() -> None:
    from training.data import APART

    assert {one.name for one in load_sources() if one.apart} == APART


def test_a_rebuilt_corpus_is_read_by_training(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = source("paper/harbor", *made(tmp_path / "a", {"posts/ferry.md": MARKDOWN}))
    fetch.write(tmp_path / "data" / "articles.jsonl.gz", fetch.read(one, tmp_path / "cache", {}).rows)
    monkeypatch.setenv("SLOPCHECK_DATA", str(tmp_path))
    assert [(a.title, a.farm, a.format) for a in articles()] == [("Ferry back on Monday", False, "markdown")]
