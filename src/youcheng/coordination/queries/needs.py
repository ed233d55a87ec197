"""Needs and offers an actor may see, the matches proposed between them, and the newest run.

Called by the pages of needs, offers and matching.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from youcheng.coordination.enums import ListingState, MatchState, RunState
from youcheng.coordination.models import Match, MatchRun, Need, Offer
from youcheng.coordination.policies import match_policy, match_run_policy, need_policy, offer_policy
from youcheng.foundation.actors import Actor


@dataclass(frozen=True)
class ListingFilter:
    """What a list of needs or offers is narrowed to; what is empty narrows nothing."""

    words: str = ""
    kind: str = ""
    field: str = ""
    state: str = ""
    unit: str = ""


def needs_visible_to(actor: Actor) -> QuerySet[Need]:
    rows = Need.objects.select_related("owner").prefetch_related("cities")
    return need_policy.annotate(need_policy.filter(rows, actor), actor, "edit")


def offers_visible_to(actor: Actor) -> QuerySet[Offer]:
    rows = Offer.objects.select_related("owner").prefetch_related("cities")
    return offer_policy.annotate(offer_policy.filter(rows, actor), actor, "edit")


def listed(rows: QuerySet[Any], by: ListingFilter) -> QuerySet[Any]:
    """Narrow needs or offers; without a state those that are open come, in the order of their last day."""
    rows = rows.filter(state=by.state or ListingState.OPEN)
    if by.words:
        rows = rows.filter(Q(title__icontains=by.words) | Q(note__icontains=by.words))
    if by.kind:
        rows = rows.filter(kind=by.kind)
    if by.field:
        rows = rows.filter(fields__icontains=f'"{by.field}"')
    if by.unit:
        named = Q(**{"owner__name__zh-hans__icontains": by.unit}) | Q(owner__name__en__icontains=by.unit)
        rows = rows.filter(named | Q(owner__key=by.unit))
    return rows.order_by("until_day", "pk")


def matches_visible_to(actor: Actor) -> QuerySet[Match]:
    """Matches with both sides and the columns `can_agree_for_need` and `can_agree_for_offer`."""
    rows = Match.objects.select_related("need__owner", "offer__owner", "task", "declined_by", "run")
    rows = match_policy.filter(rows, actor)
    return match_policy.annotate(rows, actor, "agree_for_need", "agree_for_offer")


def matches_shown(actor: Actor) -> QuerySet[Match]:
    """Those that are proposed, then those that were decided, newest first; lapsed ones are history."""
    return (
        matches_visible_to(actor)
        .exclude(state=MatchState.LAPSED)
        .order_by("-run__created_at", "-value", "pk")
    )


def newest_run(actor: Actor) -> MatchRun | None:
    """The newest run that was worked out; None where there is none or the actor may not see runs."""
    return match_run_policy.filter(MatchRun.objects.filter(state=RunState.DONE), actor).first()


def names_for(actor: Actor) -> dict[str, str]:
    """Titles of the needs and offers the actor may see, by the keys of the engine."""
    needs = need_policy.filter(Need.objects.order_by(), actor).values_list("pk", "title")
    offers = offer_policy.filter(Offer.objects.order_by(), actor).values_list("pk", "title")
    return {f"n{pk}": title for pk, title in needs} | {f"o{pk}": title for pk, title in offers}
