"""Matching all open needs with all open offers, and what the two units say of each match.

Called by the matching page and its task. The mathematics is `engines.matching`; here rows become its terms, its answer
becomes rows, and an agreed match becomes a task of both units.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.accounts.belonging import organisations_where
from youcheng.accounts.enums import OrganisationKind, Role
from youcheng.accounts.models import Organisation
from youcheng.coordination.actions.moves import assign
from youcheng.coordination.actions.notices import members
from youcheng.coordination.actions.tasks import write_task
from youcheng.coordination.enums import (
    ListingState,
    MatchState,
    NoticeKind,
    PlanState,
    ResourceKind,
    RunState,
)
from youcheng.coordination.errors import AlreadyDecided, Incomplete
from youcheng.coordination.models import Match, MatchRun, Need, Notice, Offer, Plan, Task
from youcheng.coordination.policies import match_policy, may_direct
from youcheng.engines import matching
from youcheng.engines.matching import Accepted, Declined, Fairness, Split
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import NotAllowed

SLACK = 0.1
"""How far a district may stay below the level all could reach; the run's parameters keep what was used."""


def begin_run(*, actor: Actor, now: datetime, slack: float = SLACK) -> MatchRun:
    """A run of everything open, waiting to be worked out."""
    if not (actor.is_system or may_direct(actor)):
        raise NotAllowed(actor, "run", "matching")
    if not 0 <= slack <= 1:
        raise Incomplete(_("Fairness is a share from 0 to 1."))
    return MatchRun.objects.create(started_by_id=actor.person_id, created_at=now, parameters={"slack": slack})


def work_out(*, actor: Actor, now: datetime, run: MatchRun) -> int:
    """Match everything open on this day and propose the matches; returns how many. All or nothing."""
    today = timezone.localdate(now)
    needs, offers = _open(Need, today), _open(Offer, today)
    districts = _districts()
    accepted, declined = _settled(needs, offers)
    found = matching.match(
        [_need_term(row, districts) for row in needs],
        [_offer_term(row) for row in offers],
        at=today,
        accepted=accepted,
        declined=declined,
        fairness=Fairness(run.parameters.get("slack", SLACK)),
    )
    return _keep(
        actor, now, run, found, {f"n{row.pk}": row for row in needs}, {f"o{row.pk}": row for row in offers}
    )


def _open(model: type[Any], today: date) -> list[Any]:
    rows = model.objects.filter(Q(until_day__isnull=True) | Q(until_day__gte=today), state=ListingState.OPEN)
    return list(rows.select_related("owner").prefetch_related("cities").order_by("pk"))


def _need_term(row: Need, districts: dict[int, str]) -> matching.Need:
    whole = row.quantity is None
    in_units = row.kind != ResourceKind.MONEY and row.quantity == int(row.quantity or 0)
    split = Split.NEVER if whole or not row.is_divisible else Split.UNITS if in_units else Split.FREELY
    return matching.Need(
        key=f"n{row.pk}",
        owner=row.owner.key,
        kind=row.kind,
        quantity=float(row.quantity or 1),
        unit=_unit(row),
        split=split,
        fields=frozenset(row.fields),
        cities=frozenset(city.slug for city in row.cities.all()),
        by=row.until_day,
        priority=float(row.priority),
        district=districts.get(row.owner_id),
    )


def _offer_term(row: Offer) -> matching.Offer:
    """An offer without a quantity is one whole thing for each of the needs it may serve (one, where not said)."""
    return matching.Offer(
        key=f"o{row.pk}",
        owner=row.owner.key,
        kind=row.kind,
        capacity=float(row.quantity if row.quantity is not None else row.most_needs or 1),
        unit=_unit(row),
        fields=frozenset(row.fields),
        cities=frozenset(city.slug for city in row.cities.all()),
        start=row.from_day,
        until=row.until_day,
        most_needs=row.most_needs,
    )


def _unit(row: Need | Offer) -> str:
    return matching.WHOLE if row.quantity is None else row.unit.strip().casefold()


def _districts() -> dict[int, str]:
    """The county or district each unit is or belongs to; units outside every district are absent."""
    units = {unit.pk: unit for unit in Organisation.objects.all()}
    found = {}
    for unit in units.values():
        above: Organisation | None = unit
        for _step in range(len(units)):
            if above is None or above.kind == OrganisationKind.COUNTY:
                break
            above = units.get(above.parent_id or 0)
        if above is not None and above.kind == OrganisationKind.COUNTY:
            found[unit.pk] = above.key
    return found


