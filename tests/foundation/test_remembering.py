"""What is remembered is made once from the same ingredients, and its loss costs nothing but time."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.cache import caches
from django.core.cache.backends.filebased import FileBasedCache

from tests.foundation.documents.samples import CHART
from youcheng.foundation import remembering
from youcheng.foundation.documents import charts
from youcheng.foundation.documents.model import DocumentError
from youcheng.foundation.remembering import remembered


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    caches["made"].clear()


def test_the_same_ingredients_are_made_once() -> None:
    made: list[str] = []

    def make() -> int:
        made.append("once")
        return len(made)

    assert [remembered("sum", (1, "a"), make) for _time in range(3)] == [1, 1, 1]
    assert remembered("sum", (1, "b"), make) == 2
    assert remembered("product", (1, "a"), make) == 3


def test_another_version_makes_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    assert remembered("sum", 1, lambda: "old") == "old"
    monkeypatch.setattr(remembering, "__version__", "another")
    assert remembered("sum", 1, lambda: "new") == "new"


def test_a_full_disk_costs_the_memory_and_not_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: FileBasedCache, *args: object, **options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileBasedCache, "set", full)
    assert remembered("sum", 1, lambda: 5) == 5


def test_a_chart_is_drawn_once_in_each_language(monkeypatch: pytest.MonkeyPatch) -> None:
    first = charts.to_svg(CHART, "zh-hans")
    charts.to_svg(CHART, "en")
    monkeypatch.setattr(charts, "_engine", lambda: pytest.fail("drawn again"))
    assert charts.to_svg(dict(CHART), "zh-hans") == first
    charts.to_svg(CHART, "en")


def test_a_chart_that_can_t_be_drawn_is_not_remembered() -> None:
    for _time in range(2):
        with pytest.raises(DocumentError, match="could not be drawn"):
            charts.to_svg({"mark": "nothing such"}, "en")


def test_only_the_owner_reads_what_is_remembered() -> None:
    remembered("sum", 1, lambda: "kept")
    folder = Path(str(caches["made"]._dir))  # type: ignore[attr-defined]  # Django's own name
    assert folder.stat().st_mode & 0o077 == 0
