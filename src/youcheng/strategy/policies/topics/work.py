"""Who may see and do what once a proposal is chosen: money, task force, deliverables and advice.

Money is the office's and the chosen organisation's; the work is seen by those who do it and by the office; what becomes
of the advice the office decides.
"""

from __future__ import annotations

from django.db.models import Q

from youcheng.accounts.belonging import (
    office_contributor,
    office_coordinator,
    office_member,
    office_steward,
    organisations_where,
)
from youcheng.accounts.enums import Role
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import NO_ROW, Policy, any_of
from youcheng.strategy.models import (
    Deliverable,
    Grant,
    Instalment,
    Recommendation,
    TaskForce,
)
from youcheng.strategy.policies.topics.belonging import task_forces_of


def _chosen(actor: Actor, path: str, at_least: Role = Role.VIEWER) -> Q:
    if not actor.is_signed_in:
        return NO_ROW
    return Q(**{f"{path}chosen__organisation__in": organisations_where(actor, at_least)})


def _in_task_force(actor: Actor, path: str) -> Q:
    return Q(**{f"{path}pk__in": task_forces_of(actor)}) if actor.is_signed_in else NO_ROW


def chosen_organisation(actor: Actor) -> Q:
    """Members of the organisation whose proposal was chosen."""
    return _chosen(actor, "topic__")


def chosen_contributor(actor: Actor) -> Q:
    """Contributors and above of the organisation whose proposal was chosen."""
    return _chosen(actor, "topic__", Role.CONTRIBUTOR)


def in_task_force(actor: Actor) -> Q:
    """Members of the topic's task force, while they are."""
    return _in_task_force(actor, "topic__")


def chosen_organisation_s_money(actor: Actor) -> Q:
    """Members of the organisation whose proposal was chosen, for its instalments."""
    return _chosen(actor, "grant__topic__")


def chosen_organisation_s_advice(actor: Actor) -> Q:
    """Members of the organisation whose proposal was chosen, for its recommendations."""
    return _chosen(actor, "deliverable__topic__")


def chosen_contributor_s_advice(actor: Actor) -> Q:
    """Contributors and above of the organisation whose proposal was chosen, for its recommendations."""
    return _chosen(actor, "deliverable__topic__", Role.CONTRIBUTOR)


def task_force_s_advice(actor: Actor) -> Q:
    """Members of the topic's task force, while they are, for its recommendations."""
    return _in_task_force(actor, "deliverable__topic__")


class GrantPolicy(Policy):
    model = Grant
    view = any_of(office_member, chosen_organisation)


class InstalmentPolicy(Policy):
    model = Instalment
    view = any_of(office_member, chosen_organisation_s_money)
    pay = any_of(office_coordinator)
    take_back = any_of(office_steward)


class TaskForcePolicy(Policy):
    model = TaskForce
    view = any_of(office_member, chosen_organisation, in_task_force)


class DeliverablePolicy(Policy):
    model = Deliverable
    view = any_of(office_member, chosen_organisation, in_task_force)
    edit = any_of(office_contributor)
    hand_in = any_of(office_contributor, chosen_contributor, in_task_force)
    decide = any_of(office_coordinator)


class RecommendationPolicy(Policy):
    model = Recommendation
    view = any_of(office_member, chosen_organisation_s_advice, task_force_s_advice)
    edit = any_of(office_contributor, chosen_contributor_s_advice, task_force_s_advice)
    decide = any_of(office_coordinator)


grant_policy = GrantPolicy()
instalment_policy = InstalmentPolicy()
task_force_policy = TaskForcePolicy()
deliverable_policy = DeliverablePolicy()
recommendation_policy = RecommendationPolicy()
