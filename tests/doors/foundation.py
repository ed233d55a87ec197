"""Doors of imports and jobs. What nobody else may see is an officer's upload and an officer's job."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from tests.doors.door import OPEN, Door, Kind
from tests.world import NOW, World, actor_for
from youcheng.foundation import jobs
from youcheng.foundation.importing import run as imports
from youcheng.foundation.importing.spec import spec_named
from youcheng.foundation.models import ImportRun

SHEET = "key,name in chinese,kind\nnew-unit,Secret New Unit,park\n,Secret Nameless Unit,park\n"


def _upload(world: World) -> ImportRun:
    spec = spec_named("organisations")
    assert spec is not None
    return imports.upload(
        actor=actor_for(world.officer), now=NOW, spec=spec, name="secret-sheet.csv", data=SHEET.encode()
    )


def _run(world: World) -> tuple[str, UUID]:
    return "organisations", _upload(world).pk


def _uploaded(world: World) -> tuple[()]:
    _upload(world)
    return ()


def _spec(_world: World) -> str:
    return "organisations"


def _job(world: World) -> UUID:
    return jobs.start(actor=actor_for(world.officer), now=NOW, kind="import", title="Secret work").pk


def _jobs(world: World) -> tuple[()]:
    # The list goes back three months from today, not from the world's day.
    jobs.start(actor=actor_for(world.officer), now=timezone.now(), kind="import", title="Secret work")
    return ()


DOORS = {
    "foundation:imports": Door(Kind.LIST, args=_uploaded, secret="secret-sheet"),
    "foundation:import": [
        Door(Kind.IMPORT, args=_spec, secret="Name in Chinese"),
        Door(Kind.IMPORT, args=_spec, data=lambda _world: {}),
    ],
    "foundation:import_sheet": Door(
        Kind.EXPORT, args=_spec, query="?format=csv", secret="Bureau of Commerce"
    ),
    "foundation:import_run": Door(Kind.IMPORT, args=_run, secret="Secret New Unit"),
    "foundation:import_columns": Door(
        Kind.CHANGE, args=_run, data=lambda _world: {"key": "key", "kind": "kind"}
    ),
    "foundation:import_commit": Door(
        Kind.CHANGE, args=_run, data=lambda _world: {"fingerprint": "x", "leave_out_refused": "on"}
    ),
    "foundation:import_discard": Door(Kind.CHANGE, args=_run, data=lambda _world: {}),
    "foundation:import_errors": Door(
        Kind.DOWNLOAD, args=_run, query="?format=csv", secret="Secret Nameless Unit"
    ),
    "foundation:jobs": Door(Kind.LIST, args=_jobs, secret="Secret work", stranger=OPEN, administrator=OPEN),
    "foundation:job": Door(Kind.DETAIL, args=_job, secret="Secret work"),
}
