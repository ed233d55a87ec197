"""Keeping the expert pool: adding, correcting, setting aside, and taking out somebody who asks for it.

Called by the pool's pages and its sheet. Contacts and notes stay out of the audit log.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from babel import Locale, UnknownLocaleError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import NotAllowed
from youcheng.foundation.saving import require_version, snapshot
from youcheng.network.enums import Field
from youcheng.strategy.errors import Incomplete
from youcheng.strategy.models import Expert
from youcheng.strategy.policies import expert_policy, may_keep_experts

KEPT = (
    "name", "organisation_id", "affiliation", "person_id", "fields", "languages", "contact", "note", "is_active",
)  # fmt: skip
AUDITED = ("name", "organisation_id", "affiliation", "fields", "languages", "is_active")


@transaction.atomic
def add_expert(*, actor: Actor, now: datetime, key: str = "", **values: Any) -> Expert:
    """Put somebody into the pool. `values` are the columns of `KEPT`."""
    if not (actor.is_system or may_keep_experts(actor)):
        raise NotAllowed(actor, "add", "expert")
    row = Expert(key=key or uuid.uuid4().hex, created_at=now, **_known(values))
    check_expert(row)
    row.save()
    audit.record(actor=actor, now=now, action="strategy.expert_added", row=row, after=snapshot(row, AUDITED))
    return row


@transaction.atomic
def edit_expert(*, actor: Actor, now: datetime, expert: Expert, version: int | None, **changes: Any) -> bool:
    """Correct an entry; False when nothing differs."""
    expert_policy.require(actor, "edit", expert)
    row = Expert.objects.select_for_update(of=("self",)).get(pk=expert.pk)
    require_version(row, version)
    before = snapshot(row, _known(changes))
    changed = {name: value for name, value in changes.items() if before[name] != value}
    if not changed:
        return False
    for name, value in changed.items():
        setattr(row, name, value)
    check_expert(row)
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    said = [name for name in AUDITED if name in changed]
    audit.record(
        actor=actor, now=now, action="strategy.expert_edited", row=row,
        before={name: before[name] for name in said},
        after={name: changed[name] for name in said} | {"columns": sorted(changed)},
    )  # fmt: skip
    expert.refresh_from_db()
    return True


@transaction.atomic
def remove_expert(*, actor: Actor, now: datetime, expert: Expert) -> bool:
    """Delete an entry for good. Who has a part in a topic keeps the name alone, is set aside, and False is returned."""
    expert_policy.require(actor, "remove", expert)
    row = Expert.objects.select_for_update(of=("self",)).get(pk=expert.pk)
    audit.record(actor=actor, now=now, action="strategy.expert_removed", row=row)
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        Expert.objects.filter(pk=expert.pk).update(contact="", note="", is_active=False)
        return False
    return True


def check_expert(row: Expert) -> None:
    """Refuse one without a name, and codes that mean nothing."""
    if not row.name.strip():
        raise Incomplete(_("Say the expert's name."))
    for code in row.fields:
        if code not in Field.values:
            raise Incomplete(_("“%(code)s” is no field of exchange.") % {"code": code})
    for code in row.languages:
        try:
            Locale.parse(code, sep="-")
        except (UnknownLocaleError, ValueError) as error:
            raise Incomplete(_("“%(code)s” is no language.") % {"code": code}) from error
    if row.person_id and Expert.objects.filter(person_id=row.person_id).exclude(pk=row.pk or 0).exists():
        raise Incomplete(_("This account already belongs to another expert."))


def _known(values: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(values) - set(KEPT):
        raise TypeError(f"not kept on an expert: {', '.join(sorted(unknown))}")
    return values
