"""Who may see and change organisations, people, memberships, invitations, and who reads the audit log.

Called by queries and actions through `foundation.policies`; no query of its own runs here.
"""

from __future__ import annotations

from django.db.models import Q

from youcheng.accounts.belonging import (
    holds_duty,
    is_in_office,
    office_coordinator,
    office_member,
    office_steward,
    organisations_where,
    where_duty,
)
from youcheng.accounts.enums import Duty, Role
from youcheng.accounts.models import Invitation, Membership, Organisation, Person
from youcheng.foundation.actors import Actor
from youcheng.foundation.models import AuditEntry
from youcheng.foundation.policies import NO_ROW, Policy, any_of

# ── Clauses ─────────────────────────────────────────────────────────────────────────────────────────────────────


def security_administrator(actor: Actor) -> Q:
    """The security administrator."""
    return where_duty(actor, Duty.SECURITY)


def audit_administrator(actor: Actor) -> Q:
    """The audit administrator."""
    return where_duty(actor, Duty.AUDIT)


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
    """Members of an organisation the person belongs to."""
    if not actor.is_signed_in:
        return NO_ROW
    members = Membership.objects.filter(organisation__in=organisations_where(actor)).order_by()
    return Q(pk__in=members.values("person_id"))


def own_membership(actor: Actor) -> Q:
    """The member themselves."""
    return Q(person_id=actor.person_id) if actor.is_signed_in else NO_ROW


def member_of_its_organisation(actor: Actor) -> Q:
    """Members of the organisation it belongs to."""
    return Q(organisation__in=organisations_where(actor))


def steward_of_its_organisation(actor: Actor) -> Q:
    """Stewards of the organisation it belongs to."""
    return Q(organisation__in=organisations_where(actor, Role.STEWARD))


# ── Policies ────────────────────────────────────────────────────────────────────────────────────────────────────


class OrganisationPolicy(Policy):
    model = Organisation
    view = any_of(office_member, own_organisation, security_administrator)
    edit = any_of(office_coordinator, security_administrator)
    dissolve = any_of(office_steward, security_administrator)
    invite = any_of(own_organisation_steward, office_steward, security_administrator)
    add_membership = any_of(security_administrator)


class PersonPolicy(Policy):
    model = Person
    view = any_of(oneself, colleague, office_member, security_administrator)
    edit = any_of(oneself, security_administrator)
    administer = any_of(security_administrator)


class MembershipPolicy(Policy):
    model = Membership
    view = any_of(own_membership, member_of_its_organisation, office_member, security_administrator)
    change = any_of(steward_of_its_organisation, security_administrator)


class InvitationPolicy(Policy):
    model = Invitation
    view = any_of(steward_of_its_organisation, office_steward, security_administrator)
    withdraw = any_of(steward_of_its_organisation, office_steward, security_administrator)


class AuditEntryPolicy(Policy):
    model = AuditEntry
    view = any_of(audit_administrator)


organisation_policy = OrganisationPolicy()
person_policy = PersonPolicy()
membership_policy = MembershipPolicy()
invitation_policy = InvitationPolicy()
audit_entry_policy = AuditEntryPolicy()


# ── Questions about no row ──────────────────────────────────────────────────────────────────────────────────────


def may_add_organisations(actor: Actor) -> bool:
    """Coordinators of the office and the security administrator add organisations."""
    return is_in_office(actor, Role.COORDINATOR) or holds_duty(actor, Duty.SECURITY)


def may_administer_people(actor: Actor) -> bool:
    """The security administrator adds people and gives duties."""
    return actor.is_system or holds_duty(actor, Duty.SECURITY)


def may_read_audit_log(actor: Actor) -> bool:
    """The audit administrator reads the audit log."""
    return actor.is_system or holds_duty(actor, Duty.AUDIT)


def may_explain(actor: Actor) -> bool:
    """Stewards and the security administrator may ask why somebody can see something."""
    return (
        actor.is_system
        or holds_duty(actor, Duty.SECURITY)
        or organisations_where(actor, Role.STEWARD).exists()
    )
