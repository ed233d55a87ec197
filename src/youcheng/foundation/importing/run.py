"""One upload from file to rows: read, map, preview, commit in one transaction, or be discarded.

Called by the import pages and tasks with a kept `ImportRun`, and by commands through `import_now`. Rows are written by
the spec through its app's actions; nothing here knows what a row means.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.enums import ImportState, RowState
from youcheng.foundation.errors import ChangedMeanwhile, Refused
from youcheng.foundation.importing import mapping as mappings
from youcheng.foundation.importing import planning, reading
from youcheng.foundation.importing.review import placed
from youcheng.foundation.importing.spec import ImportSpec, Problem, spec_named
from youcheng.foundation.importing.table import Table
from youcheng.foundation.models import ImportRow, ImportRun
from youcheng.foundation.policies import NotAllowed

Report = Callable[[int], None]
SWEPT = 20  # old uploads thrown away at most with each new one


class RowsRefused(Refused):
    """The sheet has rows that can't be imported, and nobody said that the others should go in without them."""


class ChangedSincePreview(ChangedMeanwhile):
    """The register changed after the preview was made; the run now holds the new preview."""


@dataclass(frozen=True)
class Result:
    """What an import did, or would do. `refused` gives row number, name and reasons."""

    counts: dict[str, int]
    refused: list[dict[str, Any]]


def spec_of(run: ImportRun) -> ImportSpec[Any]:
    """The spec of a run; raises `LookupError` when no app declares it any more."""
    spec = spec_named(run.spec)
    if spec is None:
        raise LookupError(f"no import is called {run.spec!r}")
    return spec


def require_allowed(spec: ImportSpec[Any], actor: Actor) -> None:
    if not actor.is_system and not spec.allowed(actor):
        raise NotAllowed(actor, "import", spec.title)


def upload(*, actor: Actor, now: datetime, spec: ImportSpec[Any], name: str, data: bytes) -> ImportRun:
    """Read an uploaded sheet and keep it with its first preview. `BadSheet` where it can't be read; nothing is kept."""
    require_allowed(spec, actor)
    table = reading.read(data, name, spec.accepted)
    _sweep(now)
    run = ImportRun(
        spec=spec.name,
        file_name=name[:200],
        sha256=hashlib.sha256(data).hexdigest(),
        sheet=table.sheet[:200],
        headers=mappings.header_names(table),
        mapping=mappings.guess(spec, table),
        person_id=actor.person_id,
        created_at=now,
        updated_at=now,
    )
    _keep_file(run, name, data)
    try:
        with transaction.atomic():
            run.save(force_insert=True)
            _preview(run, spec, table, actor, now)
    except BaseException:
        run.file.storage.delete(str(run.file.name))
        raise
    return run


def _sweep(now: datetime) -> None:
    """Throw away uploads past their time, whoever's they are: a sheet may hold personal data. The log keeps the counts."""
    before = now - timedelta(days=settings.YOUCHENG_IMPORT_DAYS)
    for old in ImportRun.objects.filter(updated_at__lt=before)[:SWEPT]:
        _throw_away(old)


def _throw_away(run: ImportRun) -> None:
    name, storage = str(run.file.name), run.file.storage
    with transaction.atomic():
        run.delete()
        transaction.on_commit(lambda: storage.delete(name))


def _keep_file(run: ImportRun, name: str, data: bytes) -> None:
    try:
        run.file.save(name, ContentFile(data), save=False)
    except OSError as error:
        raise Refused(
            _("The file could not be kept (%(reason)s). Nothing was changed.") % {"reason": error.strerror}
        ) from error


def assign(*, actor: Actor, now: datetime, run: ImportRun, mapping: mappings.Mapping) -> None:
    """Say which column of the file is which, and make the preview anew."""
    spec = spec_of(run)
    require_allowed(spec, actor)
    _refuse_done(run)
    known = {column.key for column in spec.columns}
    run.mapping = {
        key: name for key, name in mapping.items() if key in known and name and name in run.headers
    }
    with transaction.atomic():
        _preview(run, spec, table_of(run), actor, now)


def speak(*, actor: Actor, now: datetime, run: ImportRun) -> None:
    """Make the preview anew where it was made in another language than the reader's."""
    if run.state == ImportState.PREVIEWED and run.language != (get_language() or ""):
        assign(actor=actor, now=now, run=run, mapping=dict(run.mapping))


def table_of(run: ImportRun) -> Table:
    """The kept file, read again."""
    try:
        with run.file.open("rb") as stream:
            data = stream.read()
    except OSError as error:
        raise Refused(_("The uploaded file is no longer there. Please upload it again.")) from error
    return reading.read(data, run.file_name, spec_of(run).accepted)


def _preview(run: ImportRun, spec: ImportSpec[Any], table: Table, actor: Actor, now: datetime) -> None:
    run.updated_at = now
    run.message = ""
    if mappings.missing(spec, run.mapping):
        run.state, run.counts, run.fingerprint = ImportState.UPLOADED, {}, ""
        run.rows.all().delete()
        run.save()
        return
    _keep(run, spec, planning.plan(spec, table, run.mapping, actor))


