"""Inviting a new person by a link that works once: make, withdraw, accept.

Called by views. The secret is given out once and only its hash is kept, so a copy of the database opens nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.accounts.actions import memberships, people
from youcheng.accounts.enums import Role
from youcheng.accounts.errors import InvitationVoid, NotPossible
from youcheng.accounts.models import Invitation, Organisation, Person
from youcheng.accounts.policies import invitation_policy, organisation_policy
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.secret_links import hash_of, new_secret


def invite(
    *, actor: Actor, now: datetime, organisation: Organisation, role: Role, name: str, email: str = ""
) -> tuple[Invitation, str]:
    """Make an invitation; returns it with the secret of its link, which can't be shown again."""
    organisation_policy.require(actor, "invite", organisation)
    if organisation.dissolved_on is not None:
        raise NotPossible(_("%(organisation)s has been dissolved.") % {"organisation": organisation})
    secret = new_secret()
    with transaction.atomic():
        row = Invitation.objects.create(
            organisation=organisation,
            role=role,
            name=name,
            email=email,
            secret_hash=hash_of(secret),
            invited_by_id=actor.person_id,
            created_at=now,
            expires_at=now + timedelta(days=settings.YOUCHENG_INVITATION_DAYS),
        )
        audit.record(
            actor=actor,
            now=now,
            action="invitation.made",
            row=row,
            after={"organisation": organisation.key, "role": role.name.lower(), "name": name},
        )
    return row, secret


def withdraw_invitation(*, actor: Actor, now: datetime, invitation: Invitation) -> Invitation:
    """Make the link void. Raises `NotPossible` when it was already accepted."""
    invitation_policy.require(actor, "withdraw", invitation)
    with transaction.atomic():
        row = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if row.accepted_at is not None:
            raise NotPossible(_("The invitation was already accepted; end the membership instead."))
        if row.withdrawn_at is None:
            row.withdrawn_at = now
            row.save(update_fields=["withdrawn_at"])
            audit.record(actor=actor, now=now, action="invitation.withdrawn", row=row)
    return row


def open_invitation(*, secret: str, now: datetime) -> Invitation:
    """The invitation behind a link. Raises `InvitationVoid` with the same words whatever the reason."""
    row = Invitation.objects.select_related("organisation").filter(secret_hash=hash_of(secret)).first()
    usable = (
        row is not None
        and row.accepted_at is None
        and row.withdrawn_at is None
        and row.expires_at > now
        and row.organisation.dissolved_on is None
    )
    if not usable:
        raise InvitationVoid(
            _("This link is not valid any more. Ask the person who invited you for a new one.")
        )
    assert row is not None
    return row


def accept_invitation(
    *, secret: str, now: datetime, address: str, username: str, name: str, language: str, password: str
) -> Person:
    """Make the invited person's account, with the password they chose, and their membership. The link is then void.

    Raises `InvitationVoid`, or `KeyTaken` when the sign-in name is in use. The password was checked by the form.
    """
    with transaction.atomic():
        # Locked before it is looked at again, so that two clicks make one account.
        Invitation.objects.select_for_update().filter(secret_hash=hash_of(secret)).first()
        row = open_invitation(secret=secret, now=now)
        person, actor = people.open_account(
            now=now,
            address=address,
            username=username,
            name=name,
            email=row.email,
            language=language,
            password=password,
        )
        memberships.begin(
            actor=actor,
            now=now,
            person=person,
            organisation=row.organisation,
            role=Role(row.role),
            since=timezone.localdate(now),
        )
        row.accepted_by, row.accepted_at = person, now
        row.save(update_fields=["accepted_by", "accepted_at"])
        audit.record(
            actor=actor, now=now, action="invitation.accepted", row=row, after={"username": username}
        )
    return person
