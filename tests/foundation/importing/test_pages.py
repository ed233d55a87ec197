"""The pages of an import, walked as an officer would, and shut to everybody else."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.conftest import ClientOf, SameQueries
from tests.foundation.importing import sheets
from tests.foundation.importing.test_run import FAULTY, GOOD
from tests.foundation.importing.toy import ToySpec
from tests.world import World
from youcheng.accounts.models import Organisation
from youcheng.foundation.importing import background
from youcheng.foundation.models import ImportRun, Job
from youcheng.foundation.views import imports as views


@pytest.fixture
def officer(world: World, client_of: ClientOf) -> Client:
    client = client_of(world.officer)
    client.cookies["language"] = "en"
    return client


def send(client: Client, data: bytes, name: str = "units.xlsx") -> Any:
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("foundation:import", args=["toy"]), {"file": file}, follow=True)


def confirm(client: Client, run: ImportRun, **fields: str) -> Any:
    url = reverse("foundation:import_commit", args=["toy", run.pk])
    return client.post(url, {"fingerprint": run.fingerprint, **fields}, follow=True)


def text(response: Any) -> str:
    return str(response.content.decode())


def test_an_officer_imports_a_sheet_with_errors(officer: Client, toy: ToySpec) -> None:
    assert "Toy organisations" in text(officer.get(reverse("foundation:imports")))
    page = send(officer, sheets.workbook(FAULTY))
    assert "Industrial Park" in text(page)
    assert "There is no such place." in text(page)
    run = ImportRun.objects.get()
    page = confirm(officer, run)
    assert "4 rows can&#x27;t be imported" in text(page)
    assert not Organisation.objects.filter(key="airport").exists()
    page = confirm(officer, run, leave_out_refused="on")
    assert "Imported" in text(page)
    assert Organisation.objects.filter(key="airport").exists()
    errors = officer.get(reverse("foundation:import_errors", args=["toy", run.pk]))
    lines = [
        [cell.value for cell in row]
        for row in openpyxl.load_workbook(io.BytesIO(b"".join(errors.streaming_content)))
        .worksheets[0]
        .iter_rows()
    ]
    assert lines[0] == [
        "Key",
        "Chinese name",
        "English name",
        "Kind",
        "Dissolved on",
        "Row in the first sheet",
        "Reasons for refusal",
    ]
    assert [line[5] for line in lines[1:]] == [4, 5, 6, 7]
    corrected = [lines[0], ["zoo", "动物园", "Zoo", "park", "2020-02-28", *lines[2][5:]]]
    send(officer, sheets.workbook(corrected))
    confirm(officer, ImportRun.objects.first())  # type: ignore[arg-type]
    assert Organisation.objects.get(key="zoo").dissolved_on.isoformat() == "2020-02-28"


def test_a_bad_file_is_said_on_the_form(officer: Client, toy: ToySpec) -> None:
    page = send(officer, b"PK torn")
    assert page.status_code == 200
    assert "damaged" in text(page)
    assert not ImportRun.objects.exists()


def test_columns_are_assigned_by_hand(officer: Client, toy: ToySpec) -> None:
    page = send(officer, sheets.workbook([["编号", "单位"], ["airport", "机场"]]))
    assert "Which column is which" in text(page)
    run = ImportRun.objects.get()
    url = reverse("foundation:import_columns", args=["toy", run.pk])
    page = officer.post(url, {"key": "编号", "zh": "编号"})
    assert "already used" in text(page)
    page = officer.post(url, {"key": "编号", "zh": "单位"}, follow=True)
    assert "1 row will be written" in text(page)


def test_a_preview_confirmed_late_is_shown_again(officer: Client, toy: ToySpec) -> None:
    send(officer, sheets.workbook(GOOD))
    run = ImportRun.objects.get()
    page = officer.post(
        reverse("foundation:import_commit", args=["toy", run.pk]), {"fingerprint": "old"}, follow=True
    )
    assert "newer than the one you confirmed" in text(page)
    Organisation.objects.filter(key="park").update(name={"zh-hans": "产业园区", "en": "Park"})
    assert "has changed since this preview" in text(confirm(officer, run))
    assert not Organisation.objects.filter(key="airport").exists()


def test_a_long_sheet_is_imported_beside_the_pages(
    officer: Client, toy: ToySpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "LONG", 1)
    send(officer, sheets.workbook(GOOD))
    run = ImportRun.objects.get()
    confirm(officer, run)
    run.refresh_from_db()
    job = Job.objects.get()
    assert (run.is_done, job.state, run.job_id) == (True, "done", job.pk)
    fragment = officer.get(reverse("foundation:job", args=[job.pk]), headers={"HX-Request": "true"})
    assert "<html" not in text(fragment)
    assert str(run.pk) in text(fragment)
    assert "Toy organisations" in text(officer.get(reverse("foundation:jobs")))


@pytest.mark.parametrize("broken", ["refused", "crash", "gone"])
def test_a_failed_job_says_so_and_leaves_nothing(
    officer: Client, toy: ToySpec, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    monkeypatch.setattr(views, "LONG", 1)
    send(officer, sheets.workbook(GOOD))
    run = ImportRun.objects.get()
    toy.fail_at = "park" if broken == "refused" else ""
    if broken == "crash":
        monkeypatch.setattr(toy, "apply", lambda *args, **kwargs: 1 / 0)
    if broken == "gone":
        monkeypatch.setattr(background.ImportRun.objects, "get", _missing)
    confirm(officer, run)
    job = Job.objects.get()
    assert job.state == "failed"
    assert job.message
    assert not Organisation.objects.filter(key="airport").exists()


def _missing(**_kwargs: Any) -> None:
    raise ImportRun.DoesNotExist


def test_what_is_there_can_be_taken_and_imported_again(officer: Client, toy: ToySpec) -> None:
    sheet = officer.get(reverse("foundation:import_sheet", args=["toy"]))
    page = send(officer, b"".join(sheet.streaming_content))
    assert "already on record" in text(page)
    empty = officer.get(reverse("foundation:import_sheet", args=["toy"]) + "?format=csv&empty=1")
    assert b"".join(empty.streaming_content).count(b"\r\n") == 1


def test_an_upload_is_its_owners_alone(
    officer: Client, world: World, client_of: ClientOf, toy: ToySpec
) -> None:
    send(officer, sheets.workbook(GOOD))
    run = ImportRun.objects.get()
    for name in ("import_run", "import_errors"):
        url = reverse(f"foundation:{name}", args=["toy", run.pk])
        assert client_of(world.director).get(url).status_code == 404
        assert officer.get(url).status_code == 200
    assert client_of(world.stranger).get(reverse("foundation:import", args=["toy"])).status_code == 404
    assert officer.get(reverse("foundation:import", args=["nothing"])).status_code == 404
    discarded = officer.post(reverse("foundation:import_discard", args=["toy", run.pk]), follow=True)
    assert "thrown away" in text(discarded)
    assert not ImportRun.objects.exists()


def test_the_preview_costs_the_same_queries_however_long(
    officer: Client, toy: ToySpec, assert_same_queries: SameQueries
) -> None:
    send(officer, sheets.workbook(GOOD))
    run = ImportRun.objects.get()

    def more(count: int) -> None:
        run.rows.bulk_create(
            [
                type(run.rows.first())(run=run, number=n + 100, state="created", label=str(n))
                for n in range(count)
            ]
        )

    assert_same_queries(more, lambda: officer.get(reverse("foundation:import_run", args=["toy", run.pk])))
