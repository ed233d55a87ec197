"""Alliances of cities and who belongs to them: recorded, corrected, and taken off when entered by mistake.

Called by the pages of the record and the deployment. An alliance is no tie and never counted as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.saving import remove_row, require_version, save_changes, snapshot
from youcheng.network import gazetteer
from youcheng.network.actions.writing import (
    When,
    require_code,
    require_order,
    require_reference,
    span_text,
)
from youcheng.network.enums import Grade
from youcheng.network.errors import AlreadyThere
from youcheng.network.models import Alliance, AllianceMember, City
from youcheng.network.policies import alliance_policy

RECORDED = ("slug", "name", "founded", "source", "grade", "note")
MEMBERSHIP = ("city_id", "since", "until", "source")


@transaction.atomic
def record_alliance(
    *,
    actor: Actor,
    now: datetime,
    name: Mapping[str, str],
    slug: str = "",
    founded: When | None = None,
    members: Iterable[City] = (),
    source: str = "",
    grade: str = Grade.C.value,
    note: str = "",
) -> Alliance:
    """Put an alliance of cities on the record, with the members that are known. Refuses an address in use."""
    require_reference(actor)
    require_code(grade, Grade.values, _("grade"))
    slug = slug or _free_slug(name)
    if Alliance.objects.filter(slug=slug).exists():
        raise AlreadyThere(_("There is already an alliance with the address “%s”.") % slug)
    alliance = Alliance.objects.create(
        slug=slug,
        name=dict(name),
        founded=span_text(founded, now),
        source=source,
        grade=grade,
        note=note,
    )
    after = snapshot(alliance, RECORDED)
    audit.record(actor=actor, now=now, action="network.alliance_recorded", row=alliance, after=after)
    for city in members:
        add_member(actor=actor, now=now, alliance=alliance, city=city)
    return alliance


@transaction.atomic
def correct_alliance(
    *,
    actor: Actor,
    now: datetime,
    alliance: Alliance,
    version: int | None,
    founded: When | None = None,
    **changes: Any,
) -> bool:
    """Change what is kept on an alliance; False when nothing differs. `ChangedMeanwhile` when somebody saved since."""
    alliance_policy.require(actor, "edit", alliance)
    row = Alliance.objects.select_for_update().get(pk=alliance.pk)
    require_version(row, version)
    if unknown := set(changes) - set(RECORDED):
        raise TypeError(f"not kept on an alliance: {', '.join(sorted(unknown))}")
    require_code(changes.get("grade", row.grade), Grade.values, _("grade"))
    changes["founded"] = span_text(founded, now)
    changed = save_changes(
        actor=actor, now=now, action="network.alliance_corrected", row=row, changes=changes
    )
    alliance.refresh_from_db()
    return changed


@transaction.atomic
def remove_alliance(
    *, actor: Actor, now: datetime, alliance: Alliance, version: int | None, reason: str
) -> None:
    """Take an alliance off that was entered by mistake, with its members; the audit log keeps it with the reason."""
    alliance_policy.require(actor, "edit", alliance)
    row = Alliance.objects.select_for_update().get(pk=alliance.pk)
    require_version(row, version)
    for member in row.members.select_related("city"):
        _remove_member(actor, now, member, reason)
    remove_row(
        actor=actor, now=now, action="network.alliance_removed", row=row, names=RECORDED, reason=reason
    )


@transaction.atomic
def add_member(
    *,
    actor: Actor,
    now: datetime,
    alliance: Alliance,
    city: City,
    since: When | None = None,
    until: When | None = None,
    source: str = "",
) -> AllianceMember:
    """Say that a city belongs (or belonged) to an alliance; once a city."""
    alliance_policy.require(actor, "edit", alliance)
    if AllianceMember.objects.filter(alliance=alliance, city=city).exists():
        raise AlreadyThere(_("%s is already among the members.") % city)
    values = _membership(since, until, now)
    member = AllianceMember.objects.create(alliance=alliance, city=city, source=source, **values)
    after = {"alliance": alliance.slug, "city": city.slug, "source": source, **values}
    audit.record(actor=actor, now=now, action="network.alliance_member_added", row=member, after=after)
    return member


@transaction.atomic
def correct_member(
    *,
    actor: Actor,
    now: datetime,
    member: AllianceMember,
    version: int | None,
    since: When | None = None,
    until: When | None = None,
    source: str = "",
) -> bool:
    """Change when a city joined and left; False when nothing differs."""
    alliance_policy.require(actor, "edit", member.alliance)
    row = AllianceMember.objects.select_for_update().get(pk=member.pk)
    require_version(row, version)
    return save_changes(
        actor=actor,
        now=now,
        action="network.alliance_member_corrected",
        row=row,
        changes={**_membership(since, until, now), "source": source},
    )


@transaction.atomic
def remove_member(
    *, actor: Actor, now: datetime, member: AllianceMember, version: int | None, reason: str
) -> None:
    """Take a membership off that was entered by mistake; a city that left keeps its row, with the day it left."""
    alliance_policy.require(actor, "edit", member.alliance)
    row = AllianceMember.objects.select_for_update().select_related("city").get(pk=member.pk)
    require_version(row, version)
    _remove_member(actor, now, row, reason)


def _remove_member(actor: Actor, now: datetime, row: AllianceMember, reason: str) -> None:
    remove_row(
        actor=actor,
        now=now,
        action="network.alliance_member_removed",
        row=row,
        names=("alliance_id", *MEMBERSHIP),
        reason=reason,
    )


def _membership(since: When | None, until: When | None, now: datetime) -> dict[str, str]:
    values = {"since": span_text(since, now), "until": span_text(until, now, future=True)}
    require_order(values["since"], values["until"])
    return values


def _free_slug(name: Mapping[str, str]) -> str:
    """An address made of the English name, or `alliance-N` where none can be."""
    plain = gazetteer.address_of(name.get("en", ""))[:100] or "alliance"
    taken = {"add", *Alliance.objects.filter(slug__startswith=plain).values_list("slug", flat=True)}
    numbered = (f"{plain}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (plain, *numbered) if slug not in taken)
