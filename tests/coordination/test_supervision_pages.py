"""Supervision in the browser: from the escalation to the answered notice, the sheets, the papers, the bell."""

from __future__ import annotations

import io
from datetime import date, timedelta

import docx
import openpyxl
import pytest
from django.db import connection
from django.http import HttpResponseBase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from tests.conftest import ClientOf, SameQueries
from tests.coordination.conftest import SYSTEM, MakeTask
from tests.coordination.loopback import chat_service
from tests.network.conftest import MakeTie, home, make_tie
from tests.world import NOW, World, actor_for
from youcheng.coordination.actions import supervising
from youcheng.coordination.actions.rules import lay_down_rules
from youcheng.coordination.actions.sweep import sweep
from youcheng.coordination.models import ChatRoom, Delivery, Notice, Supervision, SupervisionRule, Task
from youcheng.network.models import HomeCity
from youcheng.site.context import bell

__all__ = ["home", "make_tie"]

LONG_AGO = date(2020, 6, 30)  # late whenever the tests run
TITLE = "Open a window in Chiang Mai"


@pytest.fixture(autouse=True)
def _rules(world: World, home: HomeCity) -> None:
    lay_down_rules(actor=SYSTEM, now=NOW)


@pytest.fixture
def late(world: World, make_task: MakeTask) -> Task:
    return make_task(TITLE, lead=world.commerce, due_on=LONG_AGO)


def put_under_supervision(world: World, task: Task) -> Supervision:
    return supervising.open_supervision(
        actor=actor_for(world.officer), now=timezone.now(), task=task, matter="The window is not open.\nWhy?",
        due_on=timezone.localdate() + timedelta(days=5), contact="Officer Ou",
    )  # fmt: skip


def content_of(response: HttpResponseBase) -> io.BytesIO:
    return io.BytesIO(b"".join(response) if response.streaming else response.content)  # type: ignore[attr-defined]


def test_from_the_escalation_to_the_answered_notice(world: World, late: Task, client_of: ClientOf) -> None:
    sweep(actor=SYSTEM, now=timezone.now(), day=timezone.localdate())
    officer, clerk = client_of(world.officer), client_of(world.clerk)
    page = officer.get(reverse("coordination:supervisions"))
    assert [task.pk for task in page.context["proposals"]] == [late.pk]
    limit = timezone.localdate() + timedelta(days=7)
    given = {
        "matter": "Not open",
        "due_on": limit.isoformat(),
        "responsible": "Clerk Cai",
        "contact": "Officer Ou",
    }
    made = officer.post(reverse("coordination:supervise", args=[late.pk]), given)
    row = Supervision.objects.get()
    address = reverse("coordination:supervision", args=[row.pk])
    assert made["Location"] == address
    assert TITLE in clerk.get(reverse("coordination:notices")).text
    assert "Answer" in clerk.get(address).text
    step = reverse("coordination:supervision_step", args=[row.pk, "answered"])
    assert "required" in clerk.post(step, {"comment": ""}).text
    assert clerk.post(step, {"comment": "On Friday."})["Location"] == address
    assert "On Friday." in officer.get(address).text
    assert str(row) in officer.get(reverse("coordination:task", args=[late.pk])).text
    closing = reverse("coordination:supervision_step", args=[row.pk, "closed"])
    assert officer.get(closing).status_code == 404  # its task is still open


def test_a_form_that_is_refused_keeps_what_was_typed(world: World, late: Task, client_of: ClientOf) -> None:
    given = {"matter": "Not open", "due_on": "2020-01-01"}
    page = client_of(world.officer).post(reverse("coordination:supervise", args=[late.pk]), given)
    assert page.status_code == 200
    assert page.context["form"].non_field_errors()
    assert 'value="2020-01-01"' in page.text


