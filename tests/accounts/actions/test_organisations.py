"""Organisations: who may change them, the tree, and what dissolving one does."""

from datetime import date

import pytest

from tests.world import NOW, TODAY, World, actor_for
from youcheng.accounts.actions import invitations, organisations
from youcheng.accounts.enums import OrganisationKind, Role
from youcheng.accounts.errors import KeyTaken, NotPossible
from youcheng.accounts.models import Organisation, Person
from youcheng.foundation.errors import ChangedMeanwhile
from youcheng.foundation.models import AuditEntry
from youcheng.foundation.policies import NotAllowed


def create(actor: Person, key: str = "culture", parent: Organisation | None = None) -> Organisation:
    return organisations.create_organisation(
        actor=actor_for(actor),
        now=NOW,
        key=key,
        name={"zh-hans": "文旅局"},
        kind=OrganisationKind.DEPARTMENT,
        parent=parent,
    )


def edit(actor: Person, row: Organisation, version: int, parent: Organisation | None = None) -> Organisation:
    return organisations.edit_organisation(
        actor=actor_for(actor),
        now=NOW,
        organisation=row,
        version=version,
        name={"en": "Renamed"},
        kind=row.kind,
        parent=parent,
    )


def test_the_officer_adds_one_and_the_log_says_so(world: World) -> None:
    row = create(world.officer, parent=world.office)
    entry = AuditEntry.objects.get(action="organisation.created")
    assert (entry.actor_id, entry.object_pk, entry.after["parent"]) == (
        world.officer.pk,
        str(row.pk),
        "office",
    )


@pytest.mark.parametrize("who", ["assistant", "head", "stranger", "system", "auditor"])
def test_others_add_none(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        create(world.people[who])


def test_a_key_is_used_once(world: World) -> None:
    with pytest.raises(KeyTaken):
        create(world.officer, key="park")


def test_the_second_of_two_editors_is_told(world: World) -> None:
    edit(world.officer, world.park, version=1)
    with pytest.raises(ChangedMeanwhile):
        edit(world.director, world.park, version=1)
    world.park.refresh_from_db()
    assert dict(world.park.name) == {"en": "Renamed"}


def test_no_organisation_is_part_of_itself(world: World) -> None:
    below = create(world.officer, parent=world.park)
    with pytest.raises(NotPossible):
        edit(world.officer, world.park, version=1, parent=below)


def test_dissolving_ends_what_hangs_on_it(world: World) -> None:
    invitations.invite(
        actor=actor_for(world.stranger), now=NOW, organisation=world.park, role=Role.VIEWER, name="New"
    )
    organisations.dissolve_organisation(
        actor=actor_for(world.director), now=NOW, organisation=world.park, on=TODAY
    )
    assert world.stranger.memberships.get().until == TODAY
    assert world.park.invitations.get().withdrawn_at == NOW
    assert AuditEntry.objects.latest("number").after["memberships_ended"] == 1
    with pytest.raises(NotPossible):
        organisations.dissolve_organisation(
            actor=actor_for(world.director), now=NOW, organisation=world.park, on=date(2026, 4, 1)
        )


def test_the_office_and_a_whole_with_parts_stay(world: World) -> None:
    create(world.officer, parent=world.park)
    for row in (world.office, world.park):
        with pytest.raises(NotPossible):
            organisations.dissolve_organisation(
                actor=actor_for(world.director), now=NOW, organisation=row, on=TODAY
            )


def test_there_is_one_office_and_nothing_becomes_it(world: World) -> None:
    """Members of the office see nearly everything: a changed kind would open it to a whole organisation."""
    with pytest.raises(NotPossible):
        organisations.create_organisation(
            actor=actor_for(world.security),
            now=NOW,
            key="second",
            name={"en": "Second office"},
            kind=OrganisationKind.OFFICE,
        )
    for row, kind in ((world.park, OrganisationKind.OFFICE), (world.office, OrganisationKind.PARK)):
        with pytest.raises(NotPossible):
            organisations.edit_organisation(
                actor=actor_for(world.officer),
                now=NOW,
                organisation=row,
                version=1,
                name={"en": "x"},
                kind=kind,
                parent=None,
            )
