"""The fixture `stage`: the small named world with an institute and a university that propose."""

from __future__ import annotations

import pytest

from tests.strategy.topics.stage import Stage, make_stage
from tests.world import World


@pytest.fixture
def stage(world: World) -> Stage:
    return make_stage(world)
