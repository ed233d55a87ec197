"""What is done to dossiers: edits survive rebuilds, two editors don't overwrite each other, an approval is final."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests.strategy.conftest import SYSTEM, YEAR
from tests.world import NOW, World, actor_for
from youcheng.accounts.models import Person
from youcheng.foundation import search
from youcheng.foundation.documents.model import Figure
from youcheng.foundation.errors import ChangedMeanwhile
from youcheng.foundation.models import AuditEntry
from youcheng.foundation.policies import NotAllowed
from youcheng.network import actions as network
from youcheng.network.models import HomeCity, Relationship
from youcheng.strategy import actions, building, queries
from youcheng.strategy.editing import texts
from youcheng.strategy.enums import State
from youcheng.strategy.errors import Locked, NoSuchBlock, ReasonMissing, WrongState
from youcheng.strategy.models import Dossier

BLOCK = "complementarity.similarity"


def edit(dossier: Dossier, world: World, text: str, version: int = 0, block: str = BLOCK) -> None:
    actions.save_edit(
        actor=actor_for(world.officer),
        now=NOW,
        dossier=dossier,
        block=block,
        language="en",
        text=text,
        version=version,
    )


def approved(dossier: Dossier, world: World) -> Dossier:
    actions.submit(actor=actor_for(world.officer), now=NOW, dossier=dossier)
    dossier.refresh_from_db()
    actions.approve(actor=actor_for(world.director), now=NOW, dossier=dossier, revision=dossier.revision)
    dossier.refresh_from_db()
    return dossier


def rebuilt(dossier: Dossier) -> Dossier:
    actions.build(actor=SYSTEM, now=NOW, relationship=dossier.relationship, year=YEAR)
    return Dossier.objects.get(pk=dossier.pk)


def test_an_edit_survives_a_rebuild_and_keeps_its_linked_numbers(drafted: Dossier, world: World) -> None:
    edit(drafted, world, "Alike with 72.9 of 100 points, says the office, which counts 12 rivals.")
    row = rebuilt(drafted)
    document = queries.document_of(row, "en")
    block = next(block for block in document.blocks if getattr(block, "key", "") == BLOCK)
    assert [run for run in block.runs if isinstance(run, Figure)] == [Figure("72.9", "trade.similarity")]
    assert texts(document)[BLOCK].endswith("12 rivals.")
    assert not queries.edit_states(row, "en")[BLOCK].stale


def test_an_edit_is_marked_when_the_draft_below_it_changes(drafted: Dossier, world: World) -> None:
    edit(drafted, world, "Nothing yet.", block="history.count")
    network.record_exchange(
        actor=SYSTEM, now=NOW, relationship=drafted.relationship, title={"en": "Visit"},
        type="visit", fields=["trade"], when="2025-03-01",
    )  # fmt: skip
    row = rebuilt(drafted)
    state = queries.edit_states(row, "en")["history.count"]
    assert state.stale
    assert "1" in state.drafted
    assert texts(queries.document_of(row, "en"))["history.count"] == "Nothing yet."
    actions.confirm_edit(actor=actor_for(world.officer), now=NOW, edit=state.edit)
    assert not queries.edit_states(row, "en")["history.count"].stale


def test_the_second_of_two_editors_is_told(drafted: Dossier, world: World) -> None:
    edit(drafted, world, "First.")
    with pytest.raises(ChangedMeanwhile):
        edit(drafted, world, "Second.", version=0)
    edit(drafted, world, "Second.", version=1)
    assert drafted.edits.get().text == "Second."


def test_an_empty_text_goes_back_to_the_draft_and_the_log_keeps_it(drafted: Dossier, world: World) -> None:
    edit(drafted, world, "Ours.")
    edit(drafted, world, "", version=1)
    assert not drafted.edits.exists()
    entry = AuditEntry.objects.filter(action="strategy.edit_withdrawn").get()
    assert entry.before["text"] == "Ours."


def test_tables_and_unknown_blocks_cannot_be_edited(drafted: Dossier, world: World) -> None:
    with pytest.raises(NoSuchBlock):
        edit(drafted, world, "x", block="risk.table")


def test_only_the_office_drafts_and_only_a_steward_approves(drafted: Dossier, world: World) -> None:
    with pytest.raises(NotAllowed):
        actions.build(actor=actor_for(world.stranger), now=NOW, relationship=drafted.relationship, year=YEAR)
    actions.submit(actor=actor_for(world.officer), now=NOW, dossier=drafted)
    drafted.refresh_from_db()
    with pytest.raises(NotAllowed):
        actions.approve(actor=actor_for(world.officer), now=NOW, dossier=drafted, revision=drafted.revision)


def test_an_approved_dossier_is_locked_and_keeps_its_words(drafted: Dossier, world: World) -> None:
    edit(drafted, world, "As approved.")
    row = approved(drafted, world)
    assert row.is_locked
    with pytest.raises(Locked):
        rebuilt(row)
    with pytest.raises(Locked):
        edit(row, world, "Later.", version=1)
    report = actions.build_all(actor=SYSTEM, now=NOW, year=YEAR, only=["chiang-mai"])
    assert (report.locked, report.built) == (1, 0)
    assert row.current is not None
    assert row.current.edits[0]["text"] == "As approved."
    with translation.override("en"):
        assert queries.document_of(row, "en").watermark == ""


def test_a_steward_approves_only_what_they_read(drafted: Dossier, world: World) -> None:
    actions.submit(actor=actor_for(world.officer), now=NOW, dossier=drafted)
    drafted.refresh_from_db()
    seen = drafted.revision
    edit(drafted, world, "Changed meanwhile.")
    with pytest.raises(ChangedMeanwhile):
        actions.approve(actor=actor_for(world.director), now=NOW, dossier=drafted, revision=seen)


def test_reopening_needs_a_reason_and_keeps_the_approved_version(drafted: Dossier, world: World) -> None:
    row = approved(drafted, world)
    with pytest.raises(ReasonMissing):
        actions.reopen(actor=actor_for(world.director), now=NOW, dossier=row, reason="  ")
    actions.reopen(actor=actor_for(world.director), now=NOW, dossier=row, reason="New figures")
    row.refresh_from_db()
    assert row.state == State.DRAFT
    assert row.versions.filter(made="approved").count() == 1
    with pytest.raises(WrongState):
        actions.reopen(actor=actor_for(world.director), now=NOW, dossier=row, reason="Again")


def test_every_step_is_in_the_audit_log(drafted: Dossier, world: World) -> None:
    edit(drafted, world, "Ours.")
    approved(drafted, world)
    actions_logged = set(AuditEntry.objects.values_list("action", flat=True))
    assert {
        "strategy.dossier_begun", "strategy.dossier_built", "strategy.block_edited",
        "strategy.dossier_submitted", "strategy.dossier_approved",
    } <= actions_logged  # fmt: skip


def test_comparing_with_a_new_draft_draws_no_picture(
    drafted: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that only compares would otherwise bring the drawing engine into its worker."""
    drawn: list[object] = []
    monkeypatch.setattr(building.charts, "to_svg", lambda spec, language: drawn.append(spec) or "<svg/>")
    report = queries.stale_report(drafted, "en", NOW.date())
    assert (report.figures, report.blocks, drawn) == ([], [], [])


