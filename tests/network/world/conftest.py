"""A small world of twinned cities: a gazetteer of a dozen places and a list of pairs, loaded into a data home of the test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from django.utils.translation import override
from pytest_django import Settings

from tests.world import NOW
from youcheng.engines.placing import Places
from youcheng.evidence import actions as evidence
from youcheng.evidence.enums import Kind
from youcheng.foundation.actors import Actor
from youcheng.network import actions, gazetteer
from youcheng.network.models import City, Country, HomeCity, Matching
from youcheng.network.queries.world import net

SYSTEM = Actor.system("tests")
KUNMING, CHENGDU, CHIANG_MAI, BANGKOK, KYOTO, NARA, ZURICH, BERN, FUJISAWA = range(1, 10)
HEADER = "city1,country1,lat1,lng1,city2,country2,lat2,lng2,iso2_1,iso2_2,year\n"
GAZETTEER = {
    # number: name, country, latitude, longitude, population
    KUNMING: ("Kunming", "CN", 25.04, 102.72, 3_855_000),
    CHENGDU: ("Chengdu", "CN", 30.66, 104.06, 13_568_000),
    CHIANG_MAI: ("Chiang Mai", "TH", 18.79, 98.98, 127_000),
    BANGKOK: ("Bangkok", "TH", 13.75, 100.50, 5_104_000),
    KYOTO: ("Kyoto", "JP", 35.02, 135.75, 1_459_000),
    NARA: ("Nara", "JP", 34.68, 135.80, 367_000),
    ZURICH: ("Zürich", "CH", 47.37, 8.55, 341_000),
    BERN: ("Bern", "CH", 46.95, 7.45, 121_000),
    FUJISAWA: ("Fujisawa", "JP", 35.34, 139.49, 404_000),
}
PAIRS = [
    (KUNMING, ZURICH),
    (KUNMING, CHIANG_MAI),
    (CHENGDU, CHIANG_MAI),
    (CHENGDU, KYOTO),
    (BANGKOK, KYOTO),
    (CHIANG_MAI, KYOTO),
    (ZURICH, KYOTO),
    (BERN, NARA),
]
LoadPairs = Callable[..., Matching]


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Every test's matching has the same key: what an earlier one left in memory is another world."""
    net._net.cache_clear()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with override("en"):
        yield


def row(first: int, second: int, year: int | str = "") -> str:
    sides = [GAZETTEER[first], GAZETTEER[second]]
    cells = [f"{name},,{latitude},{longitude}" for name, _country, latitude, longitude, _people in sides]
    return f"{cells[0]},{cells[1]},{sides[0][1]},{sides[1][1]},{year}\n"


@pytest.fixture
def small_gazetteer(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = list(GAZETTEER.values())
    wide = gazetteer.WideGazetteer(
        list(GAZETTEER),
        Places(
            [[name, "昆明"] if name == "Kunming" else [name] for name, *_rest in entries],
            [entry[1] for entry in entries],
            np.array([entry[2] for entry in entries]),
            np.array([entry[3] for entry in entries]),
            np.array([entry[4] for entry in entries]),
        ),
    )
    monkeypatch.setattr(gazetteer, "wide_gazetteer", lambda: wide)


@pytest.fixture
def load_pairs(home: HomeCity, small_gazetteer: None, settings: Settings, tmp_path: Path) -> LoadPairs:
    """`load_pairs()` loads and matches the small world, `load_pairs("more lines")` with more in it."""
    settings.YOUCHENG_HOME = tmp_path
    for iso2, iso3, continent in (
        ("CN", "CHN", "AS"),
        ("TH", "THA", "AS"),
        ("JP", "JPN", "AS"),
        ("CH", "CHE", "EU"),
    ):
        Country.objects.update_or_create(iso2=iso2, defaults={"iso3": iso3, "continent": continent})
    City.objects.filter(pk=home.city_id).update(geonames_id=KUNMING)

    def load(more: str = "", *, name: str = "pairs", match: bool = True) -> Matching:
        path = tmp_path / f"{name}.csv"
        path.write_text(HEADER + "".join(row(*pair) for pair in PAIRS) + more, encoding="utf-8")
        evidence.load(actor=SYSTEM, now=NOW, request=evidence.Request(Kind.TWINS, path, name))
        if not match:
            return Matching()
        return actions.match_pairs(actor=SYSTEM, now=NOW, dataset=name).matching

    return load
