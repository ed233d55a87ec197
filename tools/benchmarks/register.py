"""The register: the gazetteer, the list with few and with many relationships, and a large import."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.measuring import Measured, NotPossible


def gazetteer() -> Iterator[Measured]:
    raise NotPossible("the register can't take in places yet")
    yield


def lists() -> Iterator[Measured]:
    raise NotPossible("the register has no pages yet")
    yield


def importing() -> Iterator[Measured]:
    raise NotPossible("the register can't import yet")
    yield
