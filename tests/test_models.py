"""Model files: what is checked before one is believed, and profiles."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from slopcheck.arrays import NAMES, pack, unpack
from slopcheck.classify import load_model, reaching
from slopcheck.errors import ConfigError, ModelError
from slopcheck.scorecard import digest_of


@pytest.fixture
def copy(model_path: Path, tmp_path: Path) -> Path:
    """A copy of the stand-in model to tamper with."""
    for file in model_path.parent.iterdir():
        shutil.copy(file, tmp_path / file.name)
    return tmp_path / model_path.name


def rewrite(path: Path, **changes: Any) -> None:
    """Changes the scorecard and gives it a hash that fits, as somebody who means to would."""
    raw = {**json.loads(path.read_text("utf-8")), **changes}
    raw["sha256"] = digest_of(raw)
    path.write_text(json.dumps(raw))


def arrays(path: Path) -> dict[str, Any]:
    return unpack(path.with_suffix(".arrays").read_bytes())


def test_a_model_loads_as_it_was_written(copy: Path) -> None:
    assert load_model(str(copy)).card.id.startswith("stand-in@")


def test_a_lexicon_of_another_model_is_refused(copy: Path) -> None:
    changed = arrays(copy)
    changed["weights"] = changed["weights"] + 1.0
    copy.with_suffix(".arrays").write_bytes(pack(changed))
    with pytest.raises(ModelError, match="is not the lexicon of"):
        load_model(str(copy))


def test_the_interval_reaches_as_far_as_the_model_says() -> None:
    assert reaching(1.0, 0.5, 2.0, {}) == (0.5, 2.0)
    assert reaching(1.0, 0.5, 2.0, {"reach_low": 2.0, "reach_high": 3.0}) == (0.0, 4.0)
    assert reaching(1.0, 1.5, 2.0, {"reach_low": 2.0}) == (1.0, 2.0), "the score lies in its own interval"


@pytest.mark.parametrize("name", ["weights", "centres", "intercepts", "knots", "refits"])
def test_numbers_that_are_not_finite_are_refused(copy: Path, name: str) -> None:
    changed = arrays(copy)
    changed[name] = np.full_like(changed[name], np.nan)
    copy.with_suffix(".arrays").write_bytes(pack(changed))
    raw = json.loads(copy.read_text("utf-8"))
    raw.pop("lexicon_sha256")
    raw.pop("sha256")
    copy.write_text(json.dumps(raw))
    with pytest.raises(ModelError, match="finite"):
        load_model(str(copy))


@pytest.mark.parametrize(
    "changes",
    [
        {"lexicon": "../scorecard.arrays"},
        {"lexicon": "/etc/passwd"},
        {"lexicon": None},
        {"lexicon": "gone.arrays"},
        {"constants": {"warn": 0.2, "block": 1.5, "median": -7.0}},
        {"constants": {"warn": 0.2, "block": -1.5, "median": -7.0, "prevalence": 0.1}},
        {"profiles": {"blog": {"warn": float("nan")}}},
        {"profiles": {"blog": 3}},
        {"name": "x", "features": []},
    ],
    ids=str,
)
def test_a_scorecard_that_cannot_be_used_is_refused(copy: Path, changes: dict[str, Any]) -> None:
    rewrite(copy, **changes)
    with pytest.raises(ModelError) as error:
        load_model(str(copy))
    assert error.value.hint


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x93NUMPY\x01\x00", b"\x80\x04\x95pickle"])
def test_bytes_that_are_no_lexicon(copy: Path, content: bytes) -> None:
    rewrite(copy, lexicon_sha256=None)
    raw = json.loads(copy.read_text("utf-8"))
    raw.pop("lexicon_sha256")
    raw.pop("sha256")
    copy.write_text(json.dumps(raw))
    copy.with_suffix(".arrays").write_bytes(content)
    with pytest.raises(ModelError):
        load_model(str(copy))


@pytest.mark.parametrize("shape", [b"(2,)", b"(4,)", b"(-3,)", b"(-1, -3)", b"(" + b"9" * 40 + b",)"])
def test_arrays_of_another_size_than_they_say_are_refused(shape: bytes) -> None:
    said = b"'shape': (3,), }"
    sound = pack({name: np.arange(3.0) for name in NAMES})
    assert all(array.tolist() == [0.0, 1.0, 2.0] for array in unpack(sound).values())
    room = sound[sound.index(said) :].index(b"\n")  # a header is padded with spaces
    odd = b"'shape': " + shape + b", }"
    with pytest.raises(ValueError, match=r".+"):
        unpack(sound.replace(said.ljust(room), odd.ljust(room)))


@pytest.mark.parametrize(
    "odd", [{"soft": -1.0}, {"lead": -1}, {"lead": 1e300}, {"behind": -0.5}, {"behind": 2.0}]
)
def test_a_way_of_counting_that_is_out_of_range_is_refused(copy: Path, odd: dict[str, float]) -> None:
    rewrite(copy, constants={**json.loads(copy.read_text("utf-8"))["constants"], **odd})
    with pytest.raises(ModelError, match="soft, lead or behind"):
        load_model(str(copy))


def test_a_model_that_says_nothing_of_a_lead_counts_all_words_alike(copy: Path) -> None:
    constants = json.loads(copy.read_text("utf-8"))["constants"]
    rewrite(copy, constants={key: constants[key] for key in constants if key not in {"lead", "behind"}})
    assert load_model(str(copy)).lexicon.counted(5000) == 5000


def test_a_feature_of_another_version_is_named(copy: Path) -> None:
    raw = json.loads(copy.read_text("utf-8"))
    raw["features"][0]["version"] += 1
    rewrite(copy, features=raw["features"])
    with pytest.raises(ModelError, match=raw["features"][0]["name"]):
        load_model(str(copy))


def test_a_profile_changes_the_thresholds_alone(copy: Path) -> None:
    rewrite(copy, profiles={"blog": {"warn": 1.0, "block": 3.0, "median": -5.0, "articles": 60}})
    plain, blog = load_model(str(copy)), load_model(str(copy), "blog")
    assert blog.card.constants["warn"] == 1.0
    assert plain.card.constants["warn"] == 0.2
    assert blog.card.features is plain.card.features
    assert blog.quality(1.0) == pytest.approx(50.0)


def test_an_unknown_profile_names_those_there_are(copy: Path) -> None:
    rewrite(copy, profiles={"blog": {"warn": 1.0}, "brief": {"warn": 0.5}})
    with pytest.raises(ConfigError) as error:
        load_model(str(copy), "poetry")
    assert "blog, brief" in error.value.hint
