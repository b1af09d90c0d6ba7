"""A house's thresholds: what rate they keep, on how many articles, and the file they are kept in."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from slopcheck import archive, cli
from slopcheck.calibrate import least, rate_bound, sure, threshold
from slopcheck.check import check
from slopcheck.classify import load_model
from slopcheck.errors import ConfigError, ModelError


def test_the_articles_a_rate_needs() -> None:
    assert (least(0.01), least(0.05)) == (99, 19)
    assert sure(0.01) == 299  # 0.99 ** 299 is the first power below 5 %
    assert 0.99**299 < 0.05 < 0.99**298


def test_the_threshold_keeps_its_rate_on_further_articles() -> None:
    """Averaged over archives, a further article lies above with the stated probability, even of few."""
    rng = np.random.default_rng(3)
    for count, rate in ((99, 0.01), (150, 0.05), (400, 0.01)):
        shares = [
            (rng.standard_cauchy(200) >= threshold(list(rng.standard_cauchy(count)), rate)).mean()
            for _ in range(2000)
        ]
        error = np.std(shares) / np.sqrt(len(shares))
        assert rate - 1 / (count + 1) - 4 * error <= np.mean(shares) <= rate + 4 * error


def test_the_bound_is_clopper_and_pearsons() -> None:
    assert rate_bound(299, 0) == pytest.approx(0.00997, abs=5e-5)
    assert rate_bound(100, 1) == pytest.approx(0.0466, abs=5e-4)  # textbook value, one-sided 95 %
    assert rate_bound(10, 10) == 1.0


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """120 articles of a house: paragraphs of the samples in many orders."""
    rng = random.Random(5)
    pool = [
        line
        for kind in ("report", "farm")
        for path in sorted(samples.glob(f"{kind}-*.txt"))
        for line in path.read_text("utf-8").split("\n")
        if len(line.split()) > 25
    ]
    path = tmp_path_factory.mktemp("own") / "own.jsonl"
    rows = [{"text": "\n\n".join(rng.sample(pool, 6)), "headline": "A title"} for _ in range(120)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(cli.main, [str(a) for a in args])


@pytest.fixture(scope="module")
def calibrated(own: Path, model_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house file of those articles, beside a copy of the model."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(model_path.parent, folder, dirs_exist_ok=True)
    path = folder / "house.json"
    result = run("calibrate", own, "--output", path, "--model", folder / model_path.name)
    assert result.exit_code == 0, result.output
    assert "thresholds from 120 articles" in result.stdout
    assert "299 articles are needed" in result.stderr
    return path


@pytest.fixture
def house(calibrated: Path, tmp_path: Path) -> Path:
    """A copy of that folder to tamper with."""
    shutil.copytree(calibrated.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / calibrated.name


def test_a_house_flags_its_own_articles_at_its_rate(own: Path, house: Path) -> None:
    model = load_model(str(house))
    items, _ = archive.read([str(own)])
    verdicts = [check(i.text, headline=i.headline, format=i.format, model=model).verdict for i in items]
    at_block = sum(v.log_odds >= model.card.constants["block"] for v in verdicts)
    warned = sum(v.quality is not None and v.quality <= 50 for v in verdicts)
    assert at_block <= 0.01 * 121
    assert 0 < warned <= 0.05 * 121
    assert model.card.id.startswith("house@")
    assert verdicts[0].model == model.card.id


def test_a_house_file_belongs_to_its_model(house: Path, model_path: Path) -> None:
    raw = json.loads((house.parent / model_path.name).read_text("utf-8"))
    raw["intercept"] += 1.0
    raw.pop("sha256")
    (house.parent / model_path.name).write_text(json.dumps(raw))
    load_model.cache_clear()
    with pytest.raises(ModelError, match="belongs to model"):
        load_model(str(house))


@pytest.mark.parametrize(
    "change",
    [
        {"constants": {"warn": 0.0, "block": 9.0, "median": -9.0}},
        {"version": 2},
        {"base_file": "../scorecard.json"},
        {"sha256": "0"},
    ],
)
def test_a_house_file_that_was_changed_is_refused(house: Path, change: dict[str, Any]) -> None:
    raw = json.loads(house.read_text("utf-8"))
    house.write_text(json.dumps({**raw, **change}))
    with pytest.raises(ModelError) as error:
        load_model(str(house))
    assert error.value.hint


def test_too_few_articles_are_refused_with_their_number(own: Path, model_path: Path, tmp_path: Path) -> None:
    few = tmp_path / "few.jsonl"
    few.write_text("".join(own.read_text("utf-8").splitlines(keepends=True)[:60]), encoding="utf-8")
    result = run("calibrate", few, "--output", tmp_path / "house.json", "--model", model_path)
    assert result.exit_code == 2
    assert "60 scored articles are too few" in result.stderr
    assert "at least 99 articles" in result.stderr
    assert not (tmp_path / "house.json").exists()


def test_the_same_article_counts_once(own: Path, tmp_path: Path) -> None:
    twice = tmp_path / "twice.jsonl"
    twice.write_text(own.read_text("utf-8") * 2, encoding="utf-8")
    assert len(archive.read([str(twice)])[0]) == 120


@pytest.mark.parametrize(
    "line",
    ["{", "[]", '{"title": "x"}', '{"text": "x", "label": "good"}', '{"text": "x", "group": 3}',
     '{"text": "x", "format": "pdf"}'],
)  # fmt: skip
def test_a_line_that_is_no_article_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"text": "fine"}\n' + line + "\n")
    with pytest.raises(ConfigError, match=r"bad\.jsonl"):
        archive.read([str(path)])


def test_the_configuration_file_selects_the_house(house: Path, samples: Path) -> None:
    article = house.parent / "article.txt"
    article.write_text((samples / "farm-harbor-ferry.txt").read_text("utf-8"), encoding="utf-8")
    (house.parent / "slopcheck.toml").write_text('model = "house.json"\nfail-under = 100\n')
    result = run("score", article, "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["tool"]["model"].startswith("house@")
