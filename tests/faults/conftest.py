"""The data homes the drills break: one prepared once, copied for each drill."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.faults.homes import Home


@pytest.fixture(scope="session")
def _empty_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("faults") / "empty")
    home.prepare()
    return home


@pytest.fixture
def home(_empty_home: Home, tmp_path: Path) -> Home:
    """A data home with empty tables, for this drill alone."""
    home = Home(tmp_path / "home")
    shutil.copytree(_empty_home.path, home.path, dirs_exist_ok=True)
    return home
