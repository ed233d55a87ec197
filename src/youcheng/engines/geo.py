"""Where cities lie to each other: great-circle distance, bearing, and the compass map's projection.

Question: how far and in which direction is a city from the home city, and where does it stand on a map
centred there? A sphere of the mean Earth radius (error below 0.6 % against the ellipsoid): good for
text and pictures, not for surveying. Degrees in, kilometres out; numbers or arrays. Called by `network`.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from youcheng.engines.errors import NotANumber, OutOfRange, ShapeMismatch

EARTH_RADIUS_KM = 6371.0088
"""Mean radius R1 of the Earth (IUGG)."""

Floats = NDArray[np.float64]


def distance_km(latitude: float, longitude: float, latitudes: ArrayLike, longitudes: ArrayLike) -> Floats:
    """Return great-circle distances in km, 0 to 20,015, from one place to others.

    Uses the form with arctan2 of both half-chords, exact for near and for opposite points (Vincenty's
    formula on the sphere). OutOfRange for a latitude beyond ±90 or a longitude beyond ±180.
    """
    angle, _ = _angle_and_bearing(latitude, longitude, latitudes, longitudes)
    return angle * EARTH_RADIUS_KM


def bearing_deg(latitude: float, longitude: float, latitudes: ArrayLike, longitudes: ArrayLike) -> Floats:
    """Return initial bearings in degrees, 0 ≤ b < 360, clockwise from north, from one place to others.

    The bearing to the place itself or to its antipode is not defined; 0 and the numeric limit are returned.
    """
    _, bearing = _angle_and_bearing(latitude, longitude, latitudes, longitudes)
    return np.mod(np.degrees(bearing), 360.0) % 360.0


def azimuthal_equidistant(
    latitude: float, longitude: float, latitudes: ArrayLike, longitudes: ArrayLike
) -> tuple[Floats, Floats]:
    """Return (x, y) in km east and north on a map centred at (latitude, longitude).

    Distance and bearing from the centre are true; all else is distorted, most at the antipode (whose
    circle has a radius of 20,015 km). x² + y² is the squared distance.
    """
    angle, bearing = _angle_and_bearing(latitude, longitude, latitudes, longitudes)
    radius = angle * EARTH_RADIUS_KM
    return radius * np.sin(bearing), radius * np.cos(bearing)


def great_circle(
    latitude: float, longitude: float, to_latitude: float, to_longitude: float, points: int = 32
) -> tuple[Floats, Floats]:
    """Return latitudes and longitudes of `points` places along the shortest way, both ends included.

    Between antipodes every way is shortest; the one over the numeric limit of the bearing is returned.
    """
    angle, bearing = _angle_and_bearing(latitude, longitude, to_latitude, to_longitude)
    way = np.linspace(0.0, float(angle), points)
    phi, direction = np.radians(latitude), float(bearing)
    reached = np.arcsin(
        np.clip(np.sin(phi) * np.cos(way) + np.cos(phi) * np.sin(way) * np.cos(direction), -1, 1)
    )
    turned = np.arctan2(
        np.sin(direction) * np.sin(way) * np.cos(phi), np.cos(way) - np.sin(phi) * np.sin(reached)
    )
    longitudes = np.mod(longitude + np.degrees(turned) + 180.0, 360.0) - 180.0
    return np.degrees(reached), longitudes


def _angle_and_bearing(
    latitude: Any, longitude: Any, latitudes: ArrayLike, longitudes: ArrayLike
) -> tuple[Floats, Floats]:
    """Return the central angle (0 to π) and the initial bearing (−π to π), in radians."""
    lat1, lon1 = _checked(latitude, longitude)
    lat2, lon2 = _checked(latitudes, longitudes)
    phi1, phi2, turn = np.radians(lat1), np.radians(lat2), np.radians(lon2 - lon1)
    east = np.cos(phi2) * np.sin(turn)
    north = np.cos(phi1) * np.sin(phi2) - np.sin(phi1) * np.cos(phi2) * np.cos(turn)
    along = np.sin(phi1) * np.sin(phi2) + np.cos(phi1) * np.cos(phi2) * np.cos(turn)
    return np.arctan2(np.hypot(east, north), along), np.arctan2(east, north)


def _checked(latitudes: ArrayLike, longitudes: ArrayLike) -> tuple[Floats, Floats]:
    lat, lon = np.asarray(latitudes, dtype=np.float64), np.asarray(longitudes, dtype=np.float64)
    if lat.shape != lon.shape:
        raise ShapeMismatch(
            f"{lat.size} latitudes and {lon.size} longitudes",
            where="coordinates",
            remedy="Give one longitude for each latitude.",
        )
    for name, values, bound in (("latitude", lat, 90.0), ("longitude", lon, 180.0)):
        if not np.isfinite(values).all():
            raise NotANumber(
                f"A {name} is not a number", where=name, remedy="Leave out places without coordinates."
            )
        if (np.abs(values) > bound).any():
            worst = values.flat[int(np.argmax(np.abs(values)))]
            raise OutOfRange(
                f"{name} {worst} lies beyond ±{bound:g} degrees",
                where=name,
                remedy="Check the order of coordinates.",
            )
    return lat, lon
