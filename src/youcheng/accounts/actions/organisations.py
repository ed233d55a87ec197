"""Adding, changing and dissolving organisations.

Called by views, the deployment loader and imports; memberships are the business of `actions.memberships`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from youcheng.accounts import consequences
from youcheng.accounts.enums import OrganisationKind
from youcheng.accounts.errors import KeyTaken, NotPossible, changed_meanwhile
from youcheng.accounts.models import Organisation
from youcheng.accounts.policies import may_add_organisations, organisation_policy
from youcheng.foundation import audit, search
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import NotAllowed
from youcheng.foundation.translated import Translated

RESERVED = {"new", "export"}  # these keys would be the addresses of other pages


def create_organisation(
    *,
    actor: Actor,
    now: datetime,
    key: str,
    name: dict[str, str],
    kind: OrganisationKind | str,
    parent: Organisation | None = None,
) -> Organisation:
    """Add an organisation. Raises `KeyTaken` when the key is in use."""
    if not (actor.is_system or may_add_organisations(actor)):
        raise NotAllowed(actor, "add", "organisations")
    with transaction.atomic():
        if key in RESERVED or Organisation.objects.filter(key=key).exists():
            raise KeyTaken(_("There is already an organisation with the key “%(key)s”.") % {"key": key})
        if kind == OrganisationKind.OFFICE and Organisation.objects.filter(kind=kind).exists():
            raise NotPossible(
                _("There is one foreign affairs office; it was made when the platform was set up.")
            )
        row = Organisation.objects.create(key=key, name=Translated(name), kind=str(kind), parent=parent)
        audit.record(actor=actor, now=now, action="organisation.created", row=row, after=_snapshot(row))
        search.index("organisation", [row])
    return row


def edit_organisation(
    *,
    actor: Actor,
    now: datetime,
    organisation: Organisation,
    version: int,
    name: dict[str, str],
    kind: OrganisationKind | str,
    parent: Organisation | None,
) -> Organisation:
    """Change name, kind or place in the tree.

    `version` is the one the form was made from; raises `ChangedMeanwhile` when another save came between and
    `NotPossible` when the organisation would become a part of itself.
    """
    organisation_policy.require(actor, "edit", organisation)
    with transaction.atomic():
        row = Organisation.objects.select_for_update().get(pk=organisation.pk)
        if row.version != version:
            raise changed_meanwhile()
        _refuse_circle(row, parent)
        if (row.kind == OrganisationKind.OFFICE) != (kind == OrganisationKind.OFFICE):
            raise NotPossible(_("No organisation becomes the foreign affairs office or ceases to be it."))
        before = _snapshot(row)
        row.name, row.kind, row.parent, row.version = Translated(name), str(kind), parent, version + 1
        row.save()
        _record_change(actor, now, row, before, action="organisation.edited")
    return row


def dissolve_organisation(
    *,
    actor: Actor,
    now: datetime,
    organisation: Organisation,
    on: date,
    successor: Organisation | None = None,
) -> Organisation:
    """Mark an organisation as dissolved; its row, history and past memberships stay, those in force end that day.

    What it had to do passes to `successor`, or back to the office where nobody succeeds it.
    """
    organisation_policy.require(actor, "dissolve", organisation)
    with transaction.atomic():
        row = Organisation.objects.select_for_update().get(pk=organisation.pk)
        if row.kind == OrganisationKind.OFFICE:
            raise NotPossible(_("The foreign affairs office runs the platform and cannot be dissolved here."))
        if row.children.filter(dissolved_on__isnull=True).exists():
            raise NotPossible(_("Dissolve or move the organisations that are part of it first."))
        if row.dissolved_on is not None:
            raise NotPossible(
                _("This organisation was dissolved on %(on)s.") % {"on": row.dissolved_on.isoformat()}
            )
        if successor is not None and (successor.pk == row.pk or successor.dissolved_on is not None):
            raise NotPossible(
                _("%(unit)s can't succeed it: choose a unit that goes on.") % {"unit": successor}
            )
        row.dissolved_on, row.successor = on, successor
        row.version += 1
        row.save(update_fields=["dissolved_on", "successor", "version"])
        ended = _end_what_hangs_on(row, on, now)
        after = {"dissolved_on": on, "successor": successor.key if successor else None, **ended}
        audit.record(
            actor=actor,
            now=now,
            action="organisation.dissolved",
            row=row,
            before={"dissolved_on": None},
            after=after,
        )
        consequences.of_dissolving(actor, now, row)
    return row


def _end_what_hangs_on(row: Organisation, on: date, now: datetime) -> dict[str, int]:
    """End memberships and open invitations of a dissolved organisation; returns how many of each."""
    in_force = row.memberships.filter(since__lte=on).filter(Q(until__isnull=True) | Q(until__gt=on))
    not_begun = row.memberships.filter(since__gt=on)
    open_links = row.invitations.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
    return {
        "memberships_ended": in_force.update(until=on),
        "memberships_cancelled": not_begun.delete()[0],
        "invitations_withdrawn": open_links.update(withdrawn_at=now),
    }


def _refuse_circle(row: Organisation, parent: Organisation | None) -> None:
    seen = set()
    while parent is not None and parent.pk not in seen:
        if parent.pk == row.pk:
            raise NotPossible(_("An organisation cannot be a part of itself."))
        seen.add(parent.pk)
        parent = parent.parent


def _record_change(
    actor: Actor, now: datetime, row: Organisation, before: dict[str, Any], *, action: str
) -> None:
    old, new = audit.changed_fields(before, _snapshot(row))
    if new:
        audit.record(actor=actor, now=now, action=action, row=row, before=old, after=new)
        search.index("organisation", [row])


def _snapshot(row: Organisation) -> dict[str, Any]:
    return {
        "key": row.key,
        "name": dict(row.name),
        "kind": row.kind,
        "parent": row.parent.key if row.parent else None,
        "dissolved_on": row.dissolved_on,
    }
