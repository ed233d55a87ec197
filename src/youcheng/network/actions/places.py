"""Loading the gazetteer, choosing the home city, and the register's own cities. Own names win over the gazetteer's.

Called by setup, the city page and imports; where the gazetteer comes from is `network.gazetteer`.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from datetime import date, datetime
from importlib import resources
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.accounts.models import Organisation
from youcheng.foundation import audit, countries, search
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import NotAllowed
from youcheng.foundation.saving import require_version, save_changes, snapshot
from youcheng.network import gazetteer
from youcheng.network.actions.writing import require_code, required_home
from youcheng.network.enums import CityLevel
from youcheng.network.errors import AlreadyThere, ImpossibleFigure, UnknownCode
from youcheng.network.models import City, Country, GroupMembership, HomeCity, RegionGroup, Relationship
from youcheng.network.policies import city_policy, home_city_policy

Progress = Callable[[int, int], None]
BATCH = 2_000
GROUP_FILES = ("groups.csv", "groups_home.csv")
"""Organisations with members, then the classes an office of a Chinese city works with."""
CORRECTABLE = ("name", "latitude", "longitude", "population", "time_zone", "level", "note")


@transaction.atomic
def load_gazetteer(*, actor: Actor, now: datetime, progress: Progress | None = None) -> int:
    """Fill in the countries, groups and gazetteer cities that are missing; returns how many cities came.

    Only the system may (setup). What is there stays as it is. `progress(done, total)` is called after each batch.
    """
    if not actor.is_system:
        raise NotAllowed(actor, "load", "gazetteer")
    Country.objects.bulk_create(gazetteer.country_rows(), ignore_conflicts=True)
    load_groups()
    known = set(Country.objects.values_list("iso2", flat=True))
    have = City.objects.values_list("slug", "geonames_id")
    taken, ids = {slug for slug, _id in have}, {number for _slug, number in have if number}
    rows = list(gazetteer.city_rows(taken, ids, known))
    for start in range(0, len(rows), BATCH):
        City.objects.bulk_create(rows[start : start + BATCH])
        if progress:
            progress(min(start + BATCH, len(rows)), len(rows))
    if rows:
        audit.record_event(
            actor=actor,
            now=now,
            action="network.gazetteer_loaded",
            about="gazetteer",
            after={"cities": len(rows)},
        )
    return len(rows)


def load_groups() -> None:
    """Bring the table of group memberships to what the package holds; memberships somebody added stay."""
    lines = [line for name in GROUP_FILES for line in _lines(name)]
    names = {line["group"]: {"en": line["group_en"], "zh-hans": line["group_zh"]} for line in lines}
    RegionGroup.objects.bulk_create(
        [RegionGroup(code=code, name=name) for code, name in names.items()], ignore_conflicts=True
    )
    have = set(GroupMembership.objects.values_list("group", "country_id", "since"))
    rows = [_membership(line) for line in lines]
    GroupMembership.objects.bulk_create(
        [row for row in rows if (row.group, row.country_id, row.since) not in have]
    )


def _lines(name: str) -> list[dict[str, str]]:
    table = resources.files("youcheng.network").joinpath(f"data/{name}").read_text(encoding="utf-8")
    return list(csv.DictReader(table.splitlines()))


def _membership(line: dict[str, str]) -> GroupMembership:
    iso2 = countries.iso2(line["iso3"])
    if iso2 is None:
        raise UnknownCode(f"groups.csv: {line['iso3']} names no country")
    return GroupMembership(
        group=line["group"],
        country_id=iso2,
        since=date.fromisoformat(line["valid_from"]),
        until=date.fromisoformat(line["valid_to"]) if line["valid_to"] else None,
        source=line["source"],
    )


@transaction.atomic
def set_home_city(
    *,
    actor: Actor,
    now: datetime,
    city: City | None = None,
    geonames_id: int | None = None,
    office: Organisation | None = None,
    training_seed: int | None = None,
    started_on: date | None = None,
) -> HomeCity:
    """Say whose platform this is: a city of the register, or one of the gazetteer by its GeoNames number.

    Refuses an unknown number, and another city once there are ties: they are the first city's.
    """
    city = city or city_by_number(geonames_id or 0)
    home = HomeCity.objects.filter(pk=1).first()
    if home is None and not actor.is_system:
        raise NotAllowed(actor, "choose", "home city")
    if home is None:
        home = HomeCity.objects.create(
            pk=1,
            city=city,
            office=office,
            training_seed=training_seed,
            started_on=started_on or timezone.localdate(now),
        )
        audit.record(
            actor=actor, now=now, action="network.home_city_set", row=home, after={"city": city.slug}
        )
        return home
    home_city_policy.require(actor, "edit", home)
    if home.city_id == city.pk and office in (None, home.office):
        return home
    if home.city_id != city.pk and Relationship.objects.exists():
        raise AlreadyThere(_("The register already holds the ties of %s.") % home.city)
    before = {"city": home.city.slug, "office": str(home.office or "")}
    home.city, home.office = city, office or home.office
    home.save(update_fields=["city", "office"])
    after = {"city": city.slug, "office": str(home.office or "")}
    audit.record(actor=actor, now=now, action="network.home_city_set", row=home, before=before, after=after)
    return home


def city_by_number(geonames_id: int) -> City:
    """The gazetteer's city with this GeoNames number; refuses an unknown one."""
    city = City.objects.filter(geonames_id=geonames_id).first()
    if city is None:
        raise UnknownCode(_("The gazetteer holds no city with the GeoNames number %s.") % geonames_id)
    return city


