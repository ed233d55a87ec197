"""Needs and offers of the city's units: writing them down, correcting, withdrawing.

Called by the pages of needs and offers. Which need an offer serves is `matches`.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from youcheng.accounts.belonging import is_in_office, organisations_where
from youcheng.accounts.enums import Role
from youcheng.accounts.models import Organisation
from youcheng.coordination.actions.plans import refuse_dissolved
from youcheng.coordination.enums import ListingState, MatchState, ResourceKind
from youcheng.coordination.errors import ImpossibleDates, Incomplete, NotNow
from youcheng.coordination.models import Need, Offer
from youcheng.coordination.policies import need_policy, offer_policy
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import NotAllowed
from youcheng.foundation.saving import require_version, save_changes, snapshot
from youcheng.network.enums import Field
from youcheng.network.models import City

L = TypeVar("L", Need, Offer)
COMMON = ("title", "kind", "fields", "quantity", "unit", "from_day", "until_day", "note")
KEPT: dict[type[Any], tuple[str, ...]] = {
    Need: (*COMMON, "is_divisible", "priority"),
    Offer: (*COMMON, "most_needs"),
}
PRIORITIES = (1, 2, 3)


@transaction.atomic
def list_one(
    *,
    actor: Actor,
    now: datetime,
    model: type[L],
    owner: Organisation,
    cities: Iterable[City] = (),
    **values: Any,
) -> L:
    """Put a need or an offer of a unit on the board. `values` are the columns of `KEPT`."""
    if not _may_list_for(actor, owner):
        raise NotAllowed(actor, "add", str(owner))
    if unknown := set(values) - set(KEPT[model]):
        raise TypeError(f"not kept: {', '.join(sorted(unknown))}")
    refuse_dissolved([owner], now)
    row = model(owner=owner, key=uuid.uuid4().hex, created_at=now, **values)
    check_listing(row)
    row.save()
    row.cities.set(cities)
    audit.record(
        actor=actor,
        now=now,
        action="coordination.listed",
        row=row,
        after={"owner": owner.key} | snapshot(row, KEPT[model]),
    )
    return row


@transaction.atomic
def correct_listing(
    *, actor: Actor, now: datetime, row: L, version: int | None, cities: Iterable[City], **changes: Any
) -> bool:
    """Change a need or an offer; False when nothing differs. What was agreed on stays agreed."""
    held = _locked(actor, row, version)
    if held.state == ListingState.WITHDRAWN:
        raise NotNow(_("“%s” was withdrawn; write a new one down.") % held)
    if unknown := set(changes) - set(KEPT[type(row)]):
        raise TypeError(f"not kept: {', '.join(sorted(unknown))}")
    wanted = list(cities)
    linked = {city.pk for city in wanted} != set(held.cities.values_list("pk", flat=True))
    before = snapshot(held, KEPT[type(row)])
    for name, value in changes.items():
        setattr(held, name, value)
    check_listing(held)
    for name, value in before.items():
        setattr(held, name, value)
    held.cities.set(wanted)
    changed = save_changes(
        actor=actor, now=now, action="coordination.listing_corrected", row=held, changes=changes
    )
    row.refresh_from_db()
    return changed or linked


@transaction.atomic
def withdraw_listing(*, actor: Actor, now: datetime, row: L, version: int | None = None) -> None:
    """Take it off the board; proposed matches lapse, agreed ones stay."""
    held = _locked(actor, row, version)
    if held.state == ListingState.WITHDRAWN:
        return
    held.matches.filter(state=MatchState.PROPOSED).update(state=MatchState.LAPSED, decided_at=now)
    changes = {"state": ListingState.WITHDRAWN.value}
    save_changes(actor=actor, now=now, action="coordination.listing_withdrawn", row=held, changes=changes)
    row.refresh_from_db()


def check_listing(row: Need | Offer) -> None:
    """Refuse what names nothing, codes that mean nothing, quantities of nothing, and an end before the beginning."""
    if not row.title.strip():
        raise Incomplete(_("Say in a few words what it is."))
    if row.kind not in ResourceKind.values:
        raise Incomplete(_("“%(code)s” is no kind of need or offer.") % {"code": row.kind})
    for code in row.fields:
        if code not in Field.values:
            raise Incomplete(_("“%(code)s” is no field of exchange.") % {"code": code})
    if row.quantity is not None and (row.quantity <= 0 or not row.unit.strip()):
        raise Incomplete(_("A quantity is above 0 and says what it counts: people, hours, CNY."))
    if row.from_day and row.until_day and row.until_day < row.from_day:
        raise ImpossibleDates(_("It would end before it begins."))
    if isinstance(row, Need) and row.priority not in PRIORITIES:
        raise Incomplete(_("A priority is 1, 2 or 3."))
    if isinstance(row, Offer) and row.most_needs == 0:
        raise Incomplete(_("An offer serves at least one need."))


def _may_list_for(actor: Actor, owner: Organisation) -> bool:
    """The office for any unit; a unit's contributors for their own."""
    if is_in_office(actor, Role.CONTRIBUTOR):
        return True
    return organisations_where(actor, Role.CONTRIBUTOR).filter(organisation=owner).exists()


def _locked(actor: Actor, row: L, version: int | None) -> L:
    policy = need_policy if isinstance(row, Need) else offer_policy
    policy.require(actor, "edit", row)
    held = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    require_version(held, version)
    return held
