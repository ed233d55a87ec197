"""People: added by the security administrator, three separate duties, blocked and given new passwords."""

import pytest

from tests.world import NOW, World, actor_for
from youcheng.accounts.actions import memberships, people
from youcheng.accounts.enums import Duty
from youcheng.accounts.errors import KeyTaken, NotPossible
from youcheng.accounts.passwords import CharacterClasses
from youcheng.foundation.errors import ChangedMeanwhile
from youcheng.foundation.models import AuditEntry
from youcheng.foundation.policies import NotAllowed


def test_a_new_person_must_change_the_password(world: World) -> None:
    person, password = people.create_person(
        actor=actor_for(world.security), now=NOW, username="new", name="New Person"
    )
    assert person.must_change_password
    assert person.check_password(password)
    CharacterClasses(3).validate(password)
    assert password not in str(AuditEntry.objects.values_list("after"))


def test_sign_in_names_differ_in_more_than_case(world: World) -> None:
    with pytest.raises(KeyTaken):
        people.create_person(actor=actor_for(world.security), now=NOW, username="OFFICER", name="Another")


@pytest.mark.parametrize("who", ["director", "system", "auditor", "stranger"])
def test_only_security_administers_people(world: World, who: str) -> None:
    actor = actor_for(world.people[who])
    with pytest.raises(NotAllowed):
        people.create_person(actor=actor, now=NOW, username="new", name="New")
    with pytest.raises(NotAllowed):
        people.assign_duty(actor=actor, now=NOW, person=world.clerk, duty=Duty.AUDIT)
    with pytest.raises(NotAllowed):
        people.reset_password(actor=actor, now=NOW, person=world.clerk)


def test_nobody_holds_two_duties_or_a_duty_and_a_role(world: World) -> None:
    security = actor_for(world.security)
    with pytest.raises(NotPossible):
        people.assign_duty(actor=security, now=NOW, person=world.auditor, duty=Duty.SYSTEM)
    with pytest.raises(NotPossible):
        people.assign_duty(actor=security, now=NOW, person=world.clerk, duty=Duty.SYSTEM)
    row = world.clerk.memberships.get()
    memberships.end_membership(actor=security, now=NOW, membership=row, on=row.since)
    assert people.assign_duty(actor=security, now=NOW, person=world.clerk, duty=Duty.SYSTEM).duty == "system"


def test_nobody_changes_their_own_duty_and_one_security_administrator_stays(world: World) -> None:
    security = actor_for(world.security)
    with pytest.raises(NotPossible):
        people.assign_duty(actor=security, now=NOW, person=world.security, duty="")
    second, _password = people.create_person(
        actor=security, now=NOW, username="second", name="Second", duty=Duty.SECURITY
    )
    people.block_person(actor=actor_for(second), now=NOW, person=world.security)
    with pytest.raises(NotAllowed):
        people.unblock_person(actor=security, now=NOW, person=world.security)


def test_one_edits_oneself_and_the_second_editor_is_told(world: World) -> None:
    def edit(version: int) -> None:
        people.edit_person(
            actor=actor_for(world.clerk),
            now=NOW,
            person=world.clerk,
            version=version,
            name="Clerk Cui",
            email="clerk@example.org",
            language="zh-hans",
        )

    edit(1)
    with pytest.raises(ChangedMeanwhile):
        edit(1)
    assert "clerk@example.org" not in str(list(AuditEntry.objects.values_list("after", flat=True)))
