"""A model of one's own, fitted from labelled articles."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from slopcheck import archive, cli
from slopcheck.archive import Item
from slopcheck.classify import load_model
from slopcheck.errors import ConfigError
from slopcheck.train import LEAST_ARTICLES, LEAST_GROUPS, enough


def articles(samples: Path, each: int) -> list[dict[str, str]]:
    rng = random.Random(11)
    found = []
    for label, kind in (("farm", "farm"), ("genuine", "report")):
        texts = [p.read_text("utf-8") for p in sorted(samples.glob(f"{kind}-*.txt"))]
        pool = [line for text in texts for line in text.split("\n") if len(line.split()) > 25]
        for number in range(each):
            text = "\n\n".join(rng.sample(pool, 3))
            found.append({"text": text, "label": label, "group": f"{kind}{number % 5}"})
    return found


def items(rows: list[dict[str, str]]) -> list[Item]:
    return [Item(f"{i}", row["text"], label=row["label"], group=row["group"]) for i, row in enumerate(rows)]


def test_train_writes_a_model_that_scores(
    samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from slopcheck.fitting import recipe

    monkeypatch.setattr(recipe, "REFITS", 3)
    data = tmp_path / "data.jsonl"
    data.write_text("".join(json.dumps(row) + "\n" for row in articles(samples, LEAST_ARTICLES)))
    outcomes = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        result = CliRunner().invoke(cli.main, ["train", str(data), "--output", str(folder / "mine.json")])
        assert result.exit_code == 0, result.output
        assert "200 articles in 10 groups" in result.stdout
        outcomes.append([(folder / f).read_bytes() for f in ("mine.json", "mine.arrays")])
    assert outcomes[0] == outcomes[1], "the same articles give the same bytes"
    model = load_model(str(tmp_path / "one" / "mine.json"))
    assert model.card.id.startswith("mine@")
    scored = CliRunner().invoke(
        cli.main,
        ["score", "--model", str(tmp_path / "one" / "mine.json"), "--format", "json",
         str(samples / "farm-school-bell.txt"), str(samples / "report-court-case.txt")],
    )  # fmt: skip
    farm, report = json.loads(scored.stdout)["documents"]
    assert farm["log_odds"] > report["log_odds"]


def test_too_little_is_refused_with_what_is_needed(samples: Path) -> None:
    rows = articles(samples, LEAST_ARTICLES)
    enough(items(rows))
    with pytest.raises(ConfigError) as error:
        enough(items(rows[1:]))
    assert f"{LEAST_ARTICLES} articles from {LEAST_GROUPS} groups" in error.value.hint
    one_group = [{**row, "group": "g"} if row["label"] == "farm" else row for row in rows]
    with pytest.raises(ConfigError, match="from 1 groups"):
        enough(items(one_group))


@pytest.mark.parametrize("missing", ["label", "group"])
def test_an_article_without_label_or_group_is_named(tmp_path: Path, missing: str) -> None:
    row = {"text": "Some words.", "label": "farm", "group": "g"}
    del row[missing]
    (tmp_path / "data.jsonl").write_text(json.dumps(row))
    with pytest.raises(ConfigError, match=r"data\.jsonl:1"):
        enough(archive.read([str(tmp_path / "data.jsonl")])[0])


def test_the_command_says_so_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "data.jsonl").write_text("")
    result = CliRunner().invoke(
        cli.main, ["train", str(tmp_path / "data.jsonl"), "--output", str(tmp_path / "m.json")]
    )
    assert result.exit_code == 2
    assert "hint: " in result.stderr
    assert not (tmp_path / "m.json").exists()
