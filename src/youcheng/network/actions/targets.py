"""Setting, correcting and taking off the share of the ties a zone is meant to have.

Called by the layout page's forms.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.saving import remove_row, require_version, save_changes, snapshot
from youcheng.network.actions.writing import require_code, require_reference
from youcheng.network.enums import Zone
from youcheng.network.errors import AlreadyThere, ImpossibleDate, ImpossibleFigure
from youcheng.network.models import ZoneTarget
from youcheng.network.policies import zone_target_policy

KEPT = ("zone", "share", "since", "until", "source")


@transaction.atomic
def set_target(
    *,
    actor: Actor,
    now: datetime,
    zone: str,
    share: Decimal,
    since: date,
    until: date | None = None,
    source: str = "",
) -> ZoneTarget:
    """Say what share of the ties (per cent) a zone is meant to have from a day on."""
    require_reference(actor)
    row = ZoneTarget(zone=zone, share=share, since=since, until=until, source=source)
    _check(row)
    row.save(force_insert=True)
    after = snapshot(row, KEPT)
    audit.record(actor=actor, now=now, action="network.target_set", row=row, after=after)
    return row


@transaction.atomic
def correct_target(
    *, actor: Actor, now: datetime, target: ZoneTarget, version: int | None, **changes: Any
) -> bool:
    """Change a target; False when nothing differs."""
    zone_target_policy.require(actor, "edit", target)
    row = ZoneTarget.objects.select_for_update().get(pk=target.pk)
    require_version(row, version)
    if unknown := set(changes) - set(KEPT):
        raise TypeError(f"not kept on a target: {', '.join(sorted(unknown))}")
    _check(ZoneTarget(pk=row.pk, **(snapshot(row, KEPT) | changes)))
    changed = save_changes(actor=actor, now=now, action="network.target_corrected", row=row, changes=changes)
    target.refresh_from_db()
    return changed


@transaction.atomic
def remove_target(
    *, actor: Actor, now: datetime, target: ZoneTarget, version: int | None, reason: str
) -> None:
    """Take a target off that was set by mistake; one that no longer holds gets its last day instead."""
    zone_target_policy.require(actor, "edit", target)
    row = ZoneTarget.objects.select_for_update().get(pk=target.pk)
    require_version(row, version)
    remove_row(actor=actor, now=now, action="network.target_removed", row=row, names=KEPT, reason=reason)


def _check(row: ZoneTarget) -> None:
    require_code(row.zone, Zone.values, _("zone"))
    if not 0 <= row.share <= 100:
        raise ImpossibleFigure(_("A share lies between 0 and 100 per cent."))
    if row.until and row.until < row.since:
        raise ImpossibleDate(
            _("It ends on %(end)s, before it begins (%(begin)s).") % {"end": row.until, "begin": row.since}
        )
    if ZoneTarget.objects.filter(zone=row.zone, since=row.since).exclude(pk=row.pk).exists():
        raise AlreadyThere(_("This zone already has a target from this day; correct it instead."))
