"""The money of a topic: laying the grant down with its instalments, paying one, taking a payment back.

Called by the topic's page. Instalments add up to the grant, the grant stays within the topic's budget, and nothing is paid
that is not payable.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.formatting import day, number
from youcheng.foundation.saving import require_version, save_changes, snapshot
from youcheng.strategy.actions.topics.calls import check_money
from youcheng.strategy.actions.topics.history import held, tell
from youcheng.strategy.enums import InstalmentState, TopicMoveKind, TopicState
from youcheng.strategy.errors import Incomplete, NotNow, ReasonMissing
from youcheng.strategy.models import Deliverable, Grant, Instalment, Topic
from youcheng.strategy.policies import instalment_policy

GRANT = ("budget_line", "amount", "currency", "starts_on")
LINE = ("title", "due_on", "amount", "deliverable_id")


@dataclass(frozen=True)
class Line:
    """One instalment as it shall be; `key` names the one it was, None for a new one."""

    title: str
    due_on: date
    amount: Decimal
    deliverable: Deliverable | None = None
    key: int | None = None

    @property
    def columns(self) -> dict[str, object]:
        deliverable = self.deliverable.pk if self.deliverable else None
        return {
            "title": self.title.strip(), "due_on": self.due_on, "amount": self.amount, "deliverable_id": deliverable,
        }  # fmt: skip


@transaction.atomic
def lay_down_grant(
    *,
    actor: Actor,
    now: datetime,
    topic: Topic,
    version: int | None,
    budget_line: str,
    amount: Decimal,
    starts_on: date,
    lines: Sequence[Line],
) -> Grant:
    """Say what is granted, from which budget line, and in which instalments; what is paid already stays as it is.

    `version` is the grant's, None where there is none yet. The currency is the topic's.
    """
    row = held(actor, topic, "direct")
    if row.state not in {TopicState.CHOSEN, TopicState.RUNNING}:
        raise NotNow(_("Money is laid down once a proposal is chosen and until the topic is over."))
    grant = Grant.objects.select_for_update().filter(topic=row).first() or Grant(topic=row)
    if grant.pk:
        require_version(grant, version)
    before = snapshot(grant, GRANT) if grant.pk else {}
    grant.budget_line, grant.amount = budget_line.strip(), amount
    grant.currency, grant.starts_on = row.currency, starts_on
    _check_grant(row, grant)
    _check_lines(row, grant, lines)
    grant.version += 1 if grant.pk else 0
    grant.save()
    _write_lines(grant, lines)
    after = snapshot(grant, GRANT) | {"instalments": [f"{one.title}: {one.amount}" for one in lines]}
    audit.record(
        actor=actor, now=now, action="strategy.grant_laid_down", row=grant, before=before, after=after
    )
    what = f"{number(float(amount), 2)} {grant.currency}"
    tell(actor, now, row, TopicMoveKind.FUNDED, what=what)
    return grant


@transaction.atomic
def pay(
    *, actor: Actor, now: datetime, instalment: Instalment, version: int | None, paid_on: date, voucher: str
) -> None:
    """Enter the payment of an instalment that is payable, with its day and voucher number."""
    row = _held(actor, instalment, "pay", version)
    today = timezone.localdate(now)
    state = row.state_on(today)
    if state == InstalmentState.PAID:
        raise NotNow(_("“%s” is paid already.") % row)
    if state == InstalmentState.PLANNED:
        raise NotNow(
            _("“%(what)s” is not payable yet: “%(deliverable)s” is not accepted.")
            % {"what": row, "deliverable": row.deliverable}
            if row.deliverable
            else _("“%(what)s” is payable from %(day)s.") % {"what": row, "day": day(row.due_on)}
        )
    if paid_on > today or paid_on < row.grant.starts_on:
        raise Incomplete(_("The day of payment lies between the beginning of the grant and today."))
    if not voucher.strip():
        raise Incomplete(_("A payment needs the number of its voucher."))
    changes = {"paid_on": paid_on, "voucher": voucher.strip()}
    save_changes(actor=actor, now=now, action="strategy.instalment_paid", row=row, changes=changes)
    tell(actor, now, row.grant.topic, TopicMoveKind.PAID, what=_said(row))
    instalment.refresh_from_db()


@transaction.atomic
def take_payment_back(
    *, actor: Actor, now: datetime, instalment: Instalment, version: int | None, reason: str
) -> None:
    """Undo the entry of a payment, with the reason."""
    row = _held(actor, instalment, "take_back", version)
    if row.paid_on is None:
        raise NotNow(_("“%s” is not paid.") % row)
    if not reason.strip():
        raise ReasonMissing(_("Say why."))
    changes = {"paid_on": None, "voucher": ""}
    save_changes(actor=actor, now=now, action="strategy.payment_taken_back", row=row, changes=changes)
    tell(actor, now, row.grant.topic, TopicMoveKind.UNPAID, comment=reason.strip(), what=_said(row))
    instalment.refresh_from_db()


def _check_grant(topic: Topic, grant: Grant) -> None:
    if topic.budget is None:
        raise Incomplete(_("Say the topic's budget first; the grant stays within it."))
    check_money(grant.amount, grant.currency)
    if not grant.budget_line:
        raise Incomplete(_("Say from which budget line the money comes."))
    if grant.amount > topic.budget:
        raise Incomplete(
            _("The grant (%(grant)s) is more than the topic's budget (%(budget)s).")
            % {"grant": number(float(grant.amount), 2), "budget": number(float(topic.budget), 2)}
        )


def _check_lines(topic: Topic, grant: Grant, lines: Sequence[Line]) -> None:
    """Every instalment is sound, those paid are as they were, and together they are the grant."""
    if not lines:
        raise Incomplete(_("Give at least one instalment."))
    for one in lines:
        if not one.title.strip():
            raise Incomplete(_("Every instalment says for which milestone it is."))
        check_money(one.amount, grant.currency)
        if one.due_on < grant.starts_on:
            raise Incomplete(
                _("The milestone “%(what)s” (%(day)s) lies before the grant begins (%(start)s).")
                % {"what": one.title, "day": day(one.due_on), "start": day(grant.starts_on)}
            )
        if one.deliverable is not None and one.deliverable.topic_id != topic.pk:
            raise Incomplete(_("“%s” is a deliverable of another topic.") % one.deliverable)
    total = sum((one.amount for one in lines), Decimal(0))
    if total != grant.amount:
        raise Incomplete(
            _("The instalments add up to %(total)s, the grant is %(grant)s.")
            % {"total": number(float(total), 2), "grant": number(float(grant.amount), 2)}
        )
    kept = {one.key: one for one in lines if one.key is not None}
    for paid in grant.instalments.filter(paid_on__isnull=False) if grant.pk else ():
        line = kept.get(paid.pk)
        if line is None or snapshot(paid, LINE) != line.columns:
            raise NotNow(_("“%s” is paid; it stays as it is.") % paid)


def _write_lines(grant: Grant, lines: Sequence[Line]) -> None:
    known = {row.pk: row for row in grant.instalments.all()}
    kept = {one.key for one in lines}
    grant.instalments.filter(paid_on__isnull=True).exclude(pk__in=[key for key in kept if key]).delete()
    for at, one in enumerate(lines, start=1):
        row = known.get(one.key or 0) or Instalment(grant=grant)
        for name, value in {**one.columns, "number": at}.items():
            setattr(row, name, value)
        row.version += 1 if row.pk else 0
        row.save()


def _said(row: Instalment) -> str:
    return f"{row.title} ({number(float(row.amount), 2)} {row.grant.currency})"


def _held(actor: Actor, instalment: Instalment, rule: str, version: int | None) -> Instalment:
    instalment_policy.require(actor, rule, instalment)
    row = (
        Instalment.objects.select_for_update(of=("self",))
        .select_related("grant__topic", "deliverable")
        .get(pk=instalment.pk)
    )
    require_version(row, version)
    if row.grant.topic.state == TopicState.CANCELLED:
        raise NotNow(_("The topic is cancelled; nothing more is paid."))
    return row
