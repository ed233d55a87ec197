"""Adding people, changing their data and duty, blocking them, and giving new passwords.

Called by views, commands and invitations; signing in and its lock-out are the business of `actions.signing_in`.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.accounts import consequences
from youcheng.accounts.enums import Duty
from youcheng.accounts.errors import KeyTaken, NotPossible, changed_meanwhile
from youcheng.accounts.models import Person
from youcheng.accounts.policies import may_administer_people, person_policy
from youcheng.foundation import audit, search
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import NotAllowed

# Without 0 O o 1 l I and the like: temporary passwords are read aloud and typed.
_LETTERS = "abcdefghjkmnpqrstuvwxyz"
_CAPITALS = "ABCDEFGHJKMNPQRSTUVWXYZ"
_DIGITS = "23456789"


def create_person(
    *,
    actor: Actor,
    now: datetime,
    username: str,
    name: str,
    email: str = "",
    language: str = "zh-hans",
    duty: Duty | str = Duty.NONE,
    password: str | None = None,
) -> tuple[Person, str]:
    """Add a person; returns them with the password they first sign in with, which they must then change.

    Without `password` one is made up. Raises `KeyTaken` when the sign-in name is in use.
    """
    if not may_administer_people(actor):
        raise NotAllowed(actor, "add", "people")
    first_password = password or temporary_password()
    with transaction.atomic():
        person = add_row(
            username=username, name=name, email=email, language=language, duty=str(duty), now=now
        )
        person.set_password(first_password)
        person.must_change_password = True
        person.save()
        audit.record(actor=actor, now=now, action="person.created", row=person, after=_snapshot(person))
        search.index("person", [person])
    return person, first_password


def add_row(*, username: str, name: str, email: str, language: str, duty: str, now: datetime) -> Person:
    """An unsaved person with a free sign-in name. The step behind adding and accepting an invitation."""
    if Person.objects.filter(username__iexact=username).exists():
        raise KeyTaken(_("The sign-in name “%(name)s” is already in use.") % {"name": username})
    return Person(
        username=username, name=name, email=email, language=language, duty=duty, password_changed_at=now
    )


def open_account(
    *, now: datetime, address: str, username: str, name: str, email: str, language: str, password: str
) -> tuple[Person, Actor]:
    """The account of somebody who holds a link of ours, with the password they chose, and them as an actor.

    The step behind accepting an invitation or a delegation, inside a transaction whose caller has checked the link.
    """
    person = add_row(username=username, name=name, email=email, language=language, duty="", now=now)
    person.set_password(password)
    person.save()
    search.index("person", [person])
    return person, Actor(person_id=person.pk, name=str(person), address=address, on=timezone.localdate(now))


def edit_person(
    *, actor: Actor, now: datetime, person: Person, version: int, name: str, email: str, language: str
) -> Person:
    """Change name, e-mail and language. Raises `ChangedMeanwhile` when another save came between."""
    person_policy.require(actor, "edit", person)
    with transaction.atomic():
        row = Person.objects.select_for_update().get(pk=person.pk)
        if row.version != version:
            raise changed_meanwhile()
        before = _snapshot(row)
        row.name, row.email, row.language, row.version = name, email, language, version + 1
        row.save(update_fields=["name", "email", "language", "version"])
        _record_change(actor, now, row, before, action="person.edited")
    return row


def assign_duty(*, actor: Actor, now: datetime, person: Person, duty: Duty | str) -> Person:
    """Make a person one of the three administrators, or none.

    Raises `NotPossible` for one's own duty, for a person with a role in an organisation, for a second duty in one step
    and for taking away the last security administrator.
    """
    person_policy.require(actor, "administer", person)
    _refuse_oneself(actor, person)
    with transaction.atomic():
        row = Person.objects.select_for_update().get(pk=person.pk)
        if duty and row.duty and row.duty != duty:
            raise NotPossible(_("Nobody holds two duties: take the present one away first."))
        if duty and row.memberships.filter(_not_over(now)).exists():
            raise NotPossible(
                _("An administrator holds no role in an organisation: end the memberships first.")
            )
        if not duty:
            _keep_a_security_administrator(row)
        before = _snapshot(row)
        row.duty = str(duty)
        row.save(update_fields=["duty"])
        _record_change(actor, now, row, before, action="person.duty_assigned")
    return row


def block_person(*, actor: Actor, now: datetime, person: Person) -> Person:
    """Keep a person from signing in; their sessions end at the next request."""
    person_policy.require(actor, "administer", person)
    _refuse_oneself(actor, person)
    with transaction.atomic():
        _keep_a_security_administrator(person)
        blocked = _set_active(actor, now, person, False, action="person.blocked")
        consequences.of_leaving(actor, now, blocked)
        return blocked


def unblock_person(*, actor: Actor, now: datetime, person: Person) -> Person:
    """Let a blocked person sign in again."""
    person_policy.require(actor, "administer", person)
    with transaction.atomic():
        return _set_active(actor, now, person, True, action="person.unblocked")


def reset_password(*, actor: Actor, now: datetime, person: Person) -> str:
    """Give a new temporary password and return it; the person must change it when they next sign in."""
    person_policy.require(actor, "administer", person)
    _refuse_oneself(actor, person)
    password = temporary_password()
    with transaction.atomic():
        row = Person.objects.select_for_update().get(pk=person.pk)
        row.set_password(password)
        row.must_change_password = True
        row.save(update_fields=["password", "must_change_password"])
        audit.record(actor=actor, now=now, action="person.password_reset", row=row)
    return password


def note_password_changed(*, actor: Actor, now: datetime, person: Person) -> None:
    """The person has set a password of their own: nothing more to change."""
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(must_change_password=False, password_changed_at=now)
        audit.record(actor=actor, now=now, action="person.password_changed", row=person)


def temporary_password() -> str:
    """Twelve characters of three classes, in groups that can be read aloud."""
    groups = [
        "".join(secrets.choice(_CAPITALS) for _i in range(4)),
        "".join(secrets.choice(_DIGITS) for _i in range(4)),
        "".join(secrets.choice(_LETTERS) for _i in range(4)),
    ]
    return "-".join(groups)


def _not_over(now: datetime) -> Q:
    return Q(until__isnull=True) | Q(until__gte=timezone.localdate(now))


def _refuse_oneself(actor: Actor, person: Person) -> None:
    if actor.person_id == person.pk:
        raise NotPossible(_("Nobody does this to their own account; ask another security administrator."))


def _keep_a_security_administrator(person: Person) -> None:
    others = Person.objects.filter(duty=Duty.SECURITY, is_active=True).exclude(pk=person.pk)
    if person.duty == Duty.SECURITY and not others.exists():
        raise NotPossible(_("This is the last security administrator; name another one first."))


def _set_active(actor: Actor, now: datetime, person: Person, active: bool, *, action: str) -> Person:
    row = Person.objects.select_for_update().get(pk=person.pk)
    before = _snapshot(row)
    row.is_active = active
    row.save(update_fields=["is_active"])
    _record_change(actor, now, row, before, action=action)
    return row


def _record_change(actor: Actor, now: datetime, row: Person, before: dict[str, Any], *, action: str) -> None:
    old, new = audit.changed_fields(before, _snapshot(row))
    if new:
        audit.record(actor=actor, now=now, action=action, row=row, before=old, after=new)
        search.index("person", [row])


def _snapshot(row: Person) -> dict[str, Any]:
    """What the log keeps of a person. The e-mail is personal data: only whether there is one."""
    return {
        "username": row.username,
        "name": row.name,
        "has_email": bool(row.email),
        "language": row.language,
        "duty": row.duty,
        "is_active": row.is_active,
    }
