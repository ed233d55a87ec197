"""Written places and the gazetteer: each way of being found or refused by a case, and properties of the folding."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from youcheng.engines.placing import (
    CERTAIN,
    LIKELY,
    REFUSED,
    Found,
    Match,
    Places,
    Written,
    folded,
    place_all,
)

GAZETTEER = [
    # names, country, latitude, longitude, population
    (["Kunming", "昆明", "Yunnan-fu"], "CN", 25.04, 102.72, 3_855_000),
    (["Beijing", "Pekin"], "CN", 39.91, 116.40, 18_960_000),
    (["Perth"], "GB", 56.40, -3.43, 47_000),
    (["Perth"], "AU", -31.95, 115.86, 1_900_000),
    (["Athens"], "US", 33.96, -83.38, 127_000),
    (["Athens"], "US", 39.33, -82.10, 24_000),
    (["Hanover"], "US", 39.80, -76.98, 15_000),
    (["Hanover"], "US", 43.70, -72.29, 11_000),
    (["Sankt Gallen", "St. Gallen", "Saint Gallen"], "CH", 47.42, 9.37, 75_000),
    (["Łódź"], "PL", 51.77, 19.46, 670_000),
    (["Kourou"], "GF", 5.16, -52.65, 24_000),
    (["Droitwich"], "GB", 52.27, -2.15, 23_000),
    (["Harringay"], "GB", 51.58, -0.10, 16_500),
    (["Hoofddorp"], "NL", 52.302, 4.69, 132_000),
    (["Hangu"], "CN", 39.24, 117.79, 200_000),
]
PLACES = Places(
    [names for names, *_rest in GAZETTEER],
    [row[1] for row in GAZETTEER],
    np.array([row[2] for row in GAZETTEER]),
    np.array([row[3] for row in GAZETTEER]),
    np.array([row[4] for row in GAZETTEER]),
)
NOWHERE = float("nan")


def match(name: str, country: str, latitude: float = NOWHERE, longitude: float = NOWHERE) -> Match:
    return place_all([Written(name, country, latitude, longitude)], PLACES)[0]


def place_of(found: Match) -> str:
    assert found.place is not None
    return f"{GAZETTEER[found.place][0][0]} {GAZETTEER[found.place][1]}"


@pytest.mark.parametrize(
    ("written", "how", "place"),
    [
        (("KUNMING", "CN", 25.0, 102.7), Found.SAME_NAME, "Kunming CN"),
        (("昆明", "CN", 25.0, 102.7), Found.SAME_NAME, "Kunming CN"),
        (("Lodz", "PL", 51.7, 19.4), Found.SAME_NAME, "Łódź PL"),
        (("St Gallen", "CH", 47.4, 9.3), Found.SAME_NAME, "Sankt Gallen CH"),
        (("Kunming City", "CN", 25.0, 102.7), Found.SAME_NAME, "Kunming CN"),
        (("Kunming", "CN", 25.35, 102.9), Found.WIDE, "Kunming CN"),
        (("Kunming", "CN", 102.72, 25.04), Found.NAME_ALONE, "Kunming CN"),
        (("Lodz", "PL", 19.46, 51.77), Found.SWAPPED, "Łódź PL"),
        (("Droitwich Spa", "GB", 52.28, -2.14), Found.SIMILAR_NAME, "Droitwich GB"),
        (("Haringey", "GB", 51.588, -0.105), Found.SIMILAR_NAME, "Harringay GB"),
        (("Kourou", "FR", 5.15, -52.65), Found.OTHER_COUNTRY, "Kourou GF"),
        (("Kunming", "", 25.04, 102.72), Found.OTHER_COUNTRY, "Kunming CN"),
        (("Chaoyang (Beijing)", "CN", 39.92, 116.44), Found.PART, "Beijing CN"),
        (("Beijing – Chaoyang", "CN", 39.92, 116.44), Found.PART, "Beijing CN"),
        (("Haarlemmermeer", "NL", 52.3, 4.69), Found.NEAREST, "Hoofddorp NL"),
        (("Perth", "GB", -31.9558, 115.8597), Found.NAME_ALONE, "Perth GB"),
        (("Athens", "US", 37.98, 23.73), Found.NAME_ALONE, "Athens US"),
        (("Kunming", "CN", 0.0, 0.0), Found.NAME_ALONE, "Kunming CN"),
        (("Kunming", "CN"), Found.NAME_ALONE, "Kunming CN"),
    ],
)
def test_places_are_found(written: tuple[str, str, float, float], how: Found, place: str) -> None:
    found = match(*written)
    assert found.how is how
    assert place_of(found) == place


@pytest.mark.parametrize(
    ("written", "how"),
    [
        (("Hanover", "US", 52.37, 9.72), Found.SEVERAL),
        (("Hanover", "US"), Found.SEVERAL),
        (("Kunming County", "CN", 30.0, 100.0), Found.AREA),
        (("Nowhere", "", 10.0, 10.0), Found.NO_COUNTRY),
        (("Nowhere", "CN", 25.2, 102.7), Found.NO_PLACE),
        (("Nowhere", "CN"), Found.NO_PLACE),
        (("?!", "CN", 25.2, 102.7), Found.NO_PLACE),
    ],
)
def test_places_are_refused_with_the_reason(written: tuple[str, str, float, float], how: Found) -> None:
    found = match(*written)
    assert found == Match(None, how)
    assert how in REFUSED


def test_the_distance_is_told_and_unknown_without_coordinates() -> None:
    near = match("Kunming", "CN", 25.04, 102.82)
    assert near.km == pytest.approx(10.07, abs=0.05)
    assert match("Kunming", "CN").km is None
    assert match("Perth", "GB", -31.9558, 115.8597).km == pytest.approx(14_690, abs=100)


def test_the_classes_are_disjoint() -> None:
    assert not (CERTAIN & LIKELY) | (CERTAIN & REFUSED) | (LIKELY & REFUSED)


def test_nothing_written_nothing_found() -> None:
    assert place_all([], PLACES) == []


@given(st.lists(st.text(max_size=20), min_size=1, max_size=6))
def test_folding_many_is_folding_each(names: list[str]) -> None:
    assert folded(names) == [folded([name])[0] for name in names]
