"""Everything the page of one tie shows, ready for the template: history, standing, vitality, path, anniversaries.

A number of queries that does not depend on how long the tie's history is.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from youcheng.accounts.models import Organisation
from youcheng.accounts.policies import organisation_policy
from youcheng.engines.vitality import Vitality
from youcheng.foundation.actors import Actor
from youcheng.network.enums import STARTS, EventType, Grade, Kind
from youcheng.network.models import (
    Alliance,
    AllianceMember,
    Exchange,
    Relationship,
    RelationshipEvent,
    Seeker,
)
from youcheng.network.policies import alliance_policy, relationship_policy
from youcheng.network.queries.anniversaries import Anniversary, anniversaries
from youcheng.network.queries.exchanges import exchanges_visible_to
from youcheng.network.queries.path import Caution, StepRow, path_of, path_warnings
from youcheng.network.queries.places import (
    distance_from_home,
    group_names,
    groups_of,
    time_difference,
    zone_of,
)
from youcheng.network.queries.seekers import open_seekers_of
from youcheng.network.queries.ties import standing_of
from youcheng.network.queries.vitality import vitality_of
from youcheng.network.standing import Standing

SHOWN_EXCHANGES = 8


@dataclass(frozen=True)
class Moment:
    """One claim on the timeline; `conflicts` when another claim of the same event contradicts it."""

    event: RelationshipEvent
    css: str
    conflicts: bool


@dataclass(frozen=True)
class TiePage:
    """One tie on a day, as its page shows it."""

    tie: Relationship
    as_of: dt.date
    standing: Standing
    timeline: list[Moment]
    zone: str
    groups: list[str]
    distance: float | None
    hours: float | None
    vitality: Vitality
    path: list[StepRow]
    cautions: list[Caution]
    anniversaries: list[Anniversary]
    exchanges: list[Exchange]
    exchange_total: int
    alliances: list[AllianceMember]
    counterpart: Organisation | None
    seeking: list[Seeker]
    can_edit: bool
    can_take_step: bool

    @property
    def is_formal(self) -> bool:
        """Whether the path has been walked to its end: the tie certainly is a sister city."""
        return self.standing.is_certainly(Kind.SISTER)


def tie_page(actor: Actor, tie: Relationship, as_of: dt.date, at: dt.datetime) -> TiePage:
    """Read everything of one tie the actor may see."""
    shown = exchanges_visible_to(actor).filter(relationship=tie)
    country = tie.partner.country
    return TiePage(
        tie=tie,
        as_of=as_of,
        standing=standing_of(tie, as_of),
        timeline=timeline_of(tie),
        zone=zone_of(country, as_of),
        groups=group_names(groups_of(country, as_of)),
        distance=distance_from_home(tie.partner),
        hours=time_difference(tie.partner, at),
        vitality=vitality_of(tie, as_of),
        path=path_of(tie),
        cautions=path_warnings(tie, as_of),
        anniversaries=anniversaries([tie], as_of)[:4],
        exchanges=list(shown[:SHOWN_EXCHANGES]),
        exchange_total=shown.count(),
        alliances=list(
            AllianceMember.objects.filter(
                city=tie.partner,
                alliance__in=alliance_policy.filter(Alliance.objects.all(), actor).order_by(),
            ).select_related("alliance")
        ),
        counterpart=organisation_policy.filter(Organisation.objects.filter(ties=tie), actor).first(),
        seeking=open_seekers_of(actor, tie.partner, as_of),
        can_edit=relationship_policy.allows(actor, "edit", tie),
        can_take_step=relationship_policy.allows(actor, "take_step", tie),
    )


def timeline_of(tie: Relationship) -> list[Moment]:
    """Every claim in order, each marked by what it is and whether another claim contradicts it. One query."""
    events = list(RelationshipEvent.objects.filter(relationship=tie))
    return [Moment(event, _css(event), _conflicts(event, events)) for event in events]


def _css(event: RelationshipEvent) -> str:
    if event.type in {EventType.ENDED, EventType.SUSPENDED}:
        return "ended"
    if event.grade != Grade.A:
        return "doubtful formal" if event.type in STARTS else "doubtful"
    return "formal" if event.type in STARTS else ""


def _conflicts(event: RelationshipEvent, events: list[RelationshipEvent]) -> bool:
    """Whether another claim of the same event leaves no day on which both are true."""
    first = event.earliest or dt.date.min
    return any(
        other.type == event.type
        and other.occurrence == event.occurrence
        and ((other.earliest or dt.date.min) > event.latest or other.latest < first)
        for other in events
    )
