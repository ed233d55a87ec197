"""Recording and correcting exchanges and their documents. Empty means unknown; nothing is filled in.

Called by the exchange pages and imports; what an exchange is worth is `network.preferences`.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from youcheng.accounts.models import Organisation
from youcheng.engines.timespans import Span
from youcheng.foundation import audit, search
from youcheng.foundation.actors import Actor
from youcheng.foundation.saving import require_version, save_changes, snapshot
from youcheng.network.actions.writing import When, read_span, require_code, touch
from youcheng.network.enums import Direction, ExchangeType, Field, Visibility
from youcheng.network.errors import AlreadyThere, ImpossibleDate, ImpossibleFigure
from youcheng.network.models import Exchange, ExchangeDocument, Relationship
from youcheng.network.models.dated import span_columns
from youcheng.network.policies import exchange_policy, relationship_policy

RECORDED = (
    "title", "type", "fields", "earliest", "latest", "precision", "ends_on", "place", "direction", "led_by_id",
    "head_count", "cost", "currency", "outcome", "source", "visibility",
)  # fmt: skip


@transaction.atomic
def record_exchange(
    *,
    actor: Actor,
    now: datetime,
    relationship: Relationship,
    type: str,
    when: When,
    title: Mapping[str, str],
    fields: list[str] | None = None,
    ends_on: date | None = None,
    place: str = "",
    direction: str = Direction.UNKNOWN.value,
    led_by: Organisation | None = None,
    head_count: int | None = None,
    cost: Decimal | None = None,
    currency: str = "",
    outcome: str = "",
    source: str = "",
    visibility: str = Visibility.INTERNAL.value,
    key: str = "",
) -> Exchange:
    """Add an exchange to a tie. `key` is the office's own number (default: one is made)."""
    relationship_policy.require(actor, "add_exchange", relationship)
    span = read_span(when, now)
    values = complete(
        {
            "title": title, "type": type, "fields": fields, "ends_on": ends_on, "place": place, "direction": direction,
            "led_by": led_by, "head_count": head_count, "cost": cost, "currency": currency, "outcome": outcome,
            "source": source, "visibility": visibility,
        }
    )  # fmt: skip
    check_exchange(values, span)
    key = key or uuid.uuid4().hex
    if Exchange.objects.filter(key=key).exists():
        raise AlreadyThere(_("The external key “%s” is already in use.") % key)
    exchange = Exchange.objects.create(relationship=relationship, key=key, **values, **span_columns(span))
    touch(relationship)
    audit.record(
        actor=actor,
        now=now,
        action="network.exchange_recorded",
        row=exchange,
        after=snapshot(exchange, RECORDED),
    )
    search.index("exchange", [exchange])
    return exchange


@transaction.atomic
def correct_exchange(
    *,
    actor: Actor,
    now: datetime,
    exchange: Exchange,
    version: int | None,
    when: When | None = None,
    **changes: Any,
) -> bool:
    """Change an exchange; False when nothing differs. `ChangedMeanwhile` when somebody saved since `version`."""
    exchange_policy.require(actor, "edit", exchange)
    row = Exchange.objects.select_for_update().get(pk=exchange.pk)
    require_version(row, version)
    if unknown := set(changes) - set(RECORDED):
        raise TypeError(f"not kept on an exchange: {', '.join(sorted(unknown))}")
    span = row.span if when is None else read_span(when, now)
    check_exchange(snapshot(row, RECORDED) | changes, span)
    changed = save_changes(
        actor=actor,
        now=now,
        action="network.exchange_corrected",
        row=row,
        changes=changes | span_columns(span),
    )
    if changed:
        touch(exchange.relationship)
        search.index("exchange", [row])
    exchange.refresh_from_db()
    return changed


@transaction.atomic
def remove_exchange(
    *, actor: Actor, now: datetime, exchange: Exchange, version: int | None, reason: str
) -> None:
    """Take an exchange off that was entered by mistake; the audit log keeps it with the reason."""
    exchange_policy.require(actor, "edit", exchange)
    row = Exchange.objects.select_for_update().get(pk=exchange.pk)
    require_version(row, version)
    audit.record(
        actor=actor,
        now=now,
        action="network.exchange_removed",
        row=row,
        before=snapshot(row, RECORDED),
        after={"reason": reason},
    )
    search.remove("exchange", [row.pk])
    row.delete()
    touch(exchange.relationship)


@transaction.atomic
def add_document(
    *, actor: Actor, now: datetime, exchange: Exchange, title: str, file: File[bytes]
) -> ExchangeDocument:
    """Keep a paper of an exchange. Nothing classified belongs here; the form says so."""
    exchange_policy.require(actor, "edit", exchange)
    document = ExchangeDocument.objects.create(exchange=exchange, title=title, file=file, added_at=now)
    audit.record(
        actor=actor, now=now, action="network.document_added", row=document, after={"exchange": exchange.key}
    )
    return document


def complete(given: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of an exchange from the arguments of `record_exchange`; what is not given is unknown."""
    values: dict[str, Any] = {
        "fields": [], "ends_on": None, "place": "", "direction": Direction.UNKNOWN.value, "head_count": None,
        "cost": None, "currency": "", "outcome": "", "source": "", "visibility": Visibility.INTERNAL.value,
    }  # fmt: skip
    values |= {name: value for name, value in given.items() if value is not None}
    led_by = values.pop("led_by", None)
    values |= {"title": dict(values["title"]), "currency": values["currency"].upper()}
    return values | {"led_by_id": led_by.pk if led_by else None}


def check_exchange(values: dict[str, Any], span: Span) -> None:
    """Refuse codes that mean nothing, an end before the beginning and a cost without its currency."""
    require_code(values["type"], ExchangeType.values, _("type of exchange"))
    require_code(values["direction"], Direction.values, _("direction"))
    require_code(values["visibility"], Visibility.values, _("visibility"))
    for code in values["fields"]:
        require_code(code, Field.values, _("field"))
    if values["ends_on"] and span.earliest and values["ends_on"] < span.earliest:
        raise ImpossibleDate(
            _("The exchange ends on %(end)s, before it begins (%(begin)s).")
            % {"end": values["ends_on"], "begin": span}
        )
    if values["cost"] is not None and (values["cost"] < 0 or len(values["currency"]) != 3):
        raise ImpossibleFigure(_("A cost is 0 or more and comes with its currency, such as CNY."))
    if values["head_count"] is not None and values["head_count"] < 0:
        raise ImpossibleFigure(_("A number of people is 0 or more."))
