"""The fixture `stage`: the small named world with an institute and a university that propose."""

from __future__ import annotations

import pytest

from tests.strategy.topics.stage import Stage, make_stage
from tests.world import World
from youcheng.strategy.models import Dossier


@pytest.fixture
def stage(world: World) -> Stage:
    return make_stage(world)


@pytest.fixture
def stage_with_dossier(stage: Stage, drafted: Dossier) -> tuple[Stage, Dossier]:
    """The stage beside Chiang Mai's dossier of the year."""
    return stage, drafted
