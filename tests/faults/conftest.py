"""The data homes the drills break: each kind prepared once a run, copied for each drill."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.faults.homes import Home
from tests.network.conftest import home, make_tie

__all__ = ["home", "make_tie"]

KUNMING = "1804651"  # GeoNames


@pytest.fixture(scope="session")
def _empty_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("faults") / "empty")
    home.prepare()
    return home


@pytest.fixture(scope="session")
def _city_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("faults") / "city")
    home.run("setup", "--home-city", KUNMING)
    return home


@pytest.fixture
def bare_home(_empty_home: Home, tmp_path: Path) -> Home:
    """A data home with empty tables, for this drill alone."""
    return copied(_empty_home, tmp_path / "home")


@pytest.fixture
def city_home(_city_home: Home, tmp_path: Path) -> Home:
    """An empty deployment for Kunming with gazetteer and starter evidence, for this drill alone."""
    return copied(_city_home, tmp_path / "city")


def copied(whole: Home, to: Path) -> Home:
    shutil.copytree(whole.path, to)
    return Home(to)
