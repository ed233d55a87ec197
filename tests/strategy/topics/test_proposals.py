"""Proposals: who writes and reads them when, the last day, what the office types in, and their files."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import Settings

from tests.conftest import ClientOf
from tests.strategy.topics.stage import LAST_DAY, SECRET, WHOLE, Stage, opened, submitted, written
from tests.world import NOW, World, actor_for
from youcheng.accounts.models import Person
from youcheng.foundation.errors import ChangedMeanwhile
from youcheng.foundation.policies import NotAllowed
from youcheng.strategy.actions.topics import proposals as actions
from youcheng.strategy.errors import Incomplete, NotNow
from youcheng.strategy.models import TopicProposal
from youcheng.strategy.queries.topics.proposals import known_of, open_calls, proposals_visible_to

AFTER = datetime(2026, 3, 21, 1, 0, tzinfo=UTC)
DAY_AFTER = date(2026, 3, 21)


def sees(person: Person, on: date = LAST_DAY) -> set[str]:
    return set(proposals_visible_to(actor_for(person, on)).values_list("title", flat=True))


def test_everybody_reads_only_what_is_theirs_until_the_last_day_is_over(stage: Stage) -> None:
    topic, world = opened(stage.world), stage.world
    submitted(stage, topic)
    submitted(stage, topic, stage.scholar, title="Hills and flowers")
    written(stage, topic, title="A mere draft")
    assert sees(stage.researcher) == sees(stage.reader) == {"Rails and flowers", "A mere draft"}
    assert sees(stage.scholar) == {"Hills and flowers"}
    for person in (world.director, world.officer, world.assistant, world.stranger, world.clerk, world.system):
        assert sees(person) == set()
    assert sees(world.assistant, DAY_AFTER) == {"Rails and flowers", "Hills and flowers"}
    assert sees(stage.scholar, DAY_AFTER) == {"Hills and flowers"}


def test_the_office_knows_while_the_call_is_open_only_that_something_came_in(stage: Stage) -> None:
    topic = opened(stage.world)
    submitted(stage, topic)
    written(stage, topic, stage.scholar)
    known = known_of(actor_for(stage.world.officer), topic)
    assert [(one.proposal.organisation, one.is_readable) for one in known] == [(stage.institute, False)]


def test_a_sealed_title_does_not_leave_on_the_page(
    stage: Stage, client_of: ClientOf, settings: Settings
) -> None:
    topic = opened(stage.world, call_until=date(2199, 1, 1))
    submitted(stage, topic)
    page = client_of(stage.world.officer).get(reverse("strategy:topic", args=[topic.pk])).content.decode()
    assert "Institute of the Lake" in page
    assert "Rails and flowers" not in page


def test_nothing_is_handed_in_or_changed_after_the_last_day(stage: Stage) -> None:
    topic = opened(stage.world)
    draft, researcher = written(stage, topic), actor_for(stage.researcher)
    for act in (
        lambda: actions.submit_proposal(actor=researcher, now=AFTER, proposal=draft),
        lambda: actions.edit_proposal(actor=researcher, now=AFTER, proposal=draft, version=None, plan="x"),
    ):
        with pytest.raises(NotNow):
            act()
    with pytest.raises(NotAllowed):  # the call is no longer theirs to see
        actions.write_proposal(
            actor=actor_for(stage.researcher, DAY_AFTER), now=AFTER, topic=topic, organisation=stage.institute,
            **WHOLE,
        )  # fmt: skip


def test_what_is_incomplete_is_kept_as_a_draft_and_not_submitted(stage: Stage) -> None:
    draft = written(stage, opened(stage.world), plan="", budget=None, currency="")
    with pytest.raises(Incomplete, match="工作方案"):
        actions.submit_proposal(actor=actor_for(stage.researcher), now=NOW, proposal=draft)


def test_it_may_be_taken_back_and_changed_while_the_call_is_open(stage: Stage) -> None:
    row, researcher = submitted(stage, opened(stage.world)), actor_for(stage.researcher)
    with pytest.raises(NotNow):
        actions.edit_proposal(actor=researcher, now=NOW, proposal=row, version=None, plan="x")
    actions.take_back(actor=researcher, now=NOW, proposal=row)
    assert (row.state, row.submitted_at) == ("draft", None)
    assert actions.edit_proposal(actor=researcher, now=NOW, proposal=row, version=row.version, plan="Better.")
    assert not actions.edit_proposal(
        actor=researcher, now=NOW, proposal=row, version=row.version, plan="Better."
    )
    actions.submit_proposal(actor=researcher, now=NOW, proposal=row)
    actions.take_back(actor=researcher, now=AFTER, proposal=row)
    assert row.state == "withdrawn"


def test_only_contributors_of_the_very_organisation_write(stage: Stage) -> None:
    topic = opened(stage.world)
    for person, organisation in (
        (stage.reader, stage.institute),
        (stage.researcher, stage.university),
        (stage.world.head, stage.world.commerce),
        (stage.world.stranger, stage.world.park),
    ):
        with pytest.raises(NotAllowed):
            actions.write_proposal(
                actor=actor_for(person), now=NOW, topic=topic, organisation=organisation, **WHOLE
            )


def test_a_colleague_who_saved_first_is_not_overwritten(stage: Stage) -> None:
    row, researcher = written(stage, opened(stage.world)), actor_for(stage.researcher)
    actions.edit_proposal(actor=researcher, now=NOW, proposal=row, version=1, plan="First.")
    with pytest.raises(ChangedMeanwhile):
        actions.edit_proposal(actor=researcher, now=NOW, proposal=row, version=1, plan="Second.")


def test_the_office_types_in_what_came_on_paper_in_time(stage: Stage) -> None:
    topic, assistant, officer = opened(stage.world), stage.world.assistant, actor_for(stage.world.officer)
    given = {"topic": topic, "organisation": stage.university, **WHOLE}
    with pytest.raises(NotAllowed):
        actions.write_proposal(actor=actor_for(assistant), now=NOW, received_on=date(2026, 3, 2), **given)
    with pytest.raises(NotNow):
        actions.write_proposal(actor=officer, now=AFTER, received_on=DAY_AFTER, **given)
    with pytest.raises(Incomplete):
        actions.write_proposal(actor=officer, now=NOW, received_on=date(2026, 3, 9), **given)
    row = actions.write_proposal(actor=officer, now=AFTER, received_on=LAST_DAY, **given)
    actions.submit_proposal(actor=officer, now=AFTER, proposal=row)
    assert row.state == "submitted"
    assert sees(assistant) == {"Rails and flowers"}
    with pytest.raises(NotAllowed):  # nobody moves the day on which their own paper came in
        actions.take_back(actor=actor_for(stage.scholar), now=AFTER, proposal=row)


def test_departments_and_dissolved_organisations_propose_nothing(stage: Stage) -> None:
    topic, officer = opened(stage.world), actor_for(stage.world.officer)
    stage.university.dissolved_on = date(2026, 1, 1)
    stage.university.save()
    for organisation in (stage.world.commerce, stage.university):
        with pytest.raises(Incomplete):
            actions.write_proposal(
                actor=officer, now=NOW, topic=topic, organisation=organisation, received_on=date(2026, 3, 2),
                **WHOLE,
            )  # fmt: skip
    assert not open_calls(actor_for(stage.scholar), date(2026, 3, 2)).exists()


def macro_file() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "x")
        archive.writestr("word/vbaProject.bin", "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.exe", b"MZ"),
        ("plan.pdf", b"MZ not a pdf"),
        ("plan.docx", b"PK\x03\x04broken"),
        ("plan.docx", macro_file()),
        ("plan.txt", b"a\0b"),
        ("plan.html", b"<script>"),
        ("plan", b"%PDF-1.7"),
    ],
)
def test_files_that_are_not_what_they_say_are_refused(
    stage: Stage, client_of: ClientOf, name: str, content: bytes
) -> None:
    row = written(stage, opened(stage.world))
    answer = client_of(stage.researcher).post(
        reverse("strategy:topic_proposal_file_add", args=[row.pk]),
        {"file": SimpleUploadedFile(name, content)},
    )
    assert answer.status_code == 200
    assert row.files.count() == 0


def test_a_file_comes_back_as_a_download_and_leaves_with_its_draft(
    stage: Stage, client_of: ClientOf, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    row, client = written(stage, opened(stage.world)), client_of(stage.researcher)
    client.post(
        reverse("strategy:topic_proposal_file_add", args=[row.pk]),
        {"title": "", "file": SimpleUploadedFile("方案.pdf", b"%PDF-1.7 x")},
    )
    file = row.files.get()
    answer = client.get(reverse("strategy:topic_proposal_file", args=[row.pk, file.pk]))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 x"
    assert answer["Content-Disposition"].startswith("attachment")
    client.post(reverse("strategy:topic_proposal_discard", args=[row.pk]))
    assert not TopicProposal.objects.exists()


def test_a_researcher_finds_the_call_writes_and_submits(stage: Stage, client_of: ClientOf) -> None:
    topic, client = opened(stage.world, call_until=date(2199, 1, 1)), client_of(stage.researcher)
    assert SECRET in client.get(reverse("strategy:topic_proposals")).content.decode()
    sent = {name: str(value) for name, value in WHOLE.items()} | {"organisation": stage.institute.pk}
    client.post(reverse("strategy:topic_propose", args=[topic.pk]), sent)
    row = TopicProposal.objects.get()
    client.post(reverse("strategy:topic_proposal_submit", args=[row.pk]))
    row.refresh_from_db()
    assert (row.state, row.organisation, row.received_on) == ("submitted", stage.institute, None)


def test_the_lists_ask_equally_often_however_long_they_are(
    stage: Stage, client_of: ClientOf, assert_same_queries: object, world: World
) -> None:
    topic = opened(world, call_until=date(2199, 1, 1))

    def more(count: int) -> None:
        for _ in range(count):
            opened(world, call_until=date(2199, 1, 1))
            submitted(stage, topic)

    for person, url in (
        (world.officer, reverse("strategy:topics")),
        (world.officer, reverse("strategy:topic", args=[topic.pk])),
        (stage.researcher, reverse("strategy:topic_proposals")),
    ):
        client = client_of(person)
        assert_same_queries(more, lambda client=client, url=url: client.get(url))  # type: ignore[operator]
