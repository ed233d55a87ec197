"""The expert pool: who keeps it, how it is searched, and its sheet going out and coming in."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.conftest import ClientOf
from tests.strategy.topics.stage import Stage
from tests.world import NOW, actor_for
from youcheng.foundation import audit
from youcheng.foundation.errors import ChangedMeanwhile
from youcheng.foundation.importing import run
from youcheng.foundation.models import AuditEntry
from youcheng.foundation.policies import NotAllowed
from youcheng.strategy.actions.topics import experts
from youcheng.strategy.errors import Incomplete
from youcheng.strategy.imports import EXPERTS
from youcheng.strategy.models import Expert
from youcheng.strategy.queries.topics.experts import ExpertFilter, experts_listed


def add(stage: Stage, name: str, **values: object) -> Expert:
    return experts.add_expert(actor=actor_for(stage.world.officer), now=NOW, name=name, **values)


def names(stage: Stage, **by: object) -> list[str]:
    rows = experts_listed(actor_for(stage.world.assistant), ExpertFilter(**by))  # type: ignore[arg-type]
    return list(rows.values_list("name", flat=True))


def test_the_pool_is_narrowed_by_field_language_and_words(stage: Stage) -> None:
    add(stage, "A", fields=["trade", "transport"], languages=["lo", "zh"])
    add(stage, "B", fields=["culture"], languages=["th"], organisation_id=stage.university.pk)
    add(stage, "C", is_active=False)
    assert names(stage) == ["A", "B"]
    assert names(stage, with_inactive=True) == ["A", "B", "C"]
    assert names(stage, field="transport") == ["A"]
    assert names(stage, language="th") == ["B"]
    assert names(stage, words="Hill") == ["B"]


def test_only_the_office_keeps_and_sees_it(stage: Stage) -> None:
    row = add(stage, "A", contact="139", person_id=stage.scholar.pk)
    for person in (stage.world.assistant, stage.scholar, stage.world.stranger):
        with pytest.raises(NotAllowed):
            experts.edit_expert(actor=actor_for(person), now=NOW, expert=row, version=None, note="x")
    assert not experts_listed(actor_for(stage.scholar), ExpertFilter()).exists()


def test_what_is_no_expert_is_refused(stage: Stage) -> None:
    add(stage, "A", person_id=stage.scholar.pk)
    for name, values in (
        (" ", {}), ("B", {"fields": ["magic"]}), ("B", {"languages": ["klingonese-x"]}),
        ("B", {"person_id": stage.scholar.pk}),
    ):  # fmt: skip
        with pytest.raises(Incomplete):
            add(stage, name, **values)


def test_two_editors_are_kept_apart_and_contacts_stay_out_of_the_log(stage: Stage) -> None:
    row, officer = add(stage, "A", contact="13900001111"), actor_for(stage.world.officer)
    experts.edit_expert(
        actor=officer, now=NOW, expert=row, version=1, contact="13900002222", note="likes tea"
    )
    with pytest.raises(ChangedMeanwhile):
        experts.edit_expert(actor=officer, now=NOW, expert=row, version=1, note="x")
    said = " ".join(f"{one.before} {one.after}" for one in AuditEntry.objects.all())
    assert "1390000" not in said
    assert "likes tea" not in said
    assert audit.verify().intact


def test_the_sheet_goes_out_and_comes_back_unchanged(stage: Stage, client_of: ClientOf) -> None:
    add(stage, "甲", fields=["trade"], languages=["lo"], organisation_id=stage.institute.pk, contact="1")
    add(stage, "乙", affiliation="Somewhere", note="n")
    client = client_of(stage.world.officer)
    sheet = b"".join(client.get(reverse("strategy:experts") + "?format=xlsx&all=on").streaming_content)
    officer = actor_for(stage.world.officer)
    done = run.upload(actor=officer, now=NOW, spec=EXPERTS, name="experts.xlsx", data=sheet)
    assert (done.counts["unchanged"], sum(done.counts.values())) == (2, 2)


def test_a_sheet_brings_experts_with_languages_by_name(stage: Stage) -> None:
    sheet = "姓名,单位,领域,语言,联系方式\n丙,Institute of the Lake,trade; culture,老挝语; 英语,139\n丁,某协会,,,\n".encode()
    officer = actor_for(stage.world.officer)
    run.import_now(actor=officer, now=NOW, spec=EXPERTS, name="x.csv", data=sheet)
    one, other = Expert.objects.order_by("affiliation")
    assert (one.organisation, one.fields, one.languages) == (
        stage.institute,
        ["trade", "culture"],
        ["lo", "en"],
    )
    assert (other.organisation, other.affiliation) == (None, "某协会")
