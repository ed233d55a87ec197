"""An upload on its way in: preview by row, all or nothing, the same file twice, a state that moved meanwhile."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import F

from tests.foundation.importing import sheets
from tests.foundation.importing.toy import ToySpec
from tests.world import NOW, World, actor_for
from youcheng.accounts.models import Organisation
from youcheng.foundation.errors import ChangedMeanwhile, Refused
from youcheng.foundation.exporting import workbook_bytes
from youcheng.foundation.importing import run as imports
from youcheng.foundation.importing.errors import BadSheet
from youcheng.foundation.models import AuditEntry, ImportRun
from youcheng.foundation.policies import NotAllowed

HEADER = ["编号", "Chinese name", "英文名", "类别", "撤销日期"]
GOOD = [HEADER, ["airport", "机场", "Airport", "enterprise", ""], ["park", "产业园区", "Park", "park", ""]]
FAULTY = [
    *GOOD,
    ["", "没有编号", "", "", ""],
    ["zoo", "动物园", "Zoo", "zoo", "30/02/2020"],
    ["airport", "机场二", "", "", ""],
    ["gone", "nowhere", "", "", ""],
]


def upload(world: World, toy: ToySpec, rows: sheets.Rows = GOOD) -> ImportRun:
    data = sheets.workbook(rows)
    return imports.upload(actor=actor_for(world.officer), now=NOW, spec=toy, name="units.xlsx", data=data)


def commit(world: World, run: ImportRun, **options: bool) -> None:
    imports.commit(actor=actor_for(world.officer), now=NOW, run=run, **options)


def kept_files() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).glob("imports/*") if path.is_file()]


def test_the_preview_says_what_happens_to_every_row(world: World, toy: ToySpec) -> None:
    run = upload(world, toy, FAULTY)
    assert run.counts == {"created": 1, "changed": 1, "unchanged": 0, "refused": 4}
    rows = {row.number: row for row in run.rows.all()}
    assert [rows[n].state for n in range(2, 8)] == ["created", "changed", *["refused"] * 4]
    assert rows[3].differences == [{"column": "en", "old": "Industrial Park", "new": "Park"}]
    assert [p["column"] for p in rows[5].problems] == ["kind", "dissolved"]
    assert "row 2" in rows[6].problems[0]["text"]
    assert rows[7].problems == [{"text": "There is no such place.", "column": "zh"}]
    assert Organisation.objects.count() == 3


def test_commit_writes_all_and_the_same_file_again_changes_nothing(world: World, toy: ToySpec) -> None:
    run = upload(world, toy)
    commit(world, run)
    assert run.is_done
    assert Organisation.objects.get(key="airport").kind == "enterprise"
    entry = AuditEntry.objects.get(action="sheet.imported")
    assert entry.after["sha256"] == run.sha256
    again = upload(world, toy)
    assert again.counts == {"created": 0, "changed": 0, "unchanged": 2, "refused": 0}
    with pytest.raises(ChangedMeanwhile):
        commit(world, run)


@pytest.mark.parametrize("kept", ["Ame\u0301lie", " Quay\r\nside ", "'=1+1", "\t\tx"])
def test_what_is_kept_in_another_spelling_is_not_a_change(world: World, toy: ToySpec, kept: str) -> None:
    """Forms keep accents and line breaks as browsers send them; a sheet brings them back in one spelling."""
    world.park.name = {"zh-hans": kept, "en": ""}
    world.park.save()
    data = workbook_bytes(toy.columns, toy.rows(actor_for(world.officer)))
    done = imports.import_now(
        actor=actor_for(world.officer), now=NOW, spec=toy, name="x.xlsx", data=data, dry_run=True
    )
    assert (done.counts["changed"], done.counts["refused"]) == (0, 0)


def test_refused_rows_stop_everything_unless_left_out(world: World, toy: ToySpec) -> None:
    run = upload(world, toy, FAULTY)
    with pytest.raises(imports.RowsRefused, match="4 rows"):
        commit(world, run)
    assert not Organisation.objects.filter(key="airport").exists()
    commit(world, run, leave_out_refused=True)
    assert Organisation.objects.filter(key="airport").exists()
    assert not Organisation.objects.filter(key__in=["zoo", "gone"]).exists()
    assert run.counts["refused"] == 4


def test_a_state_that_moved_shows_the_new_preview(world: World, toy: ToySpec) -> None:
    run = upload(world, toy)
    Organisation.objects.filter(key="park").update(
        name={"zh-hans": "产业园区", "en": "Park"}, version=F("version") + 1
    )
    with pytest.raises(imports.ChangedSincePreview):
        commit(world, run)
    assert not Organisation.objects.filter(key="airport").exists()
    run.refresh_from_db()
    assert run.counts["unchanged"] == 1
    commit(world, run)
    assert Organisation.objects.filter(key="airport").exists()


def test_a_failure_while_writing_leaves_nothing(world: World, toy: ToySpec) -> None:
    run = upload(world, toy)
    toy.fail_at = "park"
    with pytest.raises(Refused, match="Row 3"):
        commit(world, run)
    assert not Organisation.objects.filter(key="airport").exists()
    run.refresh_from_db()
    assert not run.is_done
    assert not AuditEntry.objects.filter(action="sheet.imported").exists()


def test_a_bad_file_leaves_nothing_behind(world: World, toy: ToySpec) -> None:
    before = kept_files()
    with pytest.raises(BadSheet):
        imports.upload(actor=actor_for(world.officer), now=NOW, spec=toy, name="x.xlsx", data=b"PK torn")
    assert kept_files() == before
    assert not ImportRun.objects.exists()


def test_a_missing_required_column_waits_for_a_mapping(world: World, toy: ToySpec) -> None:
    rows = [["编号", "单位", "英文名"], ["airport", "机场", "Airport"]]
    run = upload(world, toy, rows)
    assert (run.state, run.counts) == ("uploaded", {})
    with pytest.raises(BadSheet, match="Chinese name"):
        commit(world, run)
    imports.assign(
        actor=actor_for(world.officer), now=NOW, run=run, mapping={"key": "编号", "zh": "单位", "x": "单位"}
    )
    assert run.mapping == {"key": "编号", "zh": "单位"}
    assert run.counts["created"] == 1
    commit(world, run)
    assert Organisation.objects.get(key="airport").name == {"zh-hans": "机场", "en": ""}


def test_only_those_who_may(world: World, toy: ToySpec) -> None:
    with pytest.raises(NotAllowed):
        imports.upload(
            actor=actor_for(world.stranger), now=NOW, spec=toy, name="x.csv", data=sheets.delimited(GOOD)
        )


def test_discarding_removes_file_and_preview(
    world: World, toy: ToySpec, django_capture_on_commit_callbacks: object
) -> None:
    run = upload(world, toy)
    path = Path(run.file.path)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        imports.discard(actor=actor_for(world.officer), now=NOW, run=run)
    assert not path.exists()
    assert not ImportRun.objects.exists()


def test_old_uploads_are_thrown_away_with_the_next_one(
    world: World, toy: ToySpec, django_capture_on_commit_callbacks: object
) -> None:
    old, new = upload(world, toy), upload(world, toy)
    ImportRun.objects.filter(pk=old.pk).update(updated_at=NOW - timedelta(days=31))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        upload(world, toy)
    assert not Path(old.file.path).exists()
    assert ImportRun.objects.filter(pk=new.pk).exists()
    assert not ImportRun.objects.filter(pk=old.pk).exists()


def test_import_now_and_dry_run(world: World, toy: ToySpec) -> None:
    data = sheets.delimited(FAULTY, encoding="gb18030")
    actor = actor_for(world.officer)
    dry = imports.import_now(actor=actor, now=NOW, spec=toy, name="x.csv", data=data, dry_run=True)
    assert dry.counts["created"] == 1
    assert [row["row"] for row in dry.refused] == [4, 5, 6, 7]
    assert dry.refused[0]["reasons"] == ["Key: This must be filled in."]
    assert not Organisation.objects.filter(key="airport").exists()
    with pytest.raises(imports.RowsRefused):
        imports.import_now(actor=actor, now=NOW, spec=toy, name="x.csv", data=data)
    done = imports.import_now(actor=actor, now=NOW, spec=toy, name="x.csv", data=data, leave_out_refused=True)
    assert done.counts["created"] == 1
    assert Organisation.objects.filter(key="airport").exists()
