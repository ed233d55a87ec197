"""The catalogue of actions: laying down the first ones, adding and changing one.

Called by the catalogue's pages, its sheet and setup. A cost that is not known stays empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused
from youcheng.foundation.policies import NotAllowed
from youcheng.foundation.saving import require_version, save_changes, snapshot
from youcheng.network.enums import ExchangeType, Field, Grade
from youcheng.network.queries import home_city
from youcheng.strategy.enums import Batch
from youcheng.strategy.models import ActionKind
from youcheng.strategy.policies import action_kind_policy, may_draft
from youcheng.strategy.portfolio_settings import first_actions

KEPT = (
    "name", "exchange", "field", "cost", "staff_days", "is_abroad", "batches", "group", "source", "grade", "is_active",
)  # fmt: skip


class BadAction(Refused):
    """An entry of the catalogue can't be: the sentence says what is wrong with it."""


@transaction.atomic
def lay_down_actions(*, actor: Actor, now: datetime) -> int:
    """Put the first catalogue down where there is none; the number of actions made.

    Without costs; the fictional city of a training deployment gets invented ones, marked as such.
    """
    if not (actor.is_system or may_draft(actor)):
        raise NotAllowed(actor, "edit", str(_("the catalogue of actions")))
    if ActionKind.objects.exists():
        return 0
    home = home_city()
    is_training = home is not None and home.is_training
    rows = [ActionKind(**values) for values in first_actions(is_training=is_training)]
    ActionKind.objects.bulk_create(rows)
    described = [(row, {"code": row.code}) for row in rows]
    audit.record_many(actor=actor, now=now, action="strategy.action_added", rows=described)
    return len(rows)


@transaction.atomic
def add_action(*, actor: Actor, now: datetime, code: str, **values: Any) -> ActionKind:
    """Add an action to the catalogue. Raises NotAllowed and BadAction."""
    if not (actor.is_system or may_draft(actor)):
        raise NotAllowed(actor, "edit", str(_("the catalogue of actions")))
    _check(values)
    if ActionKind.objects.filter(code=code).exists():
        raise BadAction(_("There is already an action “%s”.") % code)
    last = ActionKind.objects.order_by("-order").values_list("order", flat=True).first()
    row = ActionKind(code=code, order=0 if last is None else last + 1, **values)
    row.save()
    audit.record(
        actor=actor,
        now=now,
        action="strategy.action_added",
        row=row,
        after={"code": code} | snapshot(row, KEPT),
    )
    return row


@transaction.atomic
def edit_action(*, actor: Actor, now: datetime, row: ActionKind, version: int | None, **values: Any) -> bool:
    """Change an action; False when nothing differs. Portfolios solved before keep the figures they were solved with."""
    action_kind_policy.require(actor, "edit", row)
    held = ActionKind.objects.select_for_update().get(pk=row.pk)
    require_version(held, version)
    _check({**snapshot(held, KEPT), **values})
    changed = save_changes(actor=actor, now=now, action="strategy.action_edited", row=held, changes=values)
    row.refresh_from_db()
    return changed


def _check(values: Mapping[str, Any]) -> None:
    """Refuse columns there are not, codes nobody knows, amounts below nothing and an action without a name."""
    if unknown := set(values) - set(KEPT):
        raise TypeError(f"not kept on an action: {', '.join(sorted(unknown))}")
    if not any(values.get("name", {}).values()):
        raise BadAction(_("An action needs a name."))
    if values.get("exchange") not in ExchangeType.values:
        raise BadAction(_("Say which type of exchange the action counts as."))
    if values.get("field") and values["field"] not in Field.values:
        raise BadAction(_("“%s” is no field of exchange.") % values["field"])
    if values.get("grade", Grade.C) not in Grade.values:
        raise BadAction(_("The grade is A, B or C"))
    if unknown := set(values.get("batches") or ()) - set(Batch.values):
        raise BadAction(_("no such batch: %(codes)s") % {"codes": ", ".join(sorted(unknown))})
    for name in ("cost", "staff_days"):
        amount = values.get(name)
        if amount is not None and (not amount.is_finite() or amount < 0):
            raise BadAction(_("Cost and staff days are 0 or more, or empty while not known."))