def test_the_list_leaves_as_a_sheet(world: World, late: Task, client_of: ClientOf) -> None:
    row = put_under_supervision(world, late)
    response = client_of(world.officer).get(reverse("coordination:supervisions"), {"format": "xlsx"})
    sheet = openpyxl.load_workbook(content_of(response)).active
    assert sheet is not None
    head, first = list(sheet.iter_rows(values_only=True))
    assert len(head) == 12
    assert (first[0], first[1], first[5].date()) == (str(row), "Bureau of Commerce", row.due_on)  # type: ignore[union-attr]
    assert first[9] is None  # no reply yet: a gap, no text


@pytest.mark.parametrize(
    ("language", "title", "number", "gap"),
    [
        ("zh-hans", "督办单", "督办〔2026〕1号", "〔待补：责任人〕"),
        ("en", "Supervision notice", "Supervision notice 1/2026", "[to be supplied: responsible person]"),
    ],
)
def test_the_notice_is_a_word_file_in_the_standards_form(
    language: str, title: str, number: str, gap: str, world: World, late: Task, client_of: ClientOf
) -> None:
    row = put_under_supervision(world, late)
    Supervision.objects.update(year=2026, number=1)
    supervising.answer(
        actor=actor_for(world.clerk), now=timezone.now(), supervision=row, comment="On Friday."
    )
    address = reverse("coordination:supervision_paper", args=[row.pk, "docx"])
    word = docx.Document(content_of(client_of(world.officer).get(address, {"language": language})))
    texts = [paragraph.text for paragraph in word.paragraphs if paragraph.text.strip()]
    assert texts[:2] == [number, title]
    assert "The window is not open." in texts
    assert "On Friday." in texts
    fields = [cell.text for line in word.tables[0].rows for cell in line.cells]
    assert {"Officer Ou", gap} <= set(fields)
    assert len(word.tables[1].rows) == 3  # the head, the opening, the answer
    section = word.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)  # type: ignore[union-attr]
    assert (round(section.left_margin.mm), round(section.right_margin.mm)) == (28, 26)  # type: ignore[union-attr]


