"""Distances, bearings and the compass projection against known values and their defining properties."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from youcheng.engines import geo
from youcheng.engines.errors import NotANumber, OutOfRange, ShapeMismatch

KUNMING = (25.0389, 102.7183)
QUARTER = np.pi / 2 * geo.EARTH_RADIUS_KM

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)


def test_quarters_and_halves_of_the_globe() -> None:
    np.testing.assert_allclose(
        geo.distance_km(0, 0, [0, 90, 0, 0], [90, 0, 180, 0]), [QUARTER, QUARTER, 2 * QUARTER, 0]
    )
    np.testing.assert_allclose(geo.bearing_deg(0, 0, [10, 0, -10, 0], [0, 10, 0, -10]), [0, 90, 180, 270])


def test_a_published_great_circle() -> None:
    """Nashville BNA to Los Angeles LAX, the usual worked example: 2,887.26 km on a radius of 6,372.8 km."""
    found = geo.distance_km(36.12, -86.67, 33.94, -118.40)
    assert float(found) * 6372.8 / geo.EARTH_RADIUS_KM == pytest.approx(2887.26, abs=0.005)


def test_kunming_to_its_partners() -> None:
    distance = geo.distance_km(*KUNMING, [18.79, 35.34, 39.74], [98.98, 139.49, -104.98])
    assert distance[0] == pytest.approx(795, abs=10), "Chiang Mai"
    assert distance[1] == pytest.approx(3730, abs=60), "Fujisawa"
    assert distance[2] == pytest.approx(12100, abs=200), "Denver"
    bearing = geo.bearing_deg(*KUNMING, [18.79, 35.34], [98.98, 139.49])
    assert 180 < bearing[0] < 270, "Chiang Mai lies to the south-west"
    assert 45 < bearing[1] < 90, "Fujisawa lies to the north-east"


@given(latitudes, longitudes, latitudes, longitudes)
def test_distance_is_symmetric_and_bounded(a: float, b: float, c: float, d: float) -> None:
    there, back = float(geo.distance_km(a, b, c, d)), float(geo.distance_km(c, d, a, b))
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= 2 * QUARTER + 1e-6


@given(latitudes, longitudes, latitudes, longitudes)
def test_the_map_keeps_distance_and_bearing_from_its_centre(a: float, b: float, c: float, d: float) -> None:
    x, y = geo.azimuthal_equidistant(a, b, c, d)
    assert float(np.hypot(x, y)) == pytest.approx(float(geo.distance_km(a, b, c, d)), abs=1e-6)
    bearing = float(geo.bearing_deg(a, b, c, d))
    assert 0 <= bearing < 360
    if np.hypot(x, y) > 1:
        turn = np.degrees(np.arctan2(float(x), float(y))) - bearing
        assert (turn + 180) % 360 - 180 == pytest.approx(0, abs=1e-6)


@given(st.floats(-80, 80), longitudes, st.floats(-80, 80), longitudes)
def test_the_way_is_as_long_as_the_distance(a: float, b: float, c: float, d: float) -> None:
    way = geo.great_circle(a, b, c, d, points=9)
    steps = [float(geo.distance_km(way[0][i], way[1][i], way[0][i + 1], way[1][i + 1])) for i in range(8)]
    assert sum(steps) == pytest.approx(float(geo.distance_km(a, b, c, d)), abs=1e-3)


def test_impossible_places_are_refused() -> None:
    with pytest.raises(OutOfRange, match="latitude 102"):
        geo.distance_km(102.7, 25.0, 0, 0)
    with pytest.raises(NotANumber):
        geo.distance_km(0, 0, [float("nan")], [0.0])
    with pytest.raises(ShapeMismatch):
        geo.distance_km(0, 0, [1.0, 2.0], [3.0])