def test_a_new_event_makes_the_dossier_stale_and_the_report_says_what(drafted: Dossier) -> None:
    assert queries.changed_sources(drafted) == []
    network.record_event(
        actor=SYSTEM, now=NOW, relationship=drafted.relationship, type="renewed", when="2019-06-07"
    )
    assert queries.changed_sources(drafted) == ["register"]
    report = queries.stale_report(drafted, "en", NOW.date())
    assert [(c.id, c.before, c.after, c.difference) for c in report.figures if c.id == "history.facts"] == [
        ("history.facts", "1", "2", "+1")
    ]
    assert "history.events" in {change.key for change in report.blocks}


def test_building_all_goes_on_and_leaves_the_unchanged_alone(
    ties: dict[str, Relationship], starter_evidence: None
) -> None:
    steps: list[tuple[int, int, str]] = []
    report = actions.build_all(
        actor=SYSTEM, now=NOW, year=YEAR, progress=lambda done, total, what: steps.append((done, total, what))
    )
    assert (report.built, report.failed) == (3, {})
    assert steps[-1][:2] == (3, 3)
    again = actions.build_all(actor=SYSTEM, now=NOW, year=YEAR, stale_only=True)
    assert (again.built, again.fresh) == (0, 3)


def test_two_versions_are_compared_with_the_edits_each_held(drafted: Dossier, world: World) -> None:
    first = drafted.versions.get(number=1)
    edit(drafted, world, "Our own words.")
    row = rebuilt(drafted)
    assert row.current is not None
    blocks, changed = queries.compared(first, row.current, "en")
    assert [change.key for change in blocks] == [BLOCK]
    assert changed == []


def test_an_engine_run_is_kept_for_each_method(drafted: Dossier) -> None:
    assert drafted.current is not None
    runs = {run.method: run for run in drafted.current.runs.all()}
    assert {"tci", "finger_kreinin", "composite_interval", "rca"} <= set(runs)
    assert runs["composite_interval"].parameters["draws"] == 2000
    assert "icio-2022" in runs["tci"].datasets


def test_drafting_anew_without_any_change_adds_no_version(drafted: Dossier, world: World) -> None:
    row = rebuilt(drafted)
    assert row.versions.count() == 1
    edit(row, world, "Ours.")
    assert rebuilt(row).versions.count() == 2
    assert rebuilt(row).versions.count() == 2


def test_papers_of_a_training_deployment_say_so_even_when_approved(drafted: Dossier, world: World) -> None:
    HomeCity.objects.update(training_seed=7)
    row = approved(drafted, world)
    assert "fictional" in queries.document_of(row, "en").watermark


def test_the_search_finds_a_dossier_for_the_office_only(drafted: Dossier, world: World) -> None:
    def hits(person: Person) -> list[str]:
        return [hit.url for hit in search.find("清迈", actor_for(person)) if hit.kind.name == "dossier"]

    assert hits(world.officer) == ["/dossiers/chiang-mai/2026/"]
    assert hits(world.stranger) == []
