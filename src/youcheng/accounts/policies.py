"""Who may see and change organisations, people and memberships.

Called by queries and actions through `foundation.policies`; no query of its own runs here.
"""

from __future__ import annotations

from django.db.models import Q

from youcheng.accounts.belonging import organisations_where, where_duty, where_office
from youcheng.accounts.enums import Duty, Role
from youcheng.accounts.models import Organisation
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import EVERY_ROW, NO_ROW, Policy, any_of


def office_member(actor: Actor) -> Q:
    """Any member of the foreign affairs office."""
    return where_office(actor)


def office_coordinator(actor: Actor) -> Q:
    """Coordinators and stewards of the foreign affairs office."""
    return where_office(actor, Role.COORDINATOR)


def security_administrator(actor: Actor) -> Q:
    """The security administrator."""
    return where_duty(actor, Duty.SECURITY)


def signed_in_person(actor: Actor) -> Q:
    """Anybody who is signed in."""
    return EVERY_ROW if actor.is_signed_in else NO_ROW


def own_organisation(actor: Actor) -> Q:
    """Members of the organisation itself."""
    return Q(pk__in=organisations_where(actor))


def own_organisation_steward(actor: Actor) -> Q:
    """Stewards of the organisation itself."""
    return Q(pk__in=organisations_where(actor, Role.STEWARD))


def oneself(actor: Actor) -> Q:
    """The person themselves."""
    return Q(pk=actor.person_id) if actor.is_signed_in else NO_ROW


def colleague(actor: Actor) -> Q:
    """People of the same organisation."""
    return Q(memberships__organisation__in=organisations_where(actor)) if actor.is_signed_in else NO_ROW


class OrganisationPolicy(Policy):
    model = Organisation
    view = any_of(office_member, own_organisation, security_administrator)
    edit = any_of(office_coordinator, security_administrator)
    invite = any_of(own_organisation_steward, security_administrator)


organisation_policy = OrganisationPolicy()
