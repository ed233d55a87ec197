"""Messages are compared in English here; the Chinese ones are checked for completeness by the message tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with override("en"):
        yield
