"""The pages of accounts in use: lists that scale, forms that keep what was typed, secrets that are shown once."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from django.utils.translation import override

from tests.conftest import ClientOf, SameQueries
from tests.world import SINCE, World, actor_for, make_member, make_organisation
from youcheng.accounts.actions import invitations, people
from youcheng.accounts.enums import OrganisationKind, Role
from youcheng.accounts.models import Membership, Organisation, Person
from youcheng.foundation import audit


def add_members(world: World, count: int) -> None:
    start = Person.objects.count()
    for number in range(start, start + count):
        unit = make_organisation(
            f"unit-{number}", OrganisationKind.DEPARTMENT, f"单位{number}", f"Unit {number}"
        )
        make_member(f"member{number}", f"Member {number}", unit, Role.VIEWER)
        make_member(f"clerk{number}", f"Clerk {number}", world.commerce, Role.VIEWER)


@pytest.mark.parametrize(
    "address",
    [
        "/organisations/",
        "/organisations/?sort=-name",
        "/organisations/export?format=csv",
        "/organisations/commerce/",
        "/people/",
        "/people/export?format=csv",
    ],
)
def test_lists_ask_as_often_for_many_as_for_few(
    world: World, client_of: ClientOf, assert_same_queries: SameQueries, address: str
) -> None:
    client = client_of(world.security)
    assert_same_queries(lambda count: add_members(world, count), lambda: b"".join(client.get(address)))


def test_the_audit_page_asks_as_often_for_many_as_for_few(
    world: World, client_of: ClientOf, assert_same_queries: SameQueries
) -> None:
    def write(count: int) -> None:
        for _number in range(count):
            audit.record(
                actor=actor_for(world.officer), now=timezone.now(), action="thing.done", row=world.park
            )

    client = client_of(world.auditor)
    assert_same_queries(write, lambda: client.get("/audit/"))


def test_organisations_stand_in_their_tree_and_are_found_by_a_chinese_name(
    world: World, client_of: ClientOf
) -> None:
    part = make_organisation("aaa", OrganisationKind.PARK, "商务园", "Commerce Park", world.commerce)
    page = client_of(world.officer).get("/organisations/").context["page"]
    rows = [(row.organisation.key, row.depth) for row in page]
    assert rows.index((part.key, 1)) == rows.index(("commerce", 0)) + 1
    found = client_of(world.officer).get("/organisations/", {"text": "商务"}).context["page"]
    assert [row.key for row in found] == ["aaa", "commerce"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"person": "officer"}, ["b", "a"]),
        ({"person": "Officer Ou"}, ["b", "a"]),
        ({"person": "192.0.2.1"}, ["c", "b", "a"]),
        ({"action": "b"}, ["b"]),
        ({"thing": "商务局"}, ["b"]),
        ({"thing": "accounts.organisation"}, ["c", "b", "a"]),
        ({"since": "2999-01-01"}, []),
        ({"until": "2000-01-01"}, []),
    ],
)
def test_the_audit_page_filters(
    world: World, client_of: ClientOf, given: dict[str, str], expected: list[str]
) -> None:
    for who, action, row in (
        (world.officer, "a", world.park),
        (world.officer, "b", world.commerce),
        (world.director, "c", world.park),
    ):
        with override("en"):
            audit.record(actor=actor_for(who), now=timezone.now(), action=action, row=row)
    page = client_of(world.auditor).get("/audit/", given).context["page"]
    assert [entry.action for entry in page] == expected


def test_the_second_editor_keeps_the_text(world: World, client_of: ClientOf) -> None:
    form = {"name_zh": "园", "name_en": "First", "kind": "park", "version": "1"}
    assert client_of(world.officer).post("/organisations/park/edit", form).status_code == 302
    answer = client_of(world.director).post("/organisations/park/edit", form | {"name_en": "Second"})
    assert "Somebody else" in answer.content.decode()
    assert 'value="Second"' in answer.content.decode()
    assert "Saved meanwhile: First" in answer.content.decode()
    world.park.refresh_from_db()
    assert world.park.name["en"] == "First"
    again = {name: answer.context["form"][name].value() for name in form}
    assert client_of(world.director).post("/organisations/park/edit", again).status_code == 302
    world.park.refresh_from_db()
    assert world.park.name["en"] == "Second"


def test_an_invitation_from_link_to_first_page(world: World, client_of: ClientOf) -> None:
    answer = client_of(world.stranger).post("/organisations/park/invite", {"name": "New", "role": "20"})
    assert "no-store" in answer["Cache-Control"]
    link = re.search(r"http://testserver(/invitation/[\w-]+/)", answer.content.decode())
    assert link is not None
    visitor = client_of(None)
    form = {"username": "newcomer", "name": "New", "language": "en", "password": "weak", "again": "weak"}
    assert b"errors" in visitor.post(link[1], form).content
    form |= {"password": "A-new-Lake-9", "again": "A-new-Lake-8"}
    assert b"errors" in visitor.post(link[1], form).content
    form["again"] = form["password"]
    assert visitor.post(link[1], form)["Location"] == "/account/login/"
    visitor.post("/account/login/", {"login": "newcomer", "password": form["password"]})
    assert visitor.get("/").status_code == 200
    person = Person.objects.get(username="newcomer")
    assert person.memberships.get().organisation == world.park
    assert visitor.get(link[1]).status_code == 404


def test_security_adds_a_person_and_sees_the_password_once(world: World, client_of: ClientOf) -> None:
    client = client_of(world.security)
    form = {"username": "zhang", "name": "张三", "language": "zh-hans", "duty": ""}
    answer = client.post("/people/new", form)
    password = re.search(r"[A-Z]{4}-\d{4}-[a-z]{4}", answer.content.decode())
    assert password is not None
    assert Person.objects.get(username="zhang").check_password(password[0])
    assert password[0] not in client.get("/person/zhang/").content.decode()
    assert "already in use" in client.post("/people/new", form).content.decode()


def test_security_gives_a_role_and_a_steward_changes_it(world: World, client_of: ClientOf) -> None:
    client = client_of(world.security)
    person, _password = people.create_person(
        actor=actor_for(world.security), now=timezone.now(), username="zhao", name="Zhao"
    )
    form = {"organisation": world.park.pk, "role": "10", "since": SINCE.isoformat()}
    assert client.post("/person/zhao/membership", form).status_code == 302
    assert "already has a role" in client.post("/person/zhao/membership", form).content.decode()
    row = Membership.objects.get(person=person)
    steward = client_of(world.stranger)
    steward.post(f"/memberships/{row.pk}/role", {"role": "20"})
    assert person.memberships.latest("pk").role == Role.CONTRIBUTOR
    steward.post(
        f"/memberships/{person.memberships.latest('pk').pk}/end",
        {"on": timezone.localdate().isoformat()},
    )
    assert person.memberships.latest("pk").until == timezone.localdate()


def test_duties_are_changed_only_apart_from_roles(world: World, client_of: ClientOf) -> None:
    client = client_of(world.security)
    answer = client.post("/person/clerk/duty", {"duty": "audit"}, follow=True)
    assert "end the memberships first" in answer.content.decode()
    client.post("/person/clerk/block")
    assert not Person.objects.get(username="clerk").is_active
    client.post("/person/clerk/unblock")
    assert Person.objects.get(username="clerk").is_active


def test_why_names_the_rule_and_hides_names_from_who_may_not_see_them(
    world: World, client_of: ClientOf
) -> None:
    asked = {"of": "accounts.organisation", "key": "commerce"}
    answers = client_of(world.director).get("/person/clerk/why", asked).context["answers"]
    said = {answer.action: answer.reasons for answer in answers}
    assert said["view"] == ["Members of the organisation itself."]
    assert said["edit"] == []
    entry = audit.record(actor=actor_for(world.officer), now=timezone.now(), action="a", row=world.park)
    asked = {"of": "foundation.auditentry", "key": str(entry.pk)}
    context = client_of(world.security).get("/person/clerk/why", asked).context
    assert context["thing"] == f"#{entry.pk}"
    assert client_of(world.clerk).get("/person/clerk/why", asked).status_code == 404


def test_ones_own_settings(world: World, client_of: ClientOf) -> None:
    client = client_of(world.clerk)
    assert "Clerk Cai" in client.get("/settings/").content.decode()
    form = {"name": "Clerk Cui", "email": "", "language": "zh-hans", "version": "1"}
    assert client.post("/person/clerk/edit", form)["Location"] == "/settings/"
    assert 'lang="zh-CN"' in client.get("/settings/").content.decode()


def test_a_dissolved_organisation_leaves_the_list_but_not_the_register(
    world: World, client_of: ClientOf
) -> None:
    client = client_of(world.director)
    client.post("/organisations/park/dissolve", {"on": timezone.localdate().isoformat()})
    assert Organisation.objects.get(key="park").dissolved_on == timezone.localdate()
    assert "park" not in [row.organisation.key for row in client.get("/organisations/").context["page"]]
    shown = client.get("/organisations/", {"dissolved": "on"}).context["page"]
    assert "park" in [row.organisation.key for row in shown]


def test_an_invitation_is_withdrawn_from_the_page(world: World, client_of: ClientOf) -> None:
    row, secret = invitations.invite(
        actor=actor_for(world.director),
        now=timezone.now(),
        organisation=world.office,
        role=Role.VIEWER,
        name="New",
    )
    client_of(world.director).post(f"/invitations/{row.pk}/withdraw")
    assert client_of(None).get(f"/invitation/{secret}/").status_code == 404


def test_the_audit_page_shows_before_and_after_side_by_side(world: World, client_of: ClientOf) -> None:
    audit.record(
        actor=actor_for(world.officer),
        now=timezone.now(),
        action="organisation.edited",
        row=world.park,
        before={"name": {"zh-hans": "园区"}, "parent": None},
        after={"name": {"zh-hans": "新园区", "en": "New park"}, "parent": "office"},
    )
    page = client_of(world.auditor).get("/audit/").content.decode()
    assert "<del>zh-hans: 园区</del> <ins>en: New park; zh-hans: 新园区</ins>" in page
    assert "<dd><ins>office</ins></dd>" in page
