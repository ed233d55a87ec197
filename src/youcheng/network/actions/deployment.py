"""Loading a deployment: a city's whole register from one TOML file, through the ordinary actions.

Called by setup. It only adds: what is already there (a tie, rules) stays as the office left it, and what stands beside
the ties comes with the first load alone, so that a second run changes nothing and brings nothing back.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from youcheng.accounts.models import Organisation
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused
from youcheng.network.actions import alliances, record, terms
from youcheng.network.actions.events import record_event
from youcheng.network.actions.places import add_city, city_by_number, correct_city, set_home_city
from youcheng.network.actions.ties import add_relationship
from youcheng.network.models import (
    Alliance,
    City,
    Country,
    PolicyTerm,
    PublishedCount,
    RegisterNote,
    Relationship,
    ZoneRule,
)

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class LoadReport:
    """What a load added; everything is 0 the second time."""

    ties: int
    events: int
    published: int
    alliances: int
    terms: int


@transaction.atomic
def load_deployment(
    name: str | Path,
    *,
    actor: Actor,
    now: datetime,
    office: Organisation | None = None,
    progress: Progress | None = None,
) -> LoadReport:
    """Load the deployment of the package with this name, or a TOML file; all or nothing.

    The gazetteer must be there (`load_gazetteer`). Refuses a file that can't be read or that names an unknown city.
    """
    plan = _read(name)
    context: dict[str, Any] = {"actor": actor, "now": now}
    home = _home_city(plan["home"], context)
    set_home_city(**context, city=home, office=office)
    if not ZoneRule.objects.exists():
        record.set_zone_rules(**context, rules=plan.get("zone", []))
    _diplomatic_relations(plan)
    is_first = not Relationship.objects.exists()
    ties, events = _ties(plan.get("tie", []), context, progress)
    beside = plan if is_first else {}
    return LoadReport(
        ties=ties,
        events=events,
        published=_published(beside.get("published", []), context),
        alliances=_alliances(beside.get("alliance", []), home, context),
        terms=_terms(beside.get("term", []), context) + _gaps(beside.get("gap", []), context),
    )


def _read(name: str | Path) -> dict[str, Any]:
    path = Path(name)
    try:
        if path.suffix == ".toml":
            return tomllib.loads(path.read_text(encoding="utf-8"))
        own = resources.files("youcheng.network").joinpath(f"data/deployments/{name}.toml")
        return tomllib.loads(own.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused(
            _("The deployment “%(name)s” can't be read: %(error)s") % {"name": name, "error": error}
        ) from error


def _ties(rows: list[dict[str, Any]], context: dict[str, Any], progress: Progress | None) -> tuple[int, int]:
    ties = events = 0
    for number, row in enumerate(rows, start=1):
        partner, is_new = _partner(row["city"], context)
        if is_new:
            tie = add_relationship(**context, partner=partner)
            for claim in row["events"]:
                record_event(**context, relationship=tie, **claim)
            ties, events = ties + 1, events + len(row["events"])
        if progress:
            progress(number, len(rows))
    return ties, events


def _partner(given: dict[str, Any], context: dict[str, Any]) -> tuple[City, bool]:
    """The partner's city under the register's own names, and whether there is no tie with it yet."""
    given = dict(given)
    number = given.pop("geonames", None)
    if number is None:
        there = City.objects.filter(slug=given["slug"]).first()
        city = there or add_city(**context, **given)
    else:
        city = city_by_number(number)
    if Relationship.objects.filter(partner=city).exists():
        return city, False
    if number is not None:
        correct_city(**context, city=city, name={**city.name, **given["name"]})
    return city, True


def _home_city(given: dict[str, Any], context: dict[str, Any]) -> City:
    city = city_by_number(given["geonames"])
    City.objects.filter(pk=city.pk).update(name={**city.name, **given["name"]}, level=given.get("level", ""))
    city.refresh_from_db()
    return city


def _diplomatic_relations(plan: dict[str, Any]) -> None:
    none = plan.get("diplomatic_relations", {}).get("none", [])
    Country.objects.filter(iso3__in=none, has_diplomatic_relations__isnull=True).update(
        has_diplomatic_relations=False
    )


def _published(rows: list[dict[str, Any]], context: dict[str, Any]) -> int:
    if PublishedCount.objects.exists():
        return 0
    return len([record.record_published_count(**context, **row) for row in rows])


def _alliances(rows: list[dict[str, Any]], home: City, context: dict[str, Any]) -> int:
    fresh = [row for row in rows if not Alliance.objects.filter(slug=row["slug"]).exists()]
    return len([alliances.record_alliance(**context, members=[home], **row) for row in fresh])


def _terms(rows: list[dict[str, Any]], context: dict[str, Any]) -> int:
    fresh = [row for row in rows if not PolicyTerm.objects.filter(code=row["code"]).exists()]
    return len([terms.record_policy_term(**context, **row) for row in fresh])


def _gaps(rows: list[dict[str, Any]], context: dict[str, Any]) -> int:
    fresh = [row for row in rows if not RegisterNote.objects.filter(key=row["key"]).exists()]
    return len([record.note_gap(**context, **row) for row in fresh])
