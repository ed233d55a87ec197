"""Cities looking for a partner, as an actor may see them; and whether the actor sees a tie with them.

Called by their pages, the city and tie pages, and imports. A number of queries that does not follow the list.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from youcheng.foundation import countries
from youcheng.foundation.actors import Actor
from youcheng.foundation.formatting import collation
from youcheng.network.models import City, HomeCity, Seeker
from youcheng.network.policies import home_city_policy, seeker_policy
from youcheng.network.queries.exchanges import in_field
from youcheng.network.queries.places import groups_of_all, zones_of_all
from youcheng.network.queries.ties import relationships_visible_to

OVER, ALL = "over", "all"
"""States of the filter beside the usual one: cities still looking."""


@dataclass(frozen=True)
class SeekerFilters:
    """What the list is narrowed to; empty means all, of `state` those still looking. Codes are those of the enums."""

    q: str = ""
    country: str = ""
    group: str = ""
    zone: str = ""
    field: str = ""
    state: str = ""
    tied: str = ""


def seekers_visible_to(actor: Actor) -> QuerySet[Seeker]:
    """Entries with city and country, and the columns `can_edit` and `is_tied` (whether the actor sees a tie)."""
    rows = seeker_policy.filter(Seeker.objects.select_related("city", "city__country"), actor)
    ties = relationships_visible_to(actor).filter(partner=OuterRef("city")).order_by()
    return seeker_policy.annotate(rows, actor, "edit").annotate(is_tied=Exists(ties))


def seekers_listed(actor: Actor, filters: SeekerFilters, today: dt.date) -> QuerySet[Seeker]:
    """The narrowed list. At most three queries beside its own, for zones and groups."""
    rows = seekers_visible_to(actor)
    if filters.q:
        text = filters.q.casefold()
        rows = rows.filter(
            Q(city__search_text__contains=text)
            | Q(city__slug__contains=text)
            | Q(contact__icontains=filters.q)
        )
    if filters.country:
        rows = rows.filter(city__country=filters.country)
    if filters.group:
        inside = [iso2 for iso2, groups in groups_of_all(today).items() if filters.group in groups]
        rows = rows.filter(city__country__in=inside)
    if filters.zone:
        inside = [iso2 for iso2, zone in zones_of_all(today).items() if zone == filters.zone]
        rows = rows.filter(city__country__in=inside)
    if filters.field:
        rows = rows.filter(**in_field(filters.field))
    if filters.tied:
        ties = Q(city__in=relationships_visible_to(actor).order_by().values("partner"))
        rows = rows.filter(ties if filters.tied == "yes" else ~ties)
    is_over = Q(until__lt=today)
    return rows if filters.state == ALL else rows.filter(is_over if filters.state == OVER else ~is_over)


def open_seekers_of(actor: Actor, city: City, today: dt.date) -> list[Seeker]:
    """What one city looks for on a day. One query."""
    return [row for row in seekers_visible_to(actor).filter(city=city) if row.is_open(today)]


def seeking_countries(actor: Actor) -> list[tuple[str, str]]:
    """Code and name of every country (region) with an entry, by name. One query."""
    codes = (
        seeker_policy.filter(Seeker.objects.all(), actor).order_by().values_list("city__country", flat=True)
    )
    language = get_language() or "zh-hans"
    named = ((code, countries.name(code, language)) for code in set(codes))
    return sorted(named, key=lambda pair: collation(pair[1]))


def may_add_seeker(actor: Actor) -> bool:
    """Whether the actor may record a city looking for a partner; false before the home city is set."""
    home = HomeCity.objects.filter(pk=1).first()
    return home is not None and home_city_policy.allows(actor, "add_seeker", home)
