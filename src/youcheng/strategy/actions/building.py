"""Making versions: one dossier, or all of a year with progress. Edits are never touched, locked dossiers are left alone.

Called by the pages, the task, setup and the command. What is drafted is `strategy.building`'s business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.engines.errors import EngineError
from youcheng.foundation import audit, search
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused
from youcheng.foundation.policies import NotAllowed
from youcheng.network.models import City, Relationship
from youcheng.strategy import building
from youcheng.strategy.enums import Made
from youcheng.strategy.errors import Locked
from youcheng.strategy.facts import register
from youcheng.strategy.facts.batch import Batch
from youcheng.strategy.models import Dossier, DossierVersion, EngineRun
from youcheng.strategy.policies import dossier_policy, may_draft

Progress = Callable[[int, int, str], None]
"""Told after each dossier: how many are done, how many there are, and which is next."""


@dataclass
class BuildReport:
    """What a build of many did; `failed` maps a partner's slug to the sentence that says why."""

    built: int = 0
    locked: int = 0
    fresh: int = 0
    failed: dict[str, str] = field(default_factory=dict)


def dossier_for(*, actor: Actor, now: datetime, relationship: Relationship, year: int) -> Dossier:
    """The dossier of a tie and year, made empty where there is none. Raises NotAllowed."""
    found = Dossier.objects.filter(relationship=relationship, year=year).first()
    if found is not None:
        return found
    if not (actor.is_system or may_draft(actor)):
        raise NotAllowed(actor, "draft", str(relationship))
    with transaction.atomic():
        found, made = Dossier.objects.get_or_create(relationship=relationship, year=year)
        if made:
            audit.record(actor=actor, now=now, action="strategy.dossier_begun", row=found)
    return found


def build(
    *, actor: Actor, now: datetime, relationship: Relationship, year: int, batch: Batch | None = None
) -> DossierVersion:
    """Draft one dossier anew from the figures there are now. Raises NotAllowed and Locked."""
    row = register.with_history(Relationship.objects.filter(pk=relationship.pk)).get()
    shared = batch or Batch([row], timezone.localdate(now))
    prints = building.Fingerprints(shared.home, [row])
    return _build(actor, now, row, year, shared, prints)


def build_all(
    *,
    actor: Actor,
    now: datetime,
    year: int,
    only: Sequence[str] = (),
    stale_only: bool = False,
    progress: Progress | None = None,
) -> BuildReport:
    """Draft the dossiers of a year, each in its own transaction: all ties, or those with the slugs named.

    With `stale_only` those whose figures have not changed are left as they are. A tie that can't be drafted is reported
    and the others go on.
    """
    if not (actor.is_system or may_draft(actor)):
        raise NotAllowed(actor, "draft", str(_("dossiers")))
    ties = Relationship.objects.filter(partner__slug__in=only) if only else Relationship.objects.all()
    rows = list(register.with_history(ties))
    report = BuildReport()
    if not rows:
        return report
    batch = Batch(rows, timezone.localdate(now))
    prints = building.Fingerprints(batch.home, rows)
    held = {
        each.relationship_id: each for each in Dossier.objects.filter(year=year).select_related("current")
    }
    for number, row in enumerate(rows):
        if progress is not None:
            progress(number, len(rows), str(row.partner))
        if stale_only and _is_fresh(held.get(row.pk), prints.of(row)):
            report.fresh += 1
            continue
        _try(report, now, row.partner, lambda row=row: _build(actor, now, row, year, batch, prints))  # type: ignore[misc]
    if progress is not None:
        progress(len(rows), len(rows), "")
    return report


def said(report: BuildReport) -> str:
    """What a build of many did, in one line."""
    text = _("%(built)s drafted, %(locked)s locked, %(fresh)s unchanged.") % {
        "built": report.built,
        "locked": report.locked,
        "fresh": report.fresh,
    }
    failed = "; ".join(f"{slug}: {why}" for slug, why in report.failed.items())
    return text + _(" Not drafted: %(failed)s") % {"failed": failed} if failed else text


def save_version(
    dossier: Dossier,
    *,
    now: datetime,
    by: str,
    made: Made,
    drafted: building.Drafted,
    fingerprint: dict[str, Any],
    parameters: dict[str, Any],
) -> DossierVersion:
    """Append a version to a dossier held under lock, with the edits in force and the runs behind its figures."""
    newest = dossier.versions.aggregate(newest=Max("number"))["newest"] or 0
    version = DossierVersion.objects.create(
        dossier=dossier,
        number=newest + 1,
        made=made,
        as_of=timezone.localdate(now),
        documents=drafted.documents,
        figures=drafted.figures,
        fingerprint=fingerprint,
        parameters=parameters,
        edits=_edits_of(dossier),
        created_at=now,
        created_by=by,
    )
    EngineRun.objects.bulk_create(
        EngineRun(
            version=version,
            method=run.method,
            method_version=run.version,
            parameters=run.parameters,
            datasets=run.datasets,
            caveats=run.caveats,
            figures=run.figures,
        )
        for run in building.runs_of(drafted.figures)
    )
    dossier.current = version
    dossier.revision += 1
    return version


def _build(
    actor: Actor, now: datetime, row: Relationship, year: int, batch: Batch, prints: building.Fingerprints
) -> DossierVersion:
    drafted = building.draft_both(batch.facts(row, year), batch.rules)
    with transaction.atomic():
        dossier = dossier_for(actor=actor, now=now, relationship=row, year=year)
        dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
        dossier_policy.require(actor, "rebuild", dossier)
        if dossier.is_locked:
            raise Locked(
                _("The dossier of %(partner)s for %(year)s is approved and locked; reopen it first.")
                % {"partner": row.partner, "year": year}
            )
        if _says_the_same(dossier, drafted, prints.of(row)):
            assert dossier.current is not None
            return dossier.current
        version = save_version(
            dossier,
            now=now,
            by="" if actor.is_system else actor.name,
            made=Made.BUILT,
            drafted=drafted,
            fingerprint=prints.of(row),
            parameters=prints.judgements,
        )
        dossier.save(update_fields=["current", "revision"])
        if version.number == 1:
            search.index("dossier", [dossier])
        audit.record(
            actor=actor,
            now=now,
            action="strategy.dossier_built",
            row=dossier,
            after={"version": version.number},
        )
    return version


def _says_the_same(dossier: Dossier, drafted: building.Drafted, fingerprint: dict[str, Any]) -> bool:
    """Whether a new version would say, from the same sources and with the same edits, what the current one says."""
    current = dossier.current
    return (
        current is not None
        and current.documents == drafted.documents
        and current.figures == drafted.figures
        and current.fingerprint == fingerprint
        and current.edits == _edits_of(dossier)
    )


def _edits_of(dossier: Dossier) -> list[dict[str, Any]]:
    rows = dossier.edits.order_by("block", "language").values("block", "language", "text", "author")
    return [dict(row) for row in rows]


def _is_fresh(dossier: Dossier | None, now: dict[str, Any]) -> bool:
    return (
        dossier is not None
        and dossier.current is not None
        and not building.is_stale(dossier.current.fingerprint, now)
    )


def _try(report: BuildReport, now: datetime, partner: City, make: Callable[[], DossierVersion]) -> None:
    try:
        if make().created_at == now:
            report.built += 1
        else:
            report.fresh += 1
    except Locked:
        report.locked += 1
    except (Refused, EngineError) as error:
        report.failed[partner.slug] = str(error)
