"""Who belongs where: the sub-selects that policies of every app are made of.

Policies build their clauses from `organisations_where` and `where_office`; both stay lazy, so a rule is
one query however many memberships a person has. The office's own clauses are here, because every app's policies use them.
"""

from __future__ import annotations

from django.db.models import Exists, Q, QuerySet

from youcheng.accounts.enums import Duty, OrganisationKind, Role
from youcheng.accounts.models import Membership, Person
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import EVERY_ROW, NO_ROW


def current_memberships(actor: Actor, at_least: Role = Role.VIEWER) -> QuerySet[Membership]:
    """The actor's memberships in force on `actor.on` with at least this role.

    An administrator's never count: actions keep duties and memberships apart, and this holds even if a row slips in.
    """
    if actor.person_id is None:
        return Membership.objects.none()
    return Membership.objects.filter(
        Q(until__isnull=True) | Q(until__gte=actor.on),
        person_id=actor.person_id,
        person__is_active=True,
        person__duty=Duty.NONE,
        since__lte=actor.on,
        role__gte=at_least,
    )


def organisations_where(actor: Actor, at_least: Role = Role.VIEWER) -> QuerySet[Membership, int]:
    """Keys of the organisations in which the actor holds at least this role, as a sub-select for `__in`."""
    return current_memberships(actor, at_least).order_by().values_list("organisation_id", flat=True)


def is_office_member(actor: Actor, at_least: Role = Role.VIEWER) -> Exists:
    """An EXISTS condition: the actor holds at least this role in the foreign affairs office."""
    return Exists(
        current_memberships(actor, at_least).filter(organisation__kind=OrganisationKind.OFFICE).order_by()
    )


def where_office(actor: Actor, at_least: Role = Role.VIEWER) -> Q:
    """Every row for members of the office with at least this role, no row for others."""
    return Q(is_office_member(actor, at_least)) if actor.is_signed_in else NO_ROW


def office_member(actor: Actor) -> Q:
    """Any member of the foreign affairs office."""
    return where_office(actor)


def office_contributor(actor: Actor) -> Q:
    """Contributors and above in the foreign affairs office."""
    return where_office(actor, Role.CONTRIBUTOR)


def office_coordinator(actor: Actor) -> Q:
    """Coordinators and stewards of the foreign affairs office."""
    return where_office(actor, Role.COORDINATOR)


def office_steward(actor: Actor) -> Q:
    """Stewards of the foreign affairs office."""
    return where_office(actor, Role.STEWARD)


def where_duty(actor: Actor, duty: Duty) -> Q:
    """Every row for the administrator with this duty, no row for others."""
    if actor.person_id is None:
        return NO_ROW
    holders = Person.objects.filter(pk=actor.person_id, is_active=True, duty=duty)
    return EVERY_ROW & Q(Exists(holders))


def where_taking_part(actor: Actor) -> Q:
    """Every row for signed-in people except the three administrators, who see nothing of the work itself."""
    if actor.person_id is None:
        return NO_ROW
    return EVERY_ROW & Q(Exists(Person.objects.filter(pk=actor.person_id, is_active=True, duty=Duty.NONE)))


def takes_part(actor: Actor) -> bool:
    """Anybody signed in who is none of the three administrators."""
    if actor.person_id is None:
        return False
    return Person.objects.filter(pk=actor.person_id, is_active=True, duty=Duty.NONE).exists()


def holds_duty(actor: Actor, duty: Duty) -> bool:
    if actor.person_id is None:
        return False
    return Person.objects.filter(pk=actor.person_id, is_active=True, duty=duty).exists()


def is_in_office(actor: Actor, at_least: Role = Role.VIEWER) -> bool:
    """Whether the actor is a member of the office; true for the system."""
    if actor.is_system:
        return True
    return current_memberships(actor, at_least).filter(organisation__kind=OrganisationKind.OFFICE).exists()
