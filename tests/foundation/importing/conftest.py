"""Messages are compared in English here; the Chinese ones are checked for completeness by the message tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils.translation import override

from tests.foundation.importing.toy import ToySpec
from youcheng.foundation.importing import spec


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def toy() -> Iterator[ToySpec]:
    """The toy import, registered for one test."""
    made = ToySpec()
    spec.register(made)
    yield made
    spec.forget(made.name)