def test_what_is_late_and_who_has_it(
    world: World, late: Task, make_task: MakeTask, make_tie: MakeTie, client_of: ClientOf
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    make_task("Of the park", lead=world.park, due_on=yesterday, relationship_id=make_tie("chiang-mai").pk)
    row = put_under_supervision(world, late)
    page = client_of(world.officer).get(reverse("coordination:late"))
    assert [unit.tasks for unit in page.context["units"]] == [1, 1]
    assert str(row) in page.text
    by_title = {one.task.title: one for one, _holder in page.context["rows"]}
    assert by_title[TITLE].days > 250
    assert not by_title[TITLE].is_new
    assert by_title["Of the park"].is_new
    only = client_of(world.officer).get(reverse("coordination:late"), {"unit": "park"})
    assert TITLE not in only.text
    own = client_of(world.stranger).get(reverse("coordination:late"))
    assert TITLE not in own.text
    assert "Of the park" in own.text


def test_what_is_late_leaves_as_sheet_and_paper(world: World, late: Task, client_of: ClientOf) -> None:
    officer = client_of(world.officer)
    sheet = openpyxl.load_workbook(
        content_of(officer.get(reverse("coordination:late"), {"format": "xlsx"}))
    ).active
    assert sheet is not None
    assert sheet["B2"].value == TITLE
    assert isinstance(sheet["G2"].value, int)
    word = docx.Document(content_of(officer.get(reverse("coordination:late_paper", args=["docx"]))))
    assert TITLE in [cell.text for cell in word.tables[1].rows[1].cells]


def test_lists_ask_as_often_however_long_they_are(
    world: World,
    make_task: MakeTask,
    make_tie: MakeTie,
    client_of: ClientOf,
    assert_same_queries: SameQueries,
) -> None:
    officer, tie = client_of(world.officer), make_tie("chiang-mai")

    def make(count: int) -> None:
        for number in range(count):
            task = make_task(f"Task {number}", lead=world.commerce, due_on=LONG_AGO, relationship_id=tie.pk)
            put_under_supervision(world, task)
        sweep(actor=SYSTEM, now=timezone.now(), day=timezone.localdate())

    def show() -> None:
        for name in ("supervisions", "late", "notices", "deliveries", "sweep_preview"):
            assert officer.get(reverse(f"coordination:{name}")).status_code == 200

    assert_same_queries(make, show)


def test_the_rules_are_changed_on_their_page(world: World, client_of: ClientOf) -> None:
    officer = client_of(world.officer)
    rule = SupervisionRule.objects.get(kind="late")
    address = reverse("coordination:rule", args=[rule.pk])
    assert officer.post(address, {"days": "2", "is_active": "on", "version": "1"}).status_code == 302
    assert "Somebody else" in officer.post(address, {"days": "5", "is_active": "on", "version": "1"}).text
    added = officer.post(reverse("coordination:rule_add"), {"kind": "late", "days": "10"})
    assert added.status_code == 302
    assert set(SupervisionRule.objects.filter(kind="late").values_list("days", flat=True)) == {2, 10}


def test_the_preview_names_who_would_be_told(world: World, late: Task, client_of: ClientOf) -> None:
    preview = reverse("coordination:sweep_preview")
    before = Notice.objects.count()
    page = client_of(world.officer).get(preview)
    assert page.context["preview"].people == 4  # head and clerk; officer and director
    assert "Head He; Clerk Cai" in page.text or "Clerk Cai; Head He" in page.text
    assert Notice.objects.count() == before
    sweep(actor=SYSTEM, now=timezone.now(), day=timezone.localdate())
    assert client_of(world.officer).get(preview).context["preview"].total == 0


# ── Notices ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_bell_counts_what_is_unread_with_one_query(world: World, late: Task, client_of: ClientOf) -> None:
    clerk = client_of(world.clerk)
    response = clerk.get(reverse("coordination:notices"))
    request = response.wsgi_request
    with CaptureQueriesContext(connection) as captured:
        shown = bell(request)
    assert len(captured.captured_queries) == 1
    assert (shown["url"], shown["unread"], shown["shown"]) == (reverse("coordination:notices"), 1, "1")
    assert 'class="bell"' in response.text
    assert bell(client_of(None).get(reverse("account_login")).wsgi_request) == {}


def test_opening_a_notice_leads_to_the_thing_and_marks_it_read(
    world: World, late: Task, client_of: ClientOf
) -> None:
    clerk = client_of(world.clerk)
    notice = Notice.objects.get(person=world.clerk)
    opened = clerk.get(reverse("coordination:notice", args=[notice.pk]))
    assert opened["Location"] == reverse("coordination:task", args=[late.pk])
    notice.refresh_from_db()
    first = notice.read_at
    assert first is not None
    clerk.post(reverse("coordination:notice", args=[notice.pk]))
    notice.refresh_from_db()
    assert notice.read_at == first
    assert clerk.get(reverse("coordination:notices"), {"show": "unread"}).context["rows"] == []


def test_all_are_marked_read_at_once_and_nobody_elses(world: World, late: Task, client_of: ClientOf) -> None:
    client_of(world.clerk).post(reverse("coordination:notices_read"))
    assert not Notice.objects.filter(person=world.clerk, read_at=None).exists()
    assert Notice.objects.filter(person=world.head, read_at=None).exists()


def test_who_left_keeps_the_words_and_loses_the_way(world: World, late: Task, client_of: ClientOf) -> None:
    world.clerk.memberships.all().delete()
    page = client_of(world.clerk).get(reverse("coordination:notices"))
    assert TITLE in page.text
    assert [can_open for _notice, _said, _tone, can_open in page.context["rows"]] == [False]


def test_words_are_made_in_the_readers_language(world: World, late: Task, client_of: ClientOf) -> None:
    client = client_of(world.clerk)
    assert "assigned the task to Bureau of Commerce" in client.get(reverse("coordination:notices")).text
    client.cookies["language"] = "zh-hans"
    assert "商务局" in client.get(reverse("coordination:notices")).text


def test_how_one_is_told_is_chosen_on_a_page(world: World, client_of: ClientOf) -> None:
    clerk, address = client_of(world.clerk), reverse("coordination:notice_choice")
    assert "no e-mail address" in clerk.get(address).text
    assert clerk.post(address, {"mail": "each", "version": "0"}).status_code == 302
    world.clerk.refresh_from_db()
    assert world.clerk.notice_choice.mail == "each"
    assert clerk.post(address, {"mail": "none", "version": "1"}).status_code == 302
    assert "Somebody else" in clerk.post(address, {"mail": "digest", "version": "1"}).text


# ── What leaves the house ───────────────────────────────────────────────────────────────────────────────────────


def test_the_office_sees_what_could_not_be_sent_and_tries_again(world: World, client_of: ClientOf) -> None:
    row = Delivery.objects.create(
        key="digest", person=world.clerk, state="failed", trouble="no_connection", error="[Errno 111]",
        next_at=NOW, created_at=NOW, attempts=8,
    )  # fmt: skip
    officer = client_of(world.officer)
    page = officer.get(reverse("coordination:deliveries"), {"state": "stuck"}).text
    assert "the server could not be reached" in page
    assert "[Errno 111]" in page
    officer.post(reverse("coordination:delivery_again", args=[row.pk]))
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("queued", 0)
    again = officer.post(reverse("coordination:delivery_let_be", args=[row.pk]), follow=True)
    assert "waiting" in again.text  # said: it is in the queue, so there is nothing to decide


def test_messages_leave_as_a_sheet_without_addresses(world: World, client_of: ClientOf) -> None:
    world.clerk.email = "clerk@example.org"
    world.clerk.save()
    Delivery.objects.create(
        key="digest", person=world.clerk, state="sent", next_at=NOW, created_at=NOW, sent_at=NOW
    )
    officer, address = client_of(world.officer), reverse("coordination:deliveries")
    response = officer.get(address, {"format": "csv", "sort": "to", "state": "sent"})
    text = content_of(response).read().decode("utf-8-sig")
    assert "Clerk Cai" in text
    assert "example.org" not in text
    assert (
        "Clerk Cai"
        not in content_of(officer.get(address, {"format": "csv", "state": "failed"})).read().decode()
    )


def test_the_office_adds_a_room_for_any_unit_by_its_name(
    world: World, client_of: ClientOf, settings: Settings
) -> None:
    settings.YOUCHENG_CHAT_SERVICES = ["json"]
    given = {
        "organisation_more": "产业园区",
        "name": "All",
        "address": "json://127.0.0.1:1/x",
        "language": "en",
    }
    assert client_of(world.officer).post(reverse("coordination:room_add"), given).status_code == 302
    assert ChatRoom.objects.get().organisation == world.park


def test_a_room_is_added_tried_and_removed_and_its_address_never_shown(
    world: World, client_of: ClientOf, settings: Settings
) -> None:
    settings.YOUCHENG_CHAT_SERVICES = ["json"]
    head = client_of(world.head)
    with chat_service() as service:
        given = {
            "organisation": world.commerce.pk,
            "name": "All",
            "address": service.address,
            "language": "en",
        }
        assert (
            head.post(reverse("coordination:room_add"), given | {"organisation": world.park.pk}).status_code
            == 200
        )
        assert head.post(reverse("coordination:room_add"), given).status_code == 302
        room = ChatRoom.objects.get()
        pages = [reverse("coordination:rooms"), reverse("coordination:room", args=[room.pk])]
        for page in pages:
            for text in (head.get(page).text, client_of(world.officer).get(page).text):
                assert "secret-path" not in text
                assert room.address not in text
        head.post(reverse("coordination:room_try", args=[room.pk]))
        assert len(service.posted) == 1
        edited = {"name": "Everybody", "language": "zh-hans", "version": "1", "is_active": "on"}
        assert head.post(pages[1], edited).status_code == 302
        head.post(reverse("coordination:room_try", args=[room.pk]))
        assert "本群" in service.posted[1].encode().decode("unicode_escape")
    answer = head.post(reverse("coordination:room_try", args=[room.pk]), follow=True)
    assert "did not take the message" in answer.text
    head.post(reverse("coordination:room_remove", args=[room.pk]))
    assert not ChatRoom.objects.exists()
