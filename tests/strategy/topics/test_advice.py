"""Deliverables and their advice: versions and answers, and of each recommendation what became of it and why."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from pytest_django import Settings

from tests.conftest import ClientOf
from tests.strategy.topics.stage import AFTER, DAY_AFTER, Stage, accepted, expected, running
from tests.world import actor_for
from youcheng.foundation.errors import ChangedMeanwhile
from youcheng.foundation.policies import NotAllowed
from youcheng.strategy.actions.topics import advice, calls
from youcheng.strategy.errors import Incomplete, NoSuchBlock, NotNow, ReasonMissing
from youcheng.strategy.models import Dossier, Recommendation
from youcheng.strategy.queries.topics.advice import (
    AdviceFilter,
    advice_listed,
    advice_used,
    overdue_advice,
    paragraphs_of,
    totals,
)  # fmt: skip


def decide(stage: Stage, row: Recommendation, state: str, **given: object) -> None:
    values: dict[str, object] = {"version": None} | given
    advice.decide_advice(
        actor=actor_for(stage.world.officer),
        now=AFTER,
        recommendation=row,
        state=state,
        **values,  # type: ignore[arg-type]
    )


def test_a_deliverable_is_returned_and_accepted_with_every_version_kept(stage: Stage) -> None:
    topic = running(stage)
    row, researcher, officer = (
        expected(stage, topic), actor_for(stage.researcher, DAY_AFTER), actor_for(stage.world.officer),
    )  # fmt: skip
    answer = {"actor": officer, "now": AFTER, "deliverable": row, "version": None}
    with pytest.raises(NotNow):
        advice.decide_deliverable(**answer, accept=True, comments="")  # type: ignore[arg-type]
    with pytest.raises(Incomplete):
        advice.hand_in(actor=researcher, now=AFTER, deliverable=row, text=" ")
    advice.hand_in(actor=researcher, now=AFTER, deliverable=row, text="First.")
    with pytest.raises(ReasonMissing):
        advice.decide_deliverable(**answer, accept=False, comments=" ")  # type: ignore[arg-type]
    advice.decide_deliverable(**answer, accept=False, comments="Too short.")  # type: ignore[arg-type]
    with pytest.raises(NotNow):
        calls.move(actor=officer, now=AFTER, topic=topic, kind="finished")
    advice.hand_in(actor=researcher, now=AFTER, deliverable=row, text="Second.")
    advice.decide_deliverable(**answer, accept=True, comments="")  # type: ignore[arg-type]
    assert list(row.versions.values_list("number", "text", "outcome", "comments")) == [
        (2, "Second.", "accepted", ""), (1, "First.", "returned", "Too short."),
    ]  # fmt: skip
    with pytest.raises(NotNow):
        advice.hand_in(actor=researcher, now=AFTER, deliverable=row, text="Third.")
    calls.move(actor=officer, now=AFTER, topic=topic, kind="finished")


def test_only_those_who_do_the_work_hand_in_and_only_the_office_answers(stage: Stage) -> None:
    row = expected(stage, running(stage))
    for person in (stage.scholar, stage.reader, stage.world.stranger, stage.world.assistant):
        with pytest.raises(NotAllowed):
            advice.hand_in(actor=actor_for(person), now=AFTER, deliverable=row, text="x")
    advice.hand_in(actor=actor_for(stage.researcher), now=AFTER, deliverable=row, text="x")
    for person in (stage.researcher, stage.world.assistant):
        with pytest.raises(NotAllowed):
            advice.decide_deliverable(
                actor=actor_for(person), now=AFTER, deliverable=row, version=None, accept=True, comments=""
            )


def test_two_who_answer_at_once_are_kept_apart(stage: Stage) -> None:
    row = expected(stage, running(stage))
    advice.hand_in(actor=actor_for(stage.researcher), now=AFTER, deliverable=row, text="x")
    version = row.version
    for person, refusal in ((stage.world.officer, None), (stage.world.director, ChangedMeanwhile)):
        given = {"now": AFTER, "deliverable": row, "version": version, "accept": True, "comments": ""}
        if refusal is None:
            advice.decide_deliverable(actor=actor_for(person), **given)  # type: ignore[arg-type]
        else:
            with pytest.raises(refusal):
                advice.decide_deliverable(actor=actor_for(person), **given)  # type: ignore[arg-type]


def test_advice_is_decided_once_its_deliverable_is_accepted_and_with_its_reason(stage: Stage) -> None:
    topic = running(stage)
    early = expected(stage, topic, "Interim")
    waiting = advice.recommend(actor=actor_for(stage.researcher), now=AFTER, deliverable=early, text="Wait.")
    with pytest.raises(NotNow):
        decide(stage, waiting, "adopted")
    row = accepted(stage, topic, texts=("Build cold stores.", "Share standards."))
    first, second = row.recommendations.all()
    for state in ("adapted", "refused"):
        with pytest.raises(ReasonMissing):
            decide(stage, first, state, reason="  ")
    for state in ("undecided", "liked", ""):
        with pytest.raises(Incomplete):
            decide(stage, first, state, reason="x")
    decide(stage, first, "adopted")
    decide(stage, second, "refused", reason="No money.", version=1)
    with pytest.raises(ChangedMeanwhile):
        decide(stage, second, "adopted", version=1)
    assert (first.state, first.decided_on, first.decided_by) == ("adopted", DAY_AFTER, "Officer Ou")
    assert (second.state, second.reason) == ("refused", "No money.")
    with pytest.raises(NotNow):
        advice.reword(
            actor=actor_for(stage.world.officer), now=AFTER, recommendation=first, version=None, text="x"
        )
    with pytest.raises(NotAllowed):
        advice.decide_advice(
            actor=actor_for(stage.researcher), now=AFTER, recommendation=first, version=None, state="adopted"
        )


def test_once_accepted_only_the_office_writes_advice_down(stage: Stage) -> None:
    row = accepted(stage, running(stage), texts=("One.",))
    researcher = actor_for(stage.researcher)
    with pytest.raises(NotAllowed):
        advice.recommend(actor=researcher, now=AFTER, deliverable=row, text="Two.")
    with pytest.raises(NotAllowed):
        advice.take_out(actor=researcher, now=AFTER, recommendation=row.recommendations.get())
    made = advice.recommend(actor=actor_for(stage.world.officer), now=AFTER, deliverable=row, text="Two.")
    assert made.number == 2
    advice.take_out(actor=actor_for(stage.world.officer), now=AFTER, recommendation=made)


def test_the_use_of_advice_is_counted_and_every_number_has_its_list(stage: Stage) -> None:
    topic = running(stage)
    row = accepted(stage, topic, texts=("1", "2", "3", "4"))
    first, second, third, _fourth = row.recommendations.all()
    decide(stage, first, "adopted")
    decide(stage, second, "adopted")
    decide(stage, third, "adapted", reason="Smaller.")
    pending = expected(stage, topic, "Not accepted")
    advice.recommend(actor=actor_for(stage.researcher), now=AFTER, deliverable=pending, text="5")
    assistant = actor_for(stage.world.assistant)
    [used] = advice_used(assistant, 2026)
    assert used.counts == {"undecided": 1, "adopted": 2, "adapted": 1, "refused": 0}
    assert totals([used]) == used.counts
    for state, count in used.counts.items():
        assert advice_listed(assistant, AdviceFilter(topic=topic.pk, state=state)).count() == count
    assert advice_used(assistant, 2025) == []
    assert advice_used(actor_for(stage.world.stranger)) == []


def test_advice_that_waits_too_long_is_said_to_those_who_decide(stage: Stage) -> None:
    accepted(stage, running(stage), texts=("1",))
    officer = actor_for(stage.world.officer)
    assert not overdue_advice(officer, AFTER + timedelta(days=30)).exists()
    assert overdue_advice(officer, AFTER + timedelta(days=31)).count() == 1
    assert not overdue_advice(actor_for(stage.world.assistant), AFTER + timedelta(days=31)).exists()


def test_advice_names_the_paragraph_it_changed_and_the_dossier_names_the_advice(
    stage_with_dossier: tuple[Stage, Dossier], client_of: ClientOf
) -> None:
    stage, dossier = stage_with_dossier
    row = accepted(stage, running(stage), texts=("Build cold stores.",)).recommendations.get()
    block, words = next(iter(paragraphs_of(dossier, "en").items()))
    with pytest.raises(NoSuchBlock):
        decide(stage, row, "adopted", dossier=dossier, block="nowhere")
    with pytest.raises(Incomplete):
        decide(stage, row, "adopted", block=block)
    decide(stage, row, "adopted", dossier=dossier, block=block)
    client = client_of(stage.world.officer)
    page = client.get(reverse("strategy:deliverable", args=[row.deliverable_id])).content.decode()
    assert words[:20] in page
    url = reverse("strategy:dossier", args=[dossier.relationship.partner.slug, dossier.year])
    assert f"#{block}" in page
    with translation.override("en"):
        paper = client.get(url).content.decode()
    assert "changed by recommendation 1 of" in paper
    assert f"{reverse('strategy:deliverable', args=[row.deliverable_id])}#r{row.pk}" in paper
    decide(stage, row, "refused", reason="After all not.")
    row.refresh_from_db()
    assert (row.dossier, row.block) == (None, "")


def test_a_researcher_hands_in_a_file_and_the_office_adopts_the_advice(
    stage: Stage, client_of: ClientOf, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    row = expected(stage, running(stage))
    theirs, ours = client_of(stage.researcher), client_of(stage.world.officer)
    page = reverse("strategy:deliverable", args=[row.pk])
    theirs.post(reverse("strategy:recommend", args=[row.pk]), {"text": "Build cold stores."})
    theirs.post(
        reverse("strategy:deliverable_hand_in", args=[row.pk]),
        {"file": SimpleUploadedFile("报告.pdf", b"%PDF-1.7 x"), "version": 1},
    )
    row.refresh_from_db()
    file = theirs.get(reverse("strategy:deliverable_file", args=[row.pk, 1]))
    assert b"".join(file.streaming_content) == b"%PDF-1.7 x"
    ours.post(
        reverse("strategy:deliverable_answer", args=[row.pk]), {"then": "accept", "version": row.version}
    )
    one = row.recommendations.get()
    url = reverse("strategy:recommendation_decide", args=[one.pk])
    assert ours.post(url, {"state": "refused", "version": 1}).status_code == 200, "a reason is missing"
    ours.post(url, {"state": "adopted", "version": 1})
    one.refresh_from_db()
    assert one.state == "adopted"
    assert "adopted" in theirs.get(page).content.decode()


def test_the_pages_of_advice_ask_equally_often(
    stage: Stage, client_of: ClientOf, assert_same_queries: object
) -> None:
    topic = running(stage)
    row = accepted(stage, topic, texts=("0",))

    def more(count: int) -> None:
        for at in range(count):
            accepted(stage, topic, f"Report {at}", ("x",))
            advice.recommend(actor=actor_for(stage.world.officer), now=AFTER, deliverable=row, text="y")

    client = client_of(stage.world.officer)
    for url in (
        reverse("strategy:topic", args=[topic.pk]), reverse("strategy:deliverable", args=[row.pk]),
        reverse("strategy:advice"), reverse("strategy:advice") + "?format=csv",
    ):  # fmt: skip
        assert_same_queries(more, lambda url=url: client.get(url))  # type: ignore[operator]
