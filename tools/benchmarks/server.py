"""The running server: second start, pages, memory."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.measuring import Measured, NotPossible


def pages() -> Iterator[Measured]:
    raise NotPossible("there are no pages yet")
    yield
