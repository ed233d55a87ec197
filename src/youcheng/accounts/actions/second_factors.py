"""A person's second factors: which there are, and taking all away when somebody lost theirs.

Called by views; setting one up is the sign-in library's page and the person's own act.
"""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from youcheng.accounts.models import Person
from youcheng.accounts.policies import person_policy
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor


def kinds_of(person: Person) -> list[str]:
    """Names of the kinds set up, such as "TOTP Authenticator"; recovery codes are no factor of their own."""
    rows = Authenticator.objects.filter(user_id=person.pk).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return [row.get_type_display() for row in rows]


def remove_all(*, actor: Actor, now: datetime, person: Person) -> int:
    """Take away every factor and recovery code of a person; returns how many there were."""
    person_policy.require(actor, "administer", person)
    with transaction.atomic():
        count: int = Authenticator.objects.filter(user_id=person.pk).delete()[0]
        audit.record(actor=actor, now=now, action="factor.removed_all", row=person, after={"removed": count})
    return count