@transaction.atomic
def add_city(
    *,
    actor: Actor,
    now: datetime,
    name: Mapping[str, str],
    country: str,
    slug: str = "",
    latitude: float | None = None,
    longitude: float | None = None,
    **details: Any,
) -> City:
    """Add a place the gazetteer lacks. `country` is any ISO 3166 code; refuses unknown ones and impossible positions."""
    home_city_policy.require(actor, "add_relationship", required_home())
    row = Country.objects.filter(iso2=countries.iso2(country) or "").first()
    if row is None:
        raise UnknownCode(_("“%s” is no ISO 3166 code of a country or region.") % country)
    _check_place(latitude, longitude)
    require_code(details.get("level", ""), CityLevel.values, _("level"))
    taken = set(
        City.objects.filter(slug__startswith=slug or gazetteer.address_of(_latin(name))).values_list(
            "slug", flat=True
        )
    )
    number = City.objects.count() + 1
    city = City.objects.create(
        slug=slug
        if slug and slug not in taken
        else gazetteer.free_slug(slug or _latin(name), row.iso2, number, taken),
        name=dict(name),
        country=row,
        latitude=latitude,
        longitude=longitude,
        search_text=gazetteer.search_text(dict(name)),
        **details,
    )
    audit.record(
        actor=actor, now=now, action="network.city_added", row=city, after=snapshot(city, ("slug", "name"))
    )
    search.index("city", [city])
    return city


@transaction.atomic
def correct_city(
    *, actor: Actor, now: datetime, city: City, version: int | None = None, **changes: Any
) -> bool:
    """Change a city's names, place, level or note (see CORRECTABLE); False when nothing differs.

    `version` is the one the person's form was made from; raises `ChangedMeanwhile` when somebody saved since.
    """
    city_policy.require(actor, "edit", city)
    if unknown := set(changes) - set(CORRECTABLE):
        raise TypeError(f"not kept on a city: {', '.join(sorted(unknown))}")
    _check_place(changes.get("latitude", city.latitude), changes.get("longitude", city.longitude))
    require_code(changes.get("level", city.level), CityLevel.values, _("level"))
    if "name" in changes:
        changes["name"] = {code: text for code, text in changes["name"].items() if text}
    row = City.objects.select_for_update().get(pk=city.pk)
    require_version(row, version)
    changed = save_changes(actor=actor, now=now, action="network.city_corrected", row=row, changes=changes)
    if changed and "name" in changes:
        City.objects.filter(pk=row.pk).update(search_text=gazetteer.search_text(changes["name"], row.slug))
    search.index("tie", Relationship.objects.select_related("partner").filter(partner=city))
    search.index("city", City.objects.filter(pk=city.pk, relationship__isnull=True))
    city.refresh_from_db()
    return changed


def _latin(name: Mapping[str, str]) -> str:
    """The name an address can be made of."""
    return next((text for text in (name.get("en", ""), *name.values()) if gazetteer.address_of(text)), "")


def _check_place(latitude: float | None, longitude: float | None) -> None:
    if (latitude is None) != (longitude is None):
        raise ImpossibleFigure(_("A position has both a latitude and a longitude."))
    if latitude is not None and longitude is not None and (abs(latitude) > 90 or abs(longitude) > 180):
        raise ImpossibleFigure(_("A latitude lies within ±90 and a longitude within ±180 degrees."))
