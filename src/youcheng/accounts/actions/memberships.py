"""Giving, changing and ending people's roles in organisations. Rows are dated and stay when they have ended.

Called by views, invitations and the deployment loader; nobody with a duty gets a role here.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.accounts import consequences
from youcheng.accounts.enums import Role
from youcheng.accounts.errors import NotPossible
from youcheng.accounts.models import Membership, Organisation, Person
from youcheng.accounts.policies import membership_policy, organisation_policy
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor


def add_membership(
    *,
    actor: Actor,
    now: datetime,
    person: Person,
    organisation: Organisation,
    role: Role,
    since: date,
    until: date | None = None,
) -> Membership:
    """Give a person a role in an organisation from one day on.

    Raises `NotPossible` for administrators, for a dissolved organisation, for dates in the wrong order and where the
    person already has a role there at that time.
    """
    organisation_policy.require(actor, "add_membership", organisation)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        return begin(
            actor=actor,
            now=now,
            person=person,
            organisation=organisation,
            role=role,
            since=since,
            until=until,
        )


def change_role(*, actor: Actor, now: datetime, membership: Membership, role: Role) -> Membership:
    """Give another role from today on: the old row ends yesterday, so that the history stays readable."""
    membership_policy.require(actor, "change", membership)
    today = timezone.localdate(now)
    with transaction.atomic():
        row = Membership.objects.select_for_update().get(pk=membership.pk)
        if row.until is not None and row.until < today:
            raise NotPossible(_("This membership has ended; give a new role instead."))
        if row.role == role:
            return row
        if row.since >= today:
            before = _snapshot(row)
            row.role = role
            row.save(update_fields=["role"])
            _record_change(actor, now, row, before)
            return row
        until = row.until
        _close(actor, now, row, today - timedelta(days=1))
        return begin(
            actor=actor,
            now=now,
            person=row.person,
            organisation=row.organisation,
            role=role,
            since=today,
            until=until,
        )


def end_membership(*, actor: Actor, now: datetime, membership: Membership, on: date) -> Membership:
    """End a role; `on` is its last day. Raises `NotPossible` when that is before its first."""
    membership_policy.require(actor, "change", membership)
    with transaction.atomic():
        row = Membership.objects.select_for_update().get(pk=membership.pk)
        if on < row.since:
            raise NotPossible(
                _("A membership cannot end before it began (%(since)s).") % {"since": row.since.isoformat()}
            )
        _close(actor, now, row, on)
        consequences.of_leaving(actor, now, row.person)
    return row


def begin(
    *,
    actor: Actor,
    now: datetime,
    person: Person,
    organisation: Organisation,
    role: Role,
    since: date,
    until: date | None = None,
) -> Membership:
    """The step behind every new membership, inside a transaction whose caller has checked the policy."""
    if until is not None and until < since:
        raise NotPossible(_("A membership cannot end before it begins."))
    if person.duty:
        raise NotPossible(
            _("%(person)s is an administrator. Administrators hold no role in an organisation.")
            % {"person": person}
        )
    if organisation.dissolved_on is not None and organisation.dissolved_on <= since:
        raise NotPossible(_("%(organisation)s has been dissolved.") % {"organisation": organisation})
    same_time = Q(until__isnull=True) | Q(until__gte=since)
    if until is not None:
        same_time &= Q(since__lte=until)
    if Membership.objects.filter(same_time, person=person, organisation=organisation).exists():
        raise NotPossible(
            _("%(person)s already has a role in %(organisation)s at that time; change that one.")
            % {"person": person, "organisation": organisation}
        )
    row = Membership.objects.create(
        person=person, organisation=organisation, role=role, since=since, until=until
    )
    audit.record(actor=actor, now=now, action="membership.began", row=row, after=_snapshot(row))
    return row


def _close(actor: Actor, now: datetime, row: Membership, on: date) -> None:
    before = _snapshot(row)
    row.until = on
    row.save(update_fields=["until"])
    _record_change(actor, now, row, before)


def _record_change(actor: Actor, now: datetime, row: Membership, before: dict[str, Any]) -> None:
    old, new = audit.changed_fields(before, _snapshot(row))
    if new:
        audit.record(actor=actor, now=now, action="membership.changed", row=row, before=old, after=new)


def _snapshot(row: Membership) -> dict[str, Any]:
    return {
        "person": row.person.username,
        "organisation": row.organisation.key,
        "role": Role(row.role).name.lower(),
        "since": row.since,
        "until": row.until,
    }
