"""Memberships: dated, one role at a time in one organisation, and never for an administrator."""

from datetime import date, timedelta

import pytest

from tests.world import NOW, SINCE, TODAY, World, actor_for
from youcheng.accounts.actions import memberships
from youcheng.accounts.belonging import is_in_office
from youcheng.accounts.enums import Duty, Role
from youcheng.accounts.errors import NotPossible
from youcheng.accounts.models import Membership, Organisation, Person
from youcheng.foundation.policies import NotAllowed


def add(
    world: World, person: Person, organisation: Organisation, since: date = TODAY, until: date | None = None
) -> Membership:
    return memberships.add_membership(
        actor=actor_for(world.security),
        now=NOW,
        person=person,
        organisation=organisation,
        role=Role.VIEWER,
        since=since,
        until=until,
    )


def test_the_security_administrator_gives_a_dated_role(world: World) -> None:
    add(world, world.clerk, world.office, until=TODAY + timedelta(days=9))
    assert is_in_office(actor_for(world.clerk))
    assert not is_in_office(actor_for(world.clerk, on=TODAY - timedelta(days=1)))
    assert not is_in_office(actor_for(world.clerk, on=TODAY + timedelta(days=10)))


def test_a_steward_gives_nobody_a_role_directly(world: World) -> None:
    with pytest.raises(NotAllowed):
        memberships.add_membership(
            actor=actor_for(world.stranger),
            now=NOW,
            person=world.clerk,
            organisation=world.park,
            role=Role.VIEWER,
            since=TODAY,
        )


def test_no_two_roles_in_one_place_at_one_time(world: World) -> None:
    with pytest.raises(NotPossible):
        add(world, world.clerk, world.commerce)
    before = SINCE - timedelta(days=30)
    add(world, world.clerk, world.commerce, since=before, until=SINCE - timedelta(days=1))


def test_dates_in_the_wrong_order_are_refused(world: World) -> None:
    with pytest.raises(NotPossible):
        add(world, world.clerk, world.office, until=TODAY - timedelta(days=1))


def test_administrators_hold_no_role(world: World) -> None:
    with pytest.raises(NotPossible):
        add(world, world.auditor, world.office)


def test_a_role_that_slipped_to_an_administrator_counts_for_nothing(world: World) -> None:
    Person.objects.filter(pk=world.officer.pk).update(duty=Duty.SYSTEM)
    assert not is_in_office(actor_for(world.officer))


def test_another_role_begins_today_and_the_old_row_stays(world: World) -> None:
    old = world.clerk.memberships.get()
    new = memberships.change_role(actor=actor_for(world.head), now=NOW, membership=old, role=Role.COORDINATOR)
    old.refresh_from_db()
    assert (old.role, old.until) == (Role.CONTRIBUTOR, TODAY - timedelta(days=1))
    assert (new.role, new.since) == (Role.COORDINATOR, TODAY)
    again = memberships.change_role(actor=actor_for(world.head), now=NOW, membership=new, role=Role.VIEWER)
    assert again.pk == new.pk, "changed twice on one day, it is one row"


def test_a_steward_ends_a_role_in_their_own_organisation_only(world: World) -> None:
    row = world.clerk.memberships.get()
    with pytest.raises(NotAllowed):
        memberships.end_membership(actor=actor_for(world.stranger), now=NOW, membership=row, on=TODAY)
    memberships.end_membership(actor=actor_for(world.head), now=NOW, membership=row, on=TODAY)
    with pytest.raises(NotPossible):
        memberships.end_membership(
            actor=actor_for(world.head), now=NOW, membership=row, on=SINCE - timedelta(days=1)
        )
