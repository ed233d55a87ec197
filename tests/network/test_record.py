"""What stands beside the ties: alliances, policy terms, published counts, notes on gaps; entered, corrected, removed."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import ClientOf, SameQueries
from tests.network.conftest import SYSTEM, MakeTie
from tests.world import NOW, World, actor_for, make_member, make_organisation
from youcheng.accounts.enums import OrganisationKind, Role
from youcheng.foundation.errors import Refused
from youcheng.foundation.models import AuditEntry
from youcheng.foundation.policies import NotAllowed
from youcheng.network import actions, queries
from youcheng.network.models import (
    Alliance,
    AllianceMember,
    City,
    HomeCity,
    PolicyTerm,
    PublishedCount,
    RegisterNote,
)


@pytest.fixture
def officer(world: World, client_of: ClientOf) -> Client:
    return client_of(world.officer)


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def sheet(response: Any) -> list[dict[str, str]]:
    content = b"".join(response).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def last_entry() -> AuditEntry:
    return AuditEntry.objects.order_by("-number")[0]


# ── Alliances ──


def test_an_alliance_is_recorded_with_its_members_and_corrected(
    home: HomeCity, make_tie: MakeTie, officer: Client
) -> None:
    make_tie("vientiane")
    assert "No alliance is recorded" in text(officer.get(reverse("network:alliances")))
    form = {"name_zh": "铁路城市联盟", "name_en": "Rail Cities", "founded": "2024年11月", "grade": "B"}
    assert officer.post(reverse("network:alliance_add"), form).status_code == 302
    alliance = Alliance.objects.get()
    assert (alliance.slug, alliance.founded) == ("rail-cities", "2024-11")

    add = reverse("network:member_add", args=["rail-cities"])
    assert "holds no" in text(officer.post(add, {"city": "Atlantis"}))
    assert officer.post(add, {"city": "Vientiane", "since": "2024", "source": "charter"}).status_code == 302
    assert "already among the members" in text(officer.post(add, {"city": "vientiane"}))
    member = AllianceMember.objects.get()
    page = text(officer.get(reverse("network:alliance", args=["rail-cities"])))
    assert "November 2024" in page
    assert "charter" in page

    edit = reverse("network:member_edit", args=["rail-cities", member.pk])
    wrong = {"since": "2024", "until": "2020", "version": 1}
    assert "before it begins" in text(officer.post(edit, wrong))
    assert officer.post(edit, wrong | {"until": "2025-06"}).status_code == 302
    assert last_entry().after == {"until": "2025-06", "source": ""}
    rows = sheet(officer.get(reverse("network:alliances"), {"format": "csv"}))
    assert [(row["Member"], row["Since"], row["Until"]) for row in rows] == [("Vientiane", "2024", "2025-06")]

    remove = reverse("network:alliance_remove", args=["rail-cities"])
    assert officer.post(remove, {"reason": "entered twice", "version": 1}).status_code == 302
    assert not Alliance.objects.exists()
    assert last_entry().after == {"reason": "entered twice"}
    assert last_entry().before["name"]["zh-hans"] == "铁路城市联盟"


def test_a_city_is_meant_by_address_or_by_a_name_that_only_one_has(
    make_tie: MakeTie, officer: Client
) -> None:
    make_tie("pai")
    City.objects.create(slug="pai-jp", name={"en": "Pai"}, country_id="JP", search_text="pai")
    alliance = actions.record_alliance(actor=SYSTEM, now=NOW, name={"en": "Small Towns"})
    add = reverse("network:member_add", args=[alliance.slug])
    page = text(officer.post(add, {"city": "Pai"}))
    assert "pai-jp" in page
    assert officer.post(add, {"city": "pai-jp"}).status_code == 302
    options = text(officer.get(reverse("network:city_options"), {"city": "PAI"}))
    assert 'value="pai"' in options
    assert 'value="pai-jp"' in options


def test_the_alliances_are_found_by_their_members(make_tie: MakeTie, officer: Client) -> None:
    for name, slug in (("Rail Cities", "vientiane"), ("Tea Cities", "pai")):
        members = [make_tie(slug).partner]
        actions.record_alliance(actor=SYSTEM, now=NOW, name={"en": name}, members=members)
    page = text(officer.get(reverse("network:alliances"), {"q": "vien"}))
    assert "Rail Cities" in page
    assert "Tea Cities" not in page
    assert "No alliance fits" in text(officer.get(reverse("network:alliances"), {"grade": "A"}))


# ── Policy terms ──


def test_a_term_is_recorded_reworded_and_in_use_as_its_dates_say(home: HomeCity, officer: Client) -> None:
    add = reverse("network:term_add")
    form = {
        "name_zh": "枢纽",
        "name_en": "Hub",
        "kind": "hub",
        "valid_from": "2017",
        "valid_until": "2021",
        "grade": "A",
    }
    assert officer.post(add, form).status_code == 302
    old = PolicyTerm.objects.get()
    assert [old.is_in_force(date(year, 6, 1)) for year in (2016, 2017, 2021, 2022)] == [
        False,
        True,
        True,
        False,
    ]
    assert "already kept as this term" in text(officer.post(add, form | {"code": "hub"}))
    new = {"name_zh": "国际枢纽", "kind": "hub", "code": "hub", "valid_from": "2021-12-24", "grade": "A"}
    assert officer.post(add, new).status_code == 302
    assert [term.order for term in queries.terms_listed(SYSTEM)] == [1, 2]

    page = text(officer.get(reverse("network:terms"), {"on": "2018-01-01"}))
    assert "Hub" in page
    assert "国际枢纽" not in page.split("<tbody>")[-1]
    rows = sheet(officer.get(reverse("network:terms"), {"format": "csv", "sort": "-from"}))
    assert [row["In use from"] for row in rows] == ["2021-12-24", "2017"]

    edit = reverse("network:term_edit", args=[old.pk])
    held = form | {"code": "", "order": "", "version": old.version}
    assert "before it begins" in text(officer.post(edit, held | {"valid_until": "2016"}))
    assert officer.post(edit, held | {"valid_until": "2021-11"}).status_code == 302
    old.refresh_from_db()
    assert (old.valid_until, old.code, old.order) == ("2021-11", "hub", 1)
    remove = reverse("network:term_remove", args=[old.pk])
    assert officer.post(remove, {"reason": "twice", "version": old.version}).status_code == 302
    assert PolicyTerm.objects.count() == 1


# ── Published counts and gaps ──


def test_a_published_count_is_corrected_and_never_silently_overwritten(
    home: HomeCity, officer: Client
) -> None:
    row = actions.record_published_count(actor=SYSTEM, now=NOW, when="2022-11", sister=23, source="news")
    with pytest.raises(Refused, match="请予更正"):
        actions.record_published_count(actor=SYSTEM, now=NOW, when="2022-11", sister=32, source="news")
    edit = reverse("network:count_edit", args=[row.pk])
    form = {
        "when": "2022-11",
        "sister": "",
        "total": "",
        "source": "news",
        "grade": "B",
        "version": row.version,
    }
    assert "at least one number" in text(officer.post(edit, form))
    assert officer.post(edit, form | {"sister": "24", "grade": "A"}).status_code == 302
    row.refresh_from_db()
    assert (row.sister, row.grade, row.version) == (24, "A", 2)
    assert last_entry().before == {"sister": 23, "grade": "B"}
    remove = reverse("network:count_remove", args=[row.pk])
    assert officer.post(remove, {"reason": "nobody published it", "version": 2}).status_code == 302
    assert not PublishedCount.objects.exists()


def test_a_gap_is_noted_worded_anew_and_closed_when_it_is_there(home: HomeCity, officer: Client) -> None:
    add = reverse("network:gap_add") + "?about=terms"
    assert "Say it in" in text(officer.post(add, {"text_en": " "}))
    assert officer.post(add, {"text_en": "The new wording is lacking."}).status_code == 302
    note = RegisterNote.objects.get()
    assert "The new wording is lacking." in text(officer.get(reverse("network:terms")))
    assert "The new wording" not in text(officer.get(reverse("network:counts")))
    edit = reverse("network:gap_edit", args=[note.pk])
    assert officer.post(edit, {"text_en": "Half of it is.", "version": 1}).status_code == 302
    close = reverse("network:gap_close", args=[note.pk])
    assert officer.post(close, {"reason": "entered", "version": 2}).status_code == 302
    assert not RegisterNote.objects.exists()


def test_a_removed_row_does_not_come_back_with_the_next_load(db: None) -> None:
    actions.load_gazetteer(actor=SYSTEM, now=NOW)
    actions.load_deployment("kunming", actor=SYSTEM, now=NOW)
    note = RegisterNote.objects.get(key="policy-terms-2021")
    actions.close_gap(actor=SYSTEM, now=NOW, note=note, version=1, reason="entered")
    assert actions.load_deployment("kunming", actor=SYSTEM, now=NOW).terms == 0
    assert not RegisterNote.objects.filter(key="policy-terms-2021").exists()


# ── The partner's office ──


def test_naming_the_partner_s_office_lets_its_members_see_an_internal_tie(
    make_tie: MakeTie, world: World, client_of: ClientOf
) -> None:
    tie = make_tie("quietwater", visibility="internal")
    bureau = make_organisation(
        "quietwater-hall", OrganisationKind.PARTNER_GOVERNMENT, "静水市政府", "Quietwater Hall"
    )
    partner = client_of(make_member("partner", "Partner Pa", bureau, Role.VIEWER))
    page = reverse("network:relationship", args=["quietwater"])
    edit = reverse("network:relationship_edit", args=["quietwater"])
    assert "Quietwater Hall" not in text(partner.get(page))

    contributor = make_member("writer", "Writer Wen", world.office, Role.CONTRIBUTOR)
    assert "counterpart" not in client_of(contributor).get(edit).context["form"].fields
    with pytest.raises(NotAllowed):
        actions.correct_relationship(
            actor=actor_for(contributor), now=NOW, relationship=tie, counterpart_id=bureau.pk
        )
    assert (
        client_of(contributor).post(edit, {"visibility": "internal", "revision": tie.revision}).status_code
        == 302
    )

    form = {"visibility": "internal", "counterpart": bureau.pk, "revision": tie.revision}
    assert client_of(world.officer).post(edit, form).status_code == 302
    assert "Quietwater Hall" in text(client_of(world.officer).get(page))
    assert "Quietwater Hall" in text(partner.get(page))
    assert client_of(world.stranger).get(reverse("network:vitality", args=["quietwater"])).status_code == 404


def test_a_stranger_does_not_read_the_office_of_a_public_tie_nor_that_it_is_lacking(
    make_tie: MakeTie, world: World, client_of: ClientOf
) -> None:
    tie = make_tie("openwater")
    bureau = make_organisation("hall", OrganisationKind.PARTNER_GOVERNMENT, "市政府", "Openwater Hall")
    actions.correct_relationship(actor=SYSTEM, now=NOW, relationship=tie, counterpart_id=bureau.pk)
    page = text(client_of(world.stranger).get(reverse("network:relationship", args=["openwater"])))
    assert "Openwater Hall" not in page
    assert "Partner's office</dt><dd>—</dd>" in page


# ── Two people, and lists of any length ──


def _tie(make_tie: MakeTie) -> tuple[str, dict[str, Any], str]:
    tie = make_tie("chiang-mai")
    typed = {"visibility": "public", "note": "hers", "revision": tie.revision}
    return reverse("network:relationship_edit", args=["chiang-mai"]), typed, "note"


def _city(make_tie: MakeTie) -> tuple[str, dict[str, Any], str]:
    make_tie("chiang-mai")
    return reverse("network:city_edit", args=["chiang-mai"]), {"name_en": "Hers", "version": 1}, "name_en"


def _exchange(make_tie: MakeTie) -> tuple[str, dict[str, Any], str]:
    row = actions.record_exchange(
        actor=SYSTEM, now=NOW, relationship=make_tie("pai"), type="visit", when="2024", title={"en": "Visit"},
        fields=["trade", "sport"],
    )  # fmt: skip
    typed = {
        "title_en": "Visit", "type": "visit", "when": "2024", "fields_": ["trade", "sport"], "place": "hers",
        "visibility": "internal", "version": 1,
    }  # fmt: skip
    return reverse("network:exchange_edit", args=[row.pk]), typed, "place"


def _step(make_tie: MakeTie) -> tuple[str, dict[str, Any], str]:
    tie = make_tie("pai")
    actions.take_path_step(actor=SYSTEM, now=NOW, relationship=tie, step="city_agrees", state="under_way")
    version = tie.steps.get().version
    address = reverse("network:path_step", args=["pai", "city_agrees"])
    return address, {"state": "under_way", "decided_by": "hers", "version": version}, "decided_by"


def _alliance(make_tie: MakeTie) -> tuple[str, dict[str, Any], str]:
    make_tie("pai")
    row = actions.record_alliance(actor=SYSTEM, now=NOW, name={"en": "Rail Cities"})
    typed = {"name_en": "Rail Cities", "grade": "C", "note": "hers", "version": 1}
    return reverse("network:alliance_edit", args=[row.slug]), typed, "note"


def _member(make_tie: MakeTie) -> tuple[str, dict[str, Any], str]:
    members = [make_tie("pai").partner]
    actions.record_alliance(actor=SYSTEM, now=NOW, name={"en": "Rail Cities"}, members=members)
    address = reverse("network:member_edit", args=["rail-cities", AllianceMember.objects.get().pk])
    return address, {"source": "hers", "version": 1}, "source"


def _term(make_tie: MakeTie) -> tuple[str, dict[str, Any], str]:
    make_tie("pai")
    row = actions.record_policy_term(actor=SYSTEM, now=NOW, kind="hub", name={"en": "Hub"})
    typed = {
        "name_en": "Hub", "kind": "hub", "code": "hub", "order": "1", "grade": "B", "source": "hers", "version": 1,
    }  # fmt: skip
    return reverse("network:term_edit", args=[row.pk]), typed, "source"


def _count(make_tie: MakeTie) -> tuple[str, dict[str, Any], str]:
    make_tie("pai")
    row = actions.record_published_count(actor=SYSTEM, now=NOW, when="2022-11", sister=23)
    typed = {"when": "2022-11", "sister": "23", "grade": "B", "source": "hers", "version": 1}
    return reverse("network:count_edit", args=[row.pk]), typed, "source"


def _gap(make_tie: MakeTie) -> tuple[str, dict[str, Any], str]:
    make_tie("pai")
    row = actions.note_gap(actor=SYSTEM, now=NOW, key="register-1", text={"en": "Some are lacking."})
    return reverse("network:gap_edit", args=[row.pk]), {"text_en": "hers", "version": 1}, "text_en"


@pytest.mark.parametrize(
    "prepare",
    [_tie, _city, _exchange, _step, _alliance, _member, _term, _count, _gap],
    ids=lambda one: one.__name__,
)
def test_the_second_of_two_people_is_told_and_keeps_the_text(
    make_tie: MakeTie, officer: Client, prepare: Callable[[MakeTie], tuple[str, dict[str, Any], str]]
) -> None:
    address, typed, field = prepare(make_tie)
    assert officer.post(address, typed).status_code == 302
    his = typed | {field: "his own"}
    told = officer.post(address, his)
    page = text(told)
    assert "Somebody else changed" in page
    assert "Saved meanwhile: hers" in page.replace("Hers", "hers")
    assert "his own" in page
    form = told.context["form"]
    assert [name for name in form.errors if name not in {field, "__all__"}] == []
    # Saving again is a decision made in sight of what stands there now.
    again = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    assert again[field] == "his own"
    assert officer.post(address, again).status_code == 302


@pytest.mark.parametrize(
    "path", ["alliances/", "alliances/?format=csv", "terms/", "terms/?format=csv", "counts/"]
)
def test_lists_cost_the_same_at_any_length(
    make_tie: MakeTie, officer: Client, assert_same_queries: SameQueries, path: str
) -> None:
    def make(number: int) -> None:
        start = PolicyTerm.objects.count()
        for n in range(start, start + number):
            members = [make_tie(f"city-{n}").partner]
            actions.record_alliance(actor=SYSTEM, now=NOW, name={"en": f"Alliance {n}"}, members=members)
            actions.record_policy_term(actor=SYSTEM, now=NOW, kind="hub", name={"en": f"Hub {n}"})
            actions.record_published_count(actor=SYSTEM, now=NOW, when=f"{2000 + n}", sister=n)

    def show() -> None:
        response: Any = officer.get("/network/" + path)
        assert response.status_code == 200
        assert b"".join(response) if response.streaming else response.content

    assert_same_queries(make, show)