def _settled(needs: list[Need], offers: list[Offer]) -> tuple[list[Accepted], list[Declined]]:
    """What people agreed on and declined about these needs and offers before."""
    pairs = Match.objects.filter(need__in=needs, offer__in=offers).select_related("declined_by")
    accepted = [
        Accepted(
            f"n{row.need_id}", f"o{row.offer_id}", float(row.quantity) if row.quantity is not None else None
        )
        for row in pairs.filter(state=MatchState.ACCEPTED)
    ]
    declined = {
        (row.need_id, row.offer_id): Declined(
            f"n{row.need_id}", f"o{row.offer_id}", str(row.declined_by or ""), row.decline_reason
        )
        for row in pairs.filter(state=MatchState.DECLINED).order_by("pk")
    }
    taken = {(pair.need, pair.offer) for pair in accepted}
    return accepted, [pair for pair in declined.values() if (pair.need, pair.offer) not in taken]


@transaction.atomic
def _keep(
    actor: Actor,
    now: datetime,
    run: MatchRun,
    found: matching.Matching,
    needs: dict[str, Need],
    offers: dict[str, Offer],
) -> int:
    """Store the answer: new proposals take the place of older ones, and half agreements on the same pair go along."""
    held = MatchRun.objects.select_for_update().get(pk=run.pk)
    older = {
        (row.need_id, row.offer_id, row.quantity): row
        for row in Match.objects.select_for_update().filter(state=MatchState.PROPOSED)
    }
    Match.objects.filter(state=MatchState.PROPOSED).update(state=MatchState.LAPSED, decided_at=now)
    made = []
    for one in found.matches:
        if one.accepted:
            continue
        need, offer = needs[one.need], offers[one.offer]
        quantity = None if need.quantity is None else Decimal(str(round(one.quantity, 2)))
        before = older.get((need.pk, offer.pk, quantity))
        made.append(
            Match(
                run=held, need=need, offer=offer, quantity=quantity, value=one.value, reasons=_plain(one.reasons),
                need_agreed_at=before.need_agreed_at if before else None,
                offer_agreed_at=before.offer_agreed_at if before else None,
            )
        )  # fmt: skip
    Match.objects.bulk_create(made)
    held.state = RunState.DONE
    held.summary = _summary(found, len(made))
    held.refusals = [_refusal(one, needs[one.key]) for one in found.needs if one.reasons]
    held.summary["offers"] = [_refusal(one, offers[one.key]) for one in found.offers if one.reasons]
    held.save()
    audit.record(
        actor=actor,
        now=now,
        action="coordination.matched",
        row=held,
        after={"matches": len(made), "value": found.value, "gap": found.gap},
    )
    _tell(made, now)
    run.refresh_from_db()
    return len(made)


def _summary(found: matching.Matching, proposed: int) -> dict[str, Any]:
    return {
        "proposed": proposed,
        "needs": len(found.needs),
        "value": found.value,
        "bound": found.bound,
        "gap": found.gap,
        "proved": found.proved,
        "value_without": found.value_without,
        "cost_of_fairness": found.cost_of_fairness,
        "floor": found.floor,
        "districts": [
            {
                "key": one.key,
                "wanted": one.wanted,
                "reach": one.reach,
                "served": one.served,
                "level": one.level,
            }
            for one in found.districts
        ],
    }


def _refusal(one: Any, row: Need | Offer) -> dict[str, Any]:
    """What became of a need or an offer, and why not more."""
    return {"pk": row.pk, "title": row.title, "owner": str(row.owner), "reasons": _plain(one.reasons)} | {
        name: getattr(one, name)
        for name in ("wanted", "served", "capacity", "used", "unit")
        if hasattr(one, name)
    }


def _plain(reasons: Iterable[matching.Reason]) -> list[dict[str, Any]]:
    return [{"code": one.code.value, "values": _jsonable(dict(one.values))} for one in reasons]


