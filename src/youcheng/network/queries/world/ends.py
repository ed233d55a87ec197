"""The ends of a matching for people to look at, and which places each might be.

Called by the review pages. Candidates come from the places and cities on record, so that a page needs no gazetteer of 235,000.
"""

from __future__ import annotations

from django.db.models import F, QuerySet, Sum

from youcheng.engines import geo
from youcheng.foundation.actors import Actor
from youcheng.network.enums import Sureness
from youcheng.network.gazetteer import address_of
from youcheng.network.models import City, Matching, PairEnd, WorldPlace
from youcheng.network.policies import pair_end_policy
from youcheng.network.queries.world.net import country_name

TO_CHECK = (Sureness.LOW.value, Sureness.REFUSED.value)
ALL = "all"
NEAR_DEGREES = 1.0
MOST = 8


def ends_visible_to(actor: Actor) -> QuerySet[PairEnd]:
    """All ends the actor may see, with their places."""
    rows = pair_end_policy.filter(PairEnd.objects.select_related("place", "matching"), actor)
    return pair_end_policy.annotate(rows, actor, "edit")


def ends_listed(
    actor: Actor, matching: Matching, q: str = "", sureness: str = "", how: str = "", country: str = ""
) -> QuerySet[PairEnd]:
    """The ends of one matching as filtered; without a sureness those a person should look at."""
    rows = ends_visible_to(actor).filter(matching=matching)
    if sureness != ALL:
        rows = rows.filter(sureness__in=[sureness] if sureness else TO_CHECK)
    if q:
        rows = rows.filter(name__icontains=q)
    if how:
        rows = rows.filter(how=how)
    return rows.filter(country=country) if country else rows


def end_countries(matching: Matching) -> list[tuple[str, str]]:
    """Code and name of the countries the ends of a matching lie in."""
    codes = PairEnd.objects.order_by().filter(matching=matching).values_list("country", flat=True).distinct()
    return sorted(((code, country_name(code)) for code in codes if code), key=lambda pair: pair[1])


def ends_by_sureness(matching: Matching) -> dict[str, int]:
    """Ends of links by sureness, every sureness named. One query."""
    found = {sureness.value: 0 for sureness in Sureness}
    rows = PairEnd.objects.order_by().filter(matching=matching).values_list("sureness")
    return found | dict(rows.annotate(links=Sum("links")))


def candidates(end: PairEnd) -> list[tuple[WorldPlace, float | None]]:
    """Places an end might be, with their distance: the one held, places near by, places of the name. Three queries at most."""
    found = {end.place.pk: end.place} if end.place else {}
    for place in (*_near(end), *_named(end)):
        found.setdefault(place.pk, place)
    told = [(place, _km(end, place)) for place in found.values()]
    held = end.place_id
    return sorted(told, key=lambda one: (one[0].pk != held, one[1] is None, one[1] or 0.0))[:MOST]


def _near(end: PairEnd) -> list[WorldPlace]:
    if end.latitude is None or end.longitude is None:
        return []
    rows = WorldPlace.objects.filter(
        latitude__range=(end.latitude - NEAR_DEGREES, end.latitude + NEAR_DEGREES),
        longitude__range=(end.longitude - NEAR_DEGREES, end.longitude + NEAR_DEGREES),
    )
    return sorted(rows, key=lambda place: _km(end, place) or 0.0)[:MOST]


def _named(end: PairEnd) -> list[WorldPlace]:
    """Cities of the gazetteer with the name, as places; they are not stored until one is chosen."""
    text = address_of(end.name).replace("-", " ")
    if not text:
        return []
    rows = City.objects.filter(
        search_text__contains=text, geonames_id__isnull=False, latitude__isnull=False, longitude__isnull=False
    )
    if end.country:
        rows = rows.filter(country=end.country)
    return [
        WorldPlace(
            number=city.geonames_id, name=city.name, country=city.country_id, latitude=city.latitude,
            longitude=city.longitude, population=city.population,
        )
        for city in rows.order_by(F("population").desc(nulls_last=True))[:MOST]
        if city.geonames_id is not None and city.latitude is not None and city.longitude is not None
    ]  # fmt: skip


def _km(end: PairEnd, place: WorldPlace) -> float | None:
    if end.latitude is None or end.longitude is None:
        return None
    return float(geo.distance_km(end.latitude, end.longitude, place.latitude, place.longitude))
