"""What several test modules share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests import standin_model

# How long an example takes says more about the machine than about the code. The same examples every
# time, so that a red run can be had again; new ones with --hypothesis-profile=search.
settings.register_profile("fixed", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None)
settings.load_profile("fixed")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def model_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model with stated weights, in a folder of its own."""
    return standin_model.write(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="session")
def samples() -> Path:
    """The articles written for this project."""
    return ROOT / "corpus" / "samples"


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The two example articles, where the real data is."""
    folder = Path(os.environ.get("SLOPCHECK_DATA", ROOT.parent / "shared")) / "seeds"
    if not folder.is_dir():
        pytest.skip("no real data here: set SLOPCHECK_DATA to its folder")
    return folder
