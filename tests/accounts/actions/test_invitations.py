"""Invitations: a link that works once, for a while, and of which only the hash is kept."""

from datetime import timedelta

import pytest

from tests.world import NOW, PASSWORD, World, actor_for
from youcheng.accounts.actions import invitations
from youcheng.accounts.belonging import organisations_where
from youcheng.accounts.enums import Role
from youcheng.accounts.errors import InvitationVoid, KeyTaken, NotPossible
from youcheng.accounts.models import Invitation, Person
from youcheng.foundation.policies import NotAllowed


def invite(world: World, by: Person | None = None) -> tuple[Invitation, str]:
    return invitations.invite(
        actor=actor_for(by or world.stranger),
        now=NOW,
        organisation=world.park,
        role=Role.CONTRIBUTOR,
        name="New Colleague",
    )


def accept(secret: str, username: str = "newcomer") -> Person:
    return invitations.accept_invitation(
        secret=secret,
        now=NOW,
        address="192.0.2.7",
        username=username,
        name="New Colleague",
        language="en",
        password=PASSWORD,
    )


def test_the_link_makes_one_account_once(world: World) -> None:
    row, secret = invite(world)
    assert secret not in str(vars(row))
    person = accept(secret)
    assert person.check_password(PASSWORD)
    assert not person.must_change_password
    assert list(organisations_where(actor_for(person), Role.CONTRIBUTOR)) == [world.park.pk]
    with pytest.raises(InvitationVoid):
        accept(secret, "another")


def test_a_late_a_withdrawn_and_a_wrong_link_say_the_same(world: World) -> None:
    row, secret = invite(world)
    messages = set()
    with pytest.raises(InvitationVoid) as late:
        invitations.open_invitation(secret=secret, now=NOW + timedelta(days=8))
    messages.add(str(late.value))
    invitations.withdraw_invitation(actor=actor_for(world.stranger), now=NOW, invitation=row)
    for given in (secret, "wrong"):
        with pytest.raises(InvitationVoid) as void:
            invitations.open_invitation(secret=given, now=NOW)
        messages.add(str(void.value))
    assert len(messages) == 1


def test_a_taken_name_leaves_the_link_alive(world: World) -> None:
    _row, secret = invite(world)
    with pytest.raises(KeyTaken):
        accept(secret, "Officer")
    assert accept(secret).pk


def test_who_may_invite_and_withdraw(world: World) -> None:
    for person in (world.officer, world.head, world.clerk, world.system, world.auditor):
        with pytest.raises(NotAllowed):
            invite(world, by=person)
    for person in (world.director, world.security, world.stranger):
        row, _secret = invite(world, by=person)
    with pytest.raises(NotAllowed):
        invitations.withdraw_invitation(actor=actor_for(world.head), now=NOW, invitation=row)


def test_an_accepted_one_cannot_be_withdrawn(world: World) -> None:
    row, secret = invite(world)
    accept(secret)
    with pytest.raises(NotPossible):
        invitations.withdraw_invitation(actor=actor_for(world.stranger), now=NOW, invitation=row)
