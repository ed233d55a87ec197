"""The rules of supervision: laid down at setting up, added, changed and switched off by the office.

Called by `setup` and by the page of rules. What a rule leads to is `deadlines` and the sweep.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from youcheng.coordination.enums import RuleKind
from youcheng.coordination.errors import AlreadyThere, Incomplete
from youcheng.coordination.models import SupervisionRule
from youcheng.coordination.policies import may_direct, supervision_rule_policy
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import NotAllowed
from youcheng.foundation.saving import require_version, save_changes

DEFAULTS = (
    (RuleKind.BEFORE, 7), (RuleKind.BEFORE, 3), (RuleKind.ON_DAY, 0),
    (RuleKind.LATE, 1), (RuleKind.TO_UNIT, 3), (RuleKind.TO_OFFICE, 7),
)  # fmt: skip
MOST_DAYS = 60


@transaction.atomic
def lay_down_rules(*, actor: Actor, now: datetime) -> int:
    """Give a deployment without rules the usual ones; returns how many were made. An office's own rules stay."""
    if SupervisionRule.objects.exists():
        return 0
    for kind, days in DEFAULTS:
        add_rule(actor=actor, now=now, kind=kind, days=days)
    return len(DEFAULTS)


@transaction.atomic
def add_rule(*, actor: Actor, now: datetime, kind: str, days: int) -> SupervisionRule:
    """Add a rule: its kind and its working days before or after the deadline."""
    if not (actor.is_system or may_direct(actor)):
        raise NotAllowed(actor, "add", "rules of supervision")
    _check(kind, days)
    if SupervisionRule.objects.filter(kind=kind, days=days).exists():
        raise AlreadyThere(_("There is such a rule already; switch it on again if it is off."))
    rule = SupervisionRule.objects.create(kind=kind, days=days)
    audit.record(
        actor=actor, now=now, action="coordination.rule_added", row=rule, after={"kind": kind, "days": days}
    )
    return rule


@transaction.atomic
def edit_rule(
    *, actor: Actor, now: datetime, rule: SupervisionRule, version: int | None, days: int, is_active: bool
) -> bool:
    """Change a rule's days, or switch it on or off; False when nothing differs."""
    supervision_rule_policy.require(actor, "edit", rule)
    row = SupervisionRule.objects.select_for_update().get(pk=rule.pk)
    require_version(row, version)
    _check(row.kind, days)
    if SupervisionRule.objects.filter(kind=row.kind, days=days).exclude(pk=row.pk).exists():
        raise AlreadyThere(_("There is such a rule already; switch it on again if it is off."))
    changes = {"days": days, "is_active": is_active}
    return save_changes(actor=actor, now=now, action="coordination.rule_edited", row=row, changes=changes)


def _check(kind: str, days: int) -> None:
    """Refuse days that mean nothing for a kind: 0 on the deadline, from 1 to 60 before or after it."""
    if kind == RuleKind.ON_DAY:
        if days != 0:
            raise Incomplete(_("A reminder on the deadline has 0 days."))
    elif not 1 <= days <= MOST_DAYS:
        raise Incomplete(_("Days before or after the deadline are 1 to %(most)s.") % {"most": MOST_DAYS})
