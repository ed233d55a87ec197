"""The books of a batch: intervals are drawn once for all processes, and anew when what they were drawn from changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from django.core.cache import caches

from youcheng.engines import uncertainty
from youcheng.engines.composite import Observations
from youcheng.engines.framework import Framework
from youcheng.engines.uncertainty import Intervals
from youcheng.strategy.facts import sources
from youcheng.strategy.framework import red_lines

pytestmark = pytest.mark.usefixtures("starter_evidence")


@pytest.fixture
def draws(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for every time intervals were drawn: for how many countries."""
    caches["made"].clear()
    asked: list[int] = []

    def counted(framework: Framework, observations: Mapping[str, Observations]) -> Intervals:
        asked.append(len(observations))
        return uncertainty.intervals(framework, observations)

    monkeypatch.setattr(sources, "intervals", counted)
    return asked


def as_another_process() -> Intervals | None:
    """The intervals as a process finds them that has none in memory yet."""
    sources._books.clear()
    return sources.risk_book().drawn


def test_intervals_are_drawn_once_for_all_processes(draws: list[int]) -> None:
    first, second = as_another_process(), as_another_process()
    assert first is not None
    assert second is not None
    assert second.of("THA") == first.of("THA")
    assert second.provenance() == first.provenance()
    assert len(draws) == 1


def test_another_list_of_red_lines_draws_them_anew(draws: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    as_another_process()
    lines = replace(red_lines(), sha256="another")
    monkeypatch.setattr(sources, "red_lines", lambda: lines)
    as_another_process()
    assert len(draws) == 2


def test_every_country_s_points_are_oldest_first() -> None:
    for source in sources.risk_book().sources.values():
        for series in source.table.values():
            for points in series.values():
                assert [point.year for point in points] == sorted({point.year for point in points})
