"""The home city, cities by name, and the groups and zones of countries on a day.

Group and zone of many countries come from two queries. Distances are engines.geo's.
"""

from __future__ import annotations

import datetime as dt
import difflib
from zoneinfo import ZoneInfo

from django.db.models import F, Q
from django.utils.translation import gettext as _

from youcheng.engines import geo
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused
from youcheng.network.enums import Zone
from youcheng.network.models import (
    City,
    Country,
    GroupMembership,
    HomeCity,
    RegionGroup,
    ZoneRule,
)
from youcheng.network.policies import home_city_policy


def home_city() -> HomeCity | None:
    """Whose platform this is; None before it was set up."""
    return HomeCity.objects.select_related("city", "city__country", "office").filter(pk=1).first()


def city_named(slug: str) -> City:
    """The city at this address; refuses with the nearest names."""
    city = City.objects.select_related("country").filter(slug=slug).first()
    if city is not None:
        return city
    known = City.objects.filter(slug__startswith=slug[:2]).values_list("slug", flat=True)
    near = difflib.get_close_matches(slug, list(known), n=3, cutoff=0.5)
    hint = _("Did you mean %s?") % ", ".join(near) if near else _("See the gazetteer for the names.")
    raise Refused(_("There is no city “%(slug)s”. %(hint)s") % {"slug": slug, "hint": hint})


def distance_from_home(city: City) -> float | None:
    """Great-circle distance from the home city in km; None where either place is unknown."""
    home = home_city()
    if home is None or not home.city.has_place or not city.has_place:
        return None
    assert home.city.latitude is not None
    assert home.city.longitude is not None
    assert city.latitude is not None
    assert city.longitude is not None
    return float(geo.distance_km(home.city.latitude, home.city.longitude, city.latitude, city.longitude))


def group_codes() -> list[str]:
    """Every group that has a membership recorded, in order."""
    return list(GroupMembership.objects.order_by("group").values_list("group", flat=True).distinct())


def groups_of_all(as_of: dt.date) -> dict[str, frozenset[str]]:
    """The groups of each country (alpha-2) on a day; a country in none is absent. One query."""
    found: dict[str, set[str]] = {}
    rows = GroupMembership.objects.order_by().filter(_in_force(as_of, required=True))
    for country, group in rows.values_list("country_id", "group"):
        found.setdefault(country, set()).add(group)
    return {country: frozenset(groups) for country, groups in found.items()}


def groups_of(country: Country, as_of: dt.date) -> frozenset[str]:
    """The groups one country belongs to on a day."""
    rows = GroupMembership.objects.order_by().filter(_in_force(as_of, required=True), country=country)
    return frozenset(rows.values_list("group", flat=True))


def zones_of_all(as_of: dt.date) -> dict[str, str]:
    """The zone of each country (alpha-2) on a day. Three queries."""
    rules = list(ZoneRule.objects.filter(_in_force(as_of)))
    groups = groups_of_all(as_of)
    continents = Country.objects.order_by().values_list("iso2", "continent")
    return {
        iso2: zone_by(rules, iso2, continent, groups.get(iso2, frozenset())) for iso2, continent in continents
    }


def zone_of(country: Country, as_of: dt.date) -> str:
    """The zone of one country on a day."""
    rules = list(ZoneRule.objects.filter(_in_force(as_of)))
    return zone_by(rules, country.iso2, country.continent, groups_of(country, as_of))


def zone_by(rules: list[ZoneRule], iso2: str, continent: str, groups: frozenset[str]) -> str:
    """The zone the first fitting rule gives; `other` where none fits."""
    for rule in rules:
        if (
            groups.issuperset(rule.groups)
            and (not rule.continents or continent in rule.continents)
            and (not rule.countries or iso2 in rule.countries)
        ):
            return rule.zone
    return Zone.OTHER.value


def _in_force(as_of: dt.date, *, required: bool = False) -> Q:
    begun = Q(since__lte=as_of) if required else Q(since__isnull=True) | Q(since__lte=as_of)
    return begun & (Q(until__isnull=True) | Q(until__gte=as_of))


def group_choices() -> list[tuple[str, str]]:
    """Code and name of every group, for a filter. One query."""
    return [(group.code, str(group.name)) for group in RegionGroup.objects.all()]


def group_names(codes: frozenset[str]) -> list[str]:
    """The names of these groups. One query."""
    return [str(group.name) for group in RegionGroup.objects.filter(code__in=codes)]


def training_notice() -> str:
    """The sentence that marks every page, paper and sheet of a training deployment; empty on a real one."""
    home = HomeCity.objects.filter(pk=1, training_seed__isnull=False).first()
    return _("Training data: everything here is fictional.") if home else ""


def may_add(actor: Actor) -> bool:
    """Whether the actor may put a city on the register; false before the home city is set."""
    home = HomeCity.objects.filter(pk=1).first()
    return home is not None and home_city_policy.allows(actor, "add_relationship", home)


def may_keep_record(actor: Actor) -> bool:
    """Whether the actor may enter published counts, alliances and policy terms."""
    home = HomeCity.objects.filter(pk=1).first()
    return home is not None and home_city_policy.allows(actor, "add_reference", home)


def cities_named(text: str, limit: int = 20) -> list[City]:
    """Cities whose name contains the text in any language on record, the biggest first. One query."""
    if not text.strip():
        return []
    rows = City.objects.select_related("country", "relationship").filter(
        search_text__contains=text.casefold().strip()
    )
    return list(rows.order_by(F("population").desc(nulls_last=True), "slug")[:limit])


def cities_meant(text: str) -> list[City]:
    """The cities somebody may mean by an address or a whole name: one where it is told. At most two queries."""
    exact = City.objects.select_related("country").filter(slug=text.strip()).first()
    if exact is not None:
        return [exact]
    wanted = text.strip().casefold()
    return [
        city
        for city in cities_named(wanted, limit=200)
        if wanted in {name.casefold() for name in city.name.values()}
    ]


def time_difference(city: City, at: dt.datetime) -> float | None:
    """Hours by which the city's clock is ahead of the home city's at a moment; None where a zone is unknown."""
    home = home_city()
    if home is None or not home.city.time_zone or not city.time_zone:
        return None
    ours = at.astimezone(ZoneInfo(home.city.time_zone)).utcoffset()
    theirs = at.astimezone(ZoneInfo(city.time_zone)).utcoffset()
    assert ours is not None
    assert theirs is not None
    return (theirs - ours).total_seconds() / 3600
