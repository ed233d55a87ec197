"""Taking a published plan in and deciding about its measures: proposed, never imposed; each decided once.

The plan is invented for these tests, in two columns as bulletins are printed.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django import Settings

from tests.conftest import ClientOf, SameQueries
from tests.coordination.conftest import SYSTEM
from tests.world import NOW, World, actor_for, make_organisation
from youcheng.accounts.enums import OrganisationKind
from youcheng.coordination.actions import bulletins, proposals
from youcheng.coordination.actions.tasks import write_task
from youcheng.coordination.enums import ProposalState, ReadingState
from youcheng.coordination.errors import AlreadyDecided, AlreadyThere, Incomplete, NotNow
from youcheng.coordination.models import Bulletin, Measure, Plan, Proposal
from youcheng.coordination.reading.errors import BadDocument
from youcheng.foundation.policies import NotAllowed

TEXT = """四、下一步工作打算
（一）加强统筹，完善机制
建立常态化友城工作协调机制，加强商务局与产业园区的工作对接。完善外国留学生服务管理政策。
（二）办好大会
做好会议议题设计和活动项目策划，扩大城市国际影响力。
"""


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.YOUCHENG_HOME = tmp_path


@pytest.fixture
def bulletin(world: World) -> Bulletin:
    officer = actor_for(world.officer)
    row = bulletins.add_bulletin(
        actor=officer, now=NOW, data=TEXT.encode(), file_name="plan.txt", year=2026, title="公报"
    )
    bulletins.read_bulletin(actor=officer, now=NOW, bulletin=row)
    return row


def proposal(words: str) -> Proposal:
    return Proposal.objects.get(quotation__contains=words, state=ProposalState.PROPOSED)


def test_reading_proposes_with_quotation_place_and_names(world: World, bulletin: Bulletin) -> None:
    assert bulletin.state == ReadingState.READ
    one = proposal("工作对接")
    assert (one.lead, list(one.cooperating.all())) == (world.commerce, [world.park])
    text = bulletin.paragraphs[one.paragraph]["text"]  # type: ignore[index]
    assert text[one.start :].startswith(one.quotation)
    assert "加强统筹" in one.heading
    assert "education" in proposal("留学生").fields
    assert Measure.objects.count() == 0


def test_an_accepted_measure_keeps_its_words_and_begins_the_plan_of_the_year(
    world: World, bulletin: Bulletin
) -> None:
    one = proposal("留学生")
    measure = proposals.accept_proposal(actor=actor_for(world.officer), now=NOW, proposal=one)
    assert (measure.plan.year, measure.quotation, measure.bulletin) == (2026, one.quotation, bulletin)
    assert (measure.page, measure.line) == (one.page, one.line)


def test_the_second_of_two_people_is_told_who_decided(world: World, bulletin: Bulletin) -> None:
    one = proposal("留学生")
    proposals.accept_proposal(actor=actor_for(world.officer), now=NOW, proposal=one)
    with pytest.raises(AlreadyDecided, match="Officer Ou"):
        proposals.accept_proposal(actor=actor_for(world.director), now=NOW, proposal=one)
    assert Measure.objects.count() == 1


def test_accepting_several_is_all_or_nothing(world: World, bulletin: Bulletin) -> None:
    officer = actor_for(world.officer)
    rows = list(Proposal.objects.all())
    proposals.reject_proposal(actor=officer, now=NOW, proposal=rows[-1], reason="Not ours.")
    with pytest.raises(AlreadyDecided):
        proposals.accept_many(actor=officer, now=NOW, proposals=rows)
    assert not Measure.objects.exists()
    assert not Plan.objects.exists()


def test_a_split_gives_parts_in_the_published_words(world: World, bulletin: Bulletin) -> None:
    officer, one = actor_for(world.officer), proposal("议题设计")
    with pytest.raises(Incomplete, match="某项"):
        proposals.split_proposal(actor=officer, now=NOW, proposal=one, parts=["会议议题设计", "某项"])
    parts = proposals.split_proposal(
        actor=officer, now=NOW, proposal=one, parts=["会议议题设计", "活动项目策划"]
    )
    assert [part.quotation for part in parts] == ["会议议题设计", "活动项目策划"]
    text = bulletin.paragraphs[parts[1].paragraph]["text"]  # type: ignore[index]
    assert text[parts[1].start :].startswith("活动项目策划")
    one.refresh_from_db()
    assert one.state == ProposalState.SPLIT


def test_a_merge_keeps_both_quotations(world: World, bulletin: Bulletin) -> None:
    officer = actor_for(world.officer)
    pair = [proposal("协调机制"), proposal("工作对接")]
    whole = proposals.merge_proposals(actor=officer, now=NOW, proposals=pair[::-1])
    assert whole.quotation == f"{pair[0].quotation}\n{pair[1].quotation}"
    assert whole.lead == world.commerce
    with pytest.raises(AlreadyDecided):
        proposals.accept_proposal(actor=officer, now=NOW, proposal=pair[0])
    with pytest.raises(Incomplete):
        proposals.merge_proposals(actor=officer, now=NOW, proposals=[whole])


def test_a_decision_can_be_opened_again_until_there_is_a_task(world: World, bulletin: Bulletin) -> None:
    officer, one = actor_for(world.officer), proposal("留学生")
    measure = proposals.accept_proposal(actor=officer, now=NOW, proposal=one)
    proposals.reconsider(actor=officer, now=NOW, proposal=one)
    assert not Measure.objects.exists()
    measure = proposals.accept_proposal(actor=officer, now=NOW, proposal=one)
    write_task(actor=officer, now=NOW, plan=measure.plan, title="List them", measure_id=measure.pk)
    with pytest.raises(NotNow):
        proposals.reconsider(actor=officer, now=NOW, proposal=one)


def test_the_same_file_is_taken_in_once_and_what_was_decided_is_not_read_over(
    world: World, bulletin: Bulletin
) -> None:
    with pytest.raises(AlreadyThere, match="公报"):
        bulletins.add_bulletin(actor=SYSTEM, now=NOW, data=TEXT.encode(), file_name="b.txt", year=2026)
    proposals.reject_proposal(actor=actor_for(world.officer), now=NOW, proposal=proposal("留学生"))
    with pytest.raises(NotNow):
        bulletins.read_bulletin(actor=SYSTEM, now=NOW, bulletin=bulletin)
    assert Proposal.objects.filter(state=ProposalState.REJECTED).count() == 1


def test_a_file_that_can_t_be_read_is_kept_with_the_reason(world: World) -> None:
    row = bulletins.add_bulletin(
        actor=SYSTEM, now=NOW, data=b"%PDF-1.4 broken", file_name="scan.pdf", year=2026
    )
    with pytest.raises(BadDocument):
        bulletins.read_bulletin(actor=SYSTEM, now=NOW, bulletin=row)
    row.refresh_from_db()
    assert row.state == ReadingState.FAILED
    assert "scan.pdf" in row.note


def test_only_the_office_decides(world: World, bulletin: Bulletin) -> None:
    for person in (world.head, world.assistant):
        with pytest.raises(NotAllowed):
            proposals.accept_proposal(actor=actor_for(person), now=NOW, proposal=proposal("留学生"))


def test_a_dissolved_unit_is_not_proposed_and_a_kind_means_all_of_it(world: World) -> None:
    make_organisation("lake", OrganisationKind.PARK, "湖区", "Lake Park")
    world.commerce.dissolved_on = NOW.date()
    world.commerce.save()
    data = "四、打算\n加强商务局与各园区的工作对接。".encode()
    row = bulletins.add_bulletin(actor=SYSTEM, now=NOW, data=data, file_name="b.txt", year=2026)
    bulletins.read_bulletin(actor=SYSTEM, now=NOW, bulletin=row)
    one = row.proposals.get()
    assert one.lead is None
    assert {unit.key for unit in one.cooperating.all()} == {"lake", "park"}


def test_an_officer_reads_accepts_edits_splits_and_merges_on_the_page(
    world: World, client_of: ClientOf
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = client_of(world.officer)
    file = SimpleUploadedFile("plan.txt", TEXT.encode())
    answer = client.post(reverse("coordination:bulletin_add"), {"file": file, "year": 2026})
    row = Bulletin.objects.get()
    page = reverse("coordination:bulletin", args=[row.pk])
    assert answer.headers["Location"] == page
    html = client.get(page).content.decode()
    assert 'class="quoted"' in html
    one = proposal("留学生")
    edit = {"title": "完善留学生服务", "lead": world.park.pk, "version": one.version}
    client.post(reverse("coordination:proposal_edit", args=[row.pk, one.pk]), edit)
    client.post(reverse("coordination:proposal_decide", args=[row.pk, one.pk, "accept"]))
    assert Measure.objects.get().title == "完善留学生服务"
    pair = [proposal("协调机制").pk, proposal("工作对接").pk]
    client.post(reverse("coordination:proposals", args=[row.pk]), {"proposal": pair, "do": "merge"})
    split = {"parts": "会议议题设计\n活动项目策划"}
    client.post(reverse("coordination:proposal_split", args=[row.pk, proposal("议题设计").pk]), split)
    client.post(reverse("coordination:proposals", args=[row.pk]), {"do": "all"})
    assert not Proposal.objects.filter(state=ProposalState.PROPOSED).exists()
    assert {"会议议题设计", "活动项目策划"} <= {m.title for m in Measure.objects.all()}


def test_the_page_asks_equally_often_however_many_proposals(
    world: World, bulletin: Bulletin, client_of: ClientOf, assert_same_queries: SameQueries
) -> None:
    def make(count: int) -> None:
        for _number in range(count):
            row = Proposal.objects.create(bulletin=bulletin, order=9, title="t", quotation="q", page=1)
            row.cooperating.set([world.park])

    client = client_of(world.officer)
    assert_same_queries(make, lambda: client.get(reverse("coordination:bulletin", args=[bulletin.pk])))