def _keep(run: ImportRun, spec: ImportSpec[Any], planned: planning.Plan) -> None:
    """Store a plan as the run's preview."""
    run.state = ImportState.PREVIEWED
    run.counts = planned.counts()
    run.fingerprint = planned.fingerprint()
    run.language = get_language() or ""
    run.rows.all().delete()
    ImportRow.objects.bulk_create(
        [
            ImportRow(
                run=run,
                number=outcome.number,
                state=outcome.state,
                label=outcome.label[:300],
                cells=outcome.cells,
                differences=outcome.differences(spec),
                problems=[{"text": p.text, "column": p.column} for p in outcome.problems],
            )
            for outcome in planned.outcomes
        ],
        batch_size=500,
    )
    run.save()


def commit(
    *,
    actor: Actor,
    now: datetime,
    run: ImportRun,
    leave_out_refused: bool = False,
    report: Report = lambda _done: None,
) -> None:
    """Import what the preview shows, all of it or nothing.

    Raises `ChangedSincePreview` (with the new preview kept) when the present state has moved, `RowsRefused` while rows
    are refused and `leave_out_refused` is not said, and whatever `Refused` an action raises for a row.
    """
    spec = spec_of(run)
    require_allowed(spec, actor)
    table = table_of(run)
    with transaction.atomic():
        _lock(run)
        planned = planning.plan(spec, table, run.mapping, actor)
        is_current = planned.fingerprint() == run.fingerprint
        if is_current:
            _write(spec, planned, leave_out_refused, actor, now, report)
            _finish(run, planned, actor, now)
    if not is_current:
        with transaction.atomic():
            run.updated_at = now
            _keep(run, spec, planned)
        raise ChangedSincePreview(
            _(
                "The register has changed since this preview was made. Nothing was imported; here is the new preview."
            )
        )


def _lock(run: ImportRun) -> None:
    """Queue behind anybody who imports the same upload; the second finds it done."""
    held = ImportRun.objects.select_for_update().get(pk=run.pk)
    _refuse_done(held)


def _refuse_done(run: ImportRun) -> None:
    if run.is_done:
        raise ChangedMeanwhile(_("This sheet has already been imported."))


def _write(
    spec: ImportSpec[Any],
    planned: planning.Plan,
    leave_out_refused: bool,
    actor: Actor,
    now: datetime,
    report: Report,
) -> None:
    refused = planned.counts()[RowState.REFUSED]
    if refused and not leave_out_refused:
        raise RowsRefused(
            ngettext(
                "%(count)s row can't be imported. Correct it, or say that the others are imported without it.",
                "%(count)s rows can't be imported. Correct them, or say that the others are imported without them.",
                refused,
            )
            % {"count": refused}
        )
    spec.apply(planned.context, planned.changes, actor=actor, now=now, report=report)


def _finish(run: ImportRun, planned: planning.Plan, actor: Actor, now: datetime) -> None:
    run.state = ImportState.DONE
    run.counts = planned.counts()
    run.updated_at = now
    run.message = ""
    run.save(update_fields=["state", "counts", "updated_at", "message"])
    audit.record(
        actor=actor,
        now=now,
        action="sheet.imported",
        row=run,
        after={"spec": run.spec, "sha256": run.sha256, "counts": run.counts},
    )


def discard(*, actor: Actor, now: datetime, run: ImportRun) -> None:
    """Throw an upload away with its file and preview. What was imported from it stays."""
    require_allowed(spec_of(run), actor)
    _throw_away(run)


def import_now(
    *,
    actor: Actor,
    now: datetime,
    spec: ImportSpec[Any],
    name: str,
    data: bytes,
    dry_run: bool = False,
    leave_out_refused: bool = False,
    report: Report = lambda _done: None,
) -> Result:
    """Import a sheet in one go, as commands do. Raises `BadSheet` and, unless it is a dry run, `RowsRefused`."""
    require_allowed(spec, actor)
    table = reading.read(data, name, spec.accepted)
    mapping = mappings.guess(spec, table)
    with transaction.atomic():
        planned = planning.plan(spec, table, mapping, actor)
        if not dry_run:
            _write(spec, planned, leave_out_refused, actor, now, report)
            audit.record_event(
                actor=actor,
                now=now,
                action="sheet.imported",
                about=name,
                after={
                    "spec": spec.name,
                    "sha256": hashlib.sha256(data).hexdigest(),
                    "counts": planned.counts(),
                },
            )
    refused = [
        {"row": o.number, "label": o.label, "reasons": [_place(spec, p) for p in o.problems]}
        for o in planned.outcomes
        if o.problems
    ]
    return Result(planned.counts(), refused)


def _place(spec: ImportSpec[Any], problem: Problem) -> str:
    return placed(spec.column(problem.column).title if problem.column else "", problem.text)
