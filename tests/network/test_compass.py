"""The compass: true distance and bearing, a second disc only where partners crowd the middle, light drawings."""

from __future__ import annotations

import math

import numpy as np
import pytest

from youcheng.network import compass
from youcheng.network.compass import (
    RADIUS,
    WORLD_KM,
    Cities,
    Partner,
    draw,
    near_radius,
    rings,
    thinned_points,
)

KUNMING = (25.04, 102.72)
NO_CITIES = Cities(np.array([]), np.array([]))


def partner(key: str, latitude: float, longitude: float) -> Partner:
    return Partner(key, key, latitude, longitude, "sister", "main_front")


FAR = [partner("zurich", 47.37, 8.55), partner("denver", 39.74, -104.98), partner("fujisawa", 35.34, 139.49)]
NEAR = [
    partner("chiang-mai", 18.79, 98.98),
    partner("mandalay", 21.98, 96.08),
    partner("vientiane", 17.97, 102.6),
    partner("da-nang", 16.07, 108.22),
]


def test_distance_and_bearing_on_the_drawing_are_true() -> None:
    (world,) = draw(KUNMING, FAR, NO_CITIES)
    for mark in world.marks:
        drawn = math.hypot(mark.x, mark.y) * WORLD_KM / RADIUS
        assert drawn == pytest.approx(mark.distance_km, abs=6)
        turned = math.degrees(math.atan2(mark.x, -mark.y)) % 360
        assert turned == pytest.approx(mark.bearing_deg, abs=0.2)


def test_crowded_surroundings_get_a_disc_of_their_own() -> None:
    near, world = draw(KUNMING, FAR + NEAR, NO_CITIES)
    assert near.radius_km == 1_500
    assert {mark.partner.key for mark in near.marks} == {p.key for p in NEAR}
    assert world.inner == pytest.approx(1_500 / WORLD_KM * RADIUS)
    named = {mark.partner.key for mark in world.marks if mark.is_named}
    assert named == {p.key for p in FAR}, "what the near disc names is not named twice"


def test_few_or_far_partners_need_one_disc() -> None:
    assert len(draw(KUNMING, FAR, NO_CITIES)) == 1
    assert near_radius(np.array([100.0, 200.0, 300.0])) is None
    assert len(draw(KUNMING, [], NO_CITIES)) == 1


def test_the_most_populous_city_of_a_cell_is_the_point() -> None:
    cities = Cities(np.array([10.0, 10.01, 40.0]), np.array([100.0, 100.01, 20.0]))
    path = thinned_points(KUNMING, cities, WORLD_KM, 10)
    assert path.count("M") == 2


def test_points_stay_few() -> None:
    generator = np.random.default_rng(1)
    cities = Cities(generator.uniform(-60, 70, 20_000), generator.uniform(-180, 180, 20_000))
    path = thinned_points(KUNMING, cities, WORLD_KM, compass.POINTS_WORLD)
    assert path.count("M") <= 3_000
    assert len(path) < 60_000


@pytest.mark.parametrize("radius", [*compass.NEAR_CHOICES_KM, WORLD_KM])
def test_rings_are_round_distances_inside_the_edge(radius: float) -> None:
    found = rings(radius)
    assert 3 <= len(found) <= 5
    assert all(ring.km % 500 == 0 and ring.radius <= RADIUS for ring in found)


def test_too_many_partners_become_points_and_formal_ties_keep_their_marks() -> None:
    generator = np.random.default_rng(2)
    places = zip(generator.uniform(-50, 60, 400), generator.uniform(-170, 170, 400), strict=True)
    many = [
        Partner(str(n), f"Partner {n}", float(a), float(b), "sister" if n < 50 else "prospect", "other")
        for n, (a, b) in enumerate(places)
    ]
    for disc in draw(KUNMING, many, NO_CITIES):
        assert len(disc.marks) <= compass.MOST_MARKS
    drawn = {mark.partner.key for mark in disc.marks}
    assert {str(n) for n in range(50)} <= drawn
    assert disc.others.count("M") == 400 - len(disc.marks)
