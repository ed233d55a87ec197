"""A policy answers the same in all its forms: filter, allows, require, annotate, explain."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world import World, actor_for
from youcheng.accounts.models import Membership, Organisation
from youcheng.accounts.policies import organisation_policy
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import (
    EVERY_ROW,
    NO_ROW,
    NotAllowed,
    Policy,
    UnknownAction,
    any_of,
    policy_of,
)


def test_every_form_gives_the_same_answer(world: World) -> None:
    for person in [*world.people.values(), None]:
        actor = actor_for(person)
        for action in organisation_policy.rules():
            visible = set(organisation_policy.filter(Organisation.objects.all(), actor, action))
            annotated = organisation_policy.annotate(Organisation.objects.all(), actor, action)
            for row in annotated:
                allowed = row in visible
                assert getattr(row, f"can_{action}") is allowed
                assert organisation_policy.allows(actor, action, row) is allowed
                assert bool(organisation_policy.explain(actor, action, row)) is allowed


def test_require_names_the_action_and_the_thing(world: World) -> None:
    with pytest.raises(NotAllowed, match="Stranger Sun may not edit 外事办公室"):
        organisation_policy.require(actor_for(world.stranger), "edit", world.office)


def test_explain_names_the_clause(world: World) -> None:
    assert organisation_policy.explain(actor_for(world.clerk), "view", world.commerce) == ["own_organisation"]


def test_an_unknown_action_and_a_missing_policy_raise(world: World) -> None:
    with pytest.raises(UnknownAction, match="devour"):
        organisation_policy.filter(Organisation.objects.all(), actor_for(world.officer), "devour")
    with pytest.raises(LookupError, match="ContentType has no policy"):
        policy_of(ContentType)


def test_a_membership_counts_only_between_its_days(world: World) -> None:
    Membership.objects.filter(person=world.clerk).update(until="2025-12-31")
    assert not organisation_policy.allows(actor_for(world.clerk), "view", world.commerce)


def test_the_system_passes_and_is_named(world: World) -> None:
    system = Actor.system("test")
    assert organisation_policy.filter(Organisation.objects.all(), system, "edit").count() == 3
    assert organisation_policy.explain(system, "edit", world.office) == ["system"]


def test_one_model_has_one_policy() -> None:
    class Another(Policy):
        model = Organisation

    with pytest.raises(RuntimeError, match="already has a policy"):
        Another()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from([EVERY_ROW, NO_ROW, Q(key="office")]), max_size=4))
def test_every_row_and_no_row_survive_combination(world: World, conditions: list[Q]) -> None:
    """The trap: an empty Q() disappears in an OR, which would turn "everybody" into "whoever the next clause names"."""
    rule = any_of(*[lambda actor, condition=condition: condition for condition in conditions])
    expected = 3 if EVERY_ROW in conditions else 1 if Q(key="office") in conditions else 0
    assert Organisation.objects.filter(rule.q(Actor.visitor())).count() == expected