def _jsonable(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(name): _jsonable(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_jsonable(inner) for inner in value]
    return value


def _tell(made: list[Match], now: datetime) -> None:
    """A notice for the contributors of both units of each new match."""
    notices = []
    for one in made:
        units = {one.need.owner_id, one.offer.owner_id}
        people = set(
            members(units, timezone.localdate(now), Role.CONTRIBUTOR).values_list("person_id", flat=True)
        )
        notices += [
            Notice(
                person_id=person,
                kind=NoticeKind.MATCH,
                key=f"match:{one.pk}:{person}",
                url=reverse("coordination:matches"),
                facts={"title": str(one)},
                created_at=now,
            )
            for person in sorted(people)
        ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


@transaction.atomic
def agree(*, actor: Actor, now: datetime, match: Match) -> Match:
    """Say yes for the units one belongs to (the office for both). Once both agree, the match becomes a task."""
    row = _open_match(actor, match)
    sides = {
        "need_agreed_at": match_policy.allows(actor, "agree_for_need", row),
        "offer_agreed_at": match_policy.allows(actor, "agree_for_offer", row),
    }
    if not any(sides.values()):
        raise NotAllowed(actor, "agree to", str(row))
    for column, allowed in sides.items():
        if allowed and getattr(row, column) is None:
            setattr(row, column, now)
    row.version += 1
    both = row.need_agreed_at is not None and row.offer_agreed_at is not None
    if both:
        row.state, row.decided_at = MatchState.ACCEPTED, now
        row.task = _task_of(row, now)
    row.save()
    if both:
        _close_what_is_met(row)
    audit.record(
        actor=actor, now=now, action="coordination.match_agreed", row=row, after={"state": row.state}
    )
    match.refresh_from_db()
    return match


@transaction.atomic
def decline(*, actor: Actor, now: datetime, match: Match, reason: str) -> Match:
    """Say no, with the reason, which the next run respects."""
    row = _open_match(actor, match)
    allowed = match_policy.allows(actor, "agree_for_need", row) or match_policy.allows(
        actor, "agree_for_offer", row
    )
    if not allowed:
        raise NotAllowed(actor, "decline", str(row))
    if not reason.strip():
        raise Incomplete(_("Say why, in a few words."))
    own = set(organisations_where(actor))
    row.declined_by = next((unit for unit in (row.need.owner, row.offer.owner) if unit.pk in own), None)
    row.state, row.decline_reason, row.decided_at = MatchState.DECLINED, reason.strip(), now
    row.version += 1
    row.save()
    audit.record(
        actor=actor,
        now=now,
        action="coordination.match_declined",
        row=row,
        after={"reason": row.decline_reason},
    )
    match.refresh_from_db()
    return match


def _open_match(actor: Actor, match: Match) -> Match:
    match_policy.require(actor, "view", match)
    row = (
        Match.objects.select_for_update(of=("self",))
        .select_related("need__owner", "offer__owner")
        .get(pk=match.pk)
    )
    if row.state != MatchState.PROPOSED:
        raise AlreadyDecided(
            _("“%(match)s” is %(state)s already.") % {"match": row, "state": row.get_state_display()}
        )
    return row


def _task_of(row: Match, now: datetime) -> Task:
    """The task of an agreed match: the unit that needs leads, the one that offers cooperates.

    Made by the platform on both units' behalf; it stays a draft where nobody said until when.
    """
    plan = Plan.objects.exclude(state=PlanState.CLOSED).order_by("-year").first()
    if plan is None:
        raise Incomplete(_("There is no plan for the task of this match yet; the office begins one first."))
    platform = Actor.system("matching")
    task = write_task(
        actor=platform,
        now=now,
        plan=plan,
        title=_("%(need)s: with %(unit)s") % {"need": row.need.title, "unit": row.offer.owner},
        match=row,
        lead_id=row.need.owner_id,
        cooperating=[row.offer.owner],
        cities=list(row.need.cities.all()),
        fields=row.need.fields,
        due_on=row.need.until_day,
        description=_("%(offer)s serves %(need)s.") % {"offer": row.offer.title, "need": row.need.title},
    )
    if task.due_on is not None:
        assign(actor=platform, now=now, task=task)
    return task


def _close_what_is_met(row: Match) -> None:
    """A need served wholly and an offer used up leave the board."""
    agreed = Match.objects.filter(state=MatchState.ACCEPTED)
    for listing, name in ((row.need, "need"), (row.offer, "offer")):
        rows = agreed.filter(**{name: listing})
        if listing.quantity is None:
            most = 1 if name == "need" else row.offer.most_needs or 1
            is_met = rows.count() >= most
        else:
            is_met = (rows.aggregate(total=Sum("quantity"))["total"] or 0) >= listing.quantity
        if is_met:
            type(listing)._default_manager.filter(pk=listing.pk).update(state=ListingState.MET)
