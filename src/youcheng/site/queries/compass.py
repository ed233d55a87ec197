"""The network as a picture and its table: every tie the actor may see, with distance, bearing, kind and zone.

Called by the compass and today's pages. The geometry is `network.compass`; rules about ties are the register's.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from youcheng.engines import geo
from youcheng.foundation.actors import Actor
from youcheng.foundation.translated import Translated
from youcheng.network import compass
from youcheng.network import queries as network
from youcheng.network.enums import Kind, State, Zone
from youcheng.network.models import HomeCity, Relationship
from youcheng.network.queries.drawn import drawn_cities
from youcheng.network.standing import Standing

POINTS_OF_THE_COMPASS = (
    pgettext_lazy("bearing", "north"),
    pgettext_lazy("bearing", "north-east"),
    pgettext_lazy("bearing", "east"),
    pgettext_lazy("bearing", "south-east"),
    pgettext_lazy("bearing", "south"),
    pgettext_lazy("bearing", "south-west"),
    pgettext_lazy("bearing", "west"),
    pgettext_lazy("bearing", "north-west"),
)


@dataclass(frozen=True)
class Tie:
    """One line of the table beside the picture. Distance and bearing are None where a place is unknown."""

    slug: str
    name: Translated
    country: str
    kind: str
    zone: str
    is_certain: bool
    is_ended: bool
    url: str
    distance_km: float | None = None
    bearing_deg: float | None = None

    @property
    def kind_label(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def zone_label(self) -> str:
        return str(Zone(self.zone).label)

    @property
    def direction(self) -> str:
        return "" if self.bearing_deg is None else point_of_the_compass(self.bearing_deg)


@dataclass(frozen=True)
class Picture:
    """Everything the compass page shows, as of one day."""

    home: HomeCity
    as_of: dt.date
    ties: tuple[Tie, ...]
    discs: tuple[compass.Disc, ...]

    @cached_property  # asked for at every mark of the drawing
    def by_slug(self) -> dict[str, Tie]:
        return {tie.slug: tie for tie in self.ties}

    @property
    def has_others(self) -> bool:
        return any(disc.others for disc in self.discs)

    @property
    def not_placed(self) -> tuple[Tie, ...]:
        return tuple(tie for tie in self.ties if tie.distance_km is None)


def picture(
    actor: Actor,
    as_of: dt.date,
    rows: list[Relationship] | None = None,
    standings: dict[int, Standing] | None = None,
) -> Picture | None:
    """The compass of a day, or None before a home city was chosen. The number of queries is constant.

    A page that has the visible ties and their standings already hands them over.
    """
    home = network.home_city()
    if home is None:
        return None
    rows = list(network.relationships_visible_to(actor)) if rows is None else rows
    standings = network.standings(as_of, rows) if standings is None else standings
    zones = network.zones_of_all(as_of)
    polar = _polar(home, rows)
    ties = [
        _tie(row, standings[row.pk], zones.get(row.partner.country_id, Zone.OTHER.value), polar)
        for row in rows
    ]
    ties.sort(key=lambda tie: (tie.distance_km is None, tie.distance_km or 0.0, tie.slug))
    return Picture(home, as_of, tuple(ties), _discs(home, rows, {tie.slug: tie for tie in ties}))


def point_of_the_compass(bearing_deg: float) -> str:
    """The nearest of eight points of the compass, in the reader's language."""
    return str(POINTS_OF_THE_COMPASS[round(bearing_deg / 45) % 8])


def _polar(home: HomeCity, rows: list[Relationship]) -> dict[int, tuple[float, float]]:
    """Distance in km and bearing in degrees of every partner whose place is known, by the tie's key."""
    placed = [row for row in rows if row.partner.has_place] if home.city.has_place else []
    if not placed:
        return {}
    places = [(row.partner.latitude, row.partner.longitude) for row in placed]
    latitudes, longitudes = np.array(places, dtype=np.float64).T
    centre = home.city.latitude or 0.0, home.city.longitude or 0.0
    found = zip(
        geo.distance_km(*centre, latitudes, longitudes).tolist(),
        geo.bearing_deg(*centre, latitudes, longitudes).tolist(),
        strict=True,
    )
    return {row.pk: at for row, at in zip(placed, found, strict=True)}


def _tie(row: Relationship, standing: Standing, zone: str, polar: dict[int, tuple[float, float]]) -> Tie:
    city = row.partner
    distance, bearing = polar.get(row.pk, (None, None))
    return Tie(
        slug=city.slug,
        name=city.name,
        country=city.country.iso3,
        kind=standing.highest,
        zone=zone,
        is_certain=standing.is_certain,
        is_ended=standing.states == {State.ENDED.value},
        url=reverse("network:relationship", args=[city.slug]),
        distance_km=distance,
        bearing_deg=bearing,
    )


def _discs(home: HomeCity, rows: list[Relationship], ties: dict[str, Tie]) -> tuple[compass.Disc, ...]:
    """The drawing; ended ties stay in the table only."""
    latitude, longitude = home.city.latitude, home.city.longitude
    if latitude is None or longitude is None:
        return ()
    partners = [
        compass.Partner(
            row.partner.slug,
            str(row.partner.name),
            row.partner.latitude,
            row.partner.longitude,
            ties[row.partner.slug].kind,
            ties[row.partner.slug].zone,
        )
        for row in rows
        if row.partner.latitude is not None
        and row.partner.longitude is not None
        and not ties[row.partner.slug].is_ended
    ]
    return compass.draw((latitude, longitude), partners, drawn_cities())
