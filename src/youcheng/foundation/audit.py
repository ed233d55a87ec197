"""The audit log: append-only, hash-chained. Actions call `record` inside their transaction; nothing else writes.

Each entry's hash covers its content and the hash before it; the head row remembers the newest and is signed with the
deployment's key, so that neither a changed, a removed, a cut-off nor a newly computed chain stays unnoticed. The
database itself refuses UPDATE and DELETE (migration 0002).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import override

from youcheng.foundation import audit_guard
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused
from youcheng.foundation.models import AuditEntry, AuditHead

CHAIN_START = "0" * 64
PRUNED = "audit.pruned"
HEAD = "audit.head"


class TooYoung(Refused):
    """Somebody asked to prune entries younger than the log must be kept."""


def kept_until(now: datetime) -> datetime:
    """The latest moment up to which entries may be pruned: six months back, or more where the setting says so."""
    return now - timedelta(days=settings.YOUCHENG_AUDIT_DAYS)


@dataclass(frozen=True)
class Verdict:
    """What `verify` found. `broken_at` is the number of the first entry that does not fit, None when all do."""

    entries: int
    first: int | None
    last: int | None
    broken_at: int | None = None
    reason: str = ""

    @property
    def intact(self) -> bool:
        return self.broken_at is None


def record(
    *,
    actor: Actor,
    now: datetime,
    action: str,
    row: models.Model,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEntry:
    """Append one entry. Call it inside the transaction of the change it describes.

    `before` and `after` hold only the fields that changed; secrets and personal data stay out of both.
    """
    return _append(
        actor=actor,
        now=now,
        action=action,
        model=row._meta.label_lower,
        object_pk=str(row.pk),
        object_name=_name_of(row),
        before=before or {},
        after=after or {},
    )


def record_many(
    *, actor: Actor, now: datetime, action: str, rows: Iterable[tuple[models.Model, dict[str, Any]]]
) -> int:
    """Append one entry for each new row and what it holds (`after`), taking the head once; returns how many."""
    described = [
        {
            "action": action,
            "model": row._meta.label_lower,
            "object_pk": str(row.pk),
            "object_name": _name_of(row),
            "before": {},
            "after": after,
        }
        for row, after in rows
    ]
    return len(_append_all(actor, now, described))


def record_event(
    *, actor: Actor, now: datetime, action: str, about: str, after: dict[str, Any] | None = None
) -> AuditEntry:
    """Append an entry that is about no row: a sign-in, a refused sign-in, a backup."""
    return _append(
        actor=actor,
        now=now,
        action=action,
        model="",
        object_pk="",
        object_name=about[:300],
        before={},
        after=after or {},
    )


def _name_of(row: models.Model) -> str:
    """The row's name in the deployment's language, so that one thing has one name whoever acts."""
    with override(settings.LANGUAGE_CODE):
        return str(row)[:300]


def changed_fields(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only what differs between two snapshots of a row, as the pair `record` takes."""
    keys = [key for key in after if before.get(key) != after[key]]
    return {k: before.get(k) for k in keys}, {k: after[k] for k in keys}


def _append(*, actor: Actor, now: datetime, **fields: Any) -> AuditEntry:
    return _append_all(actor, now, [fields])[0]


def _append_all(actor: Actor, now: datetime, described: Sequence[dict[str, Any]]) -> list[AuditEntry]:
    """Chain the entries behind the head in their order and let the head know the last."""
    if not described:
        return []
    with transaction.atomic():
        head = _locked_head()
        number, chain_hash = head.number, head.hash
        entries = []
        for fields in described:
            plain = {"before": _plain(fields["before"]), "after": _plain(fields["after"])}
            entry = AuditEntry(
                number=number + 1,
                at=now,
                actor_id=actor.person_id,
                actor_name=actor.name or "visitor",
                address=actor.address,
                previous_hash=chain_hash,
                **(fields | plain),
            )
            entry.hash = entry_hash(entry)
            number, chain_hash = entry.number, entry.hash
            entries.append(entry)
        AuditEntry.objects.bulk_create(entries, batch_size=500)
        AuditHead.objects.filter(pk=1).update(
            number=number, hash=chain_hash, signature=_head_signature(number, chain_hash)
        )
    return entries


def _locked_head() -> AuditHead:
    """The head row, made on first use and held until the transaction ends: writers queue here."""
    AuditHead.objects.get_or_create(pk=1, defaults={"hash": CHAIN_START})
    return AuditHead.objects.select_for_update().get(pk=1)


def _head_signature(number: int, chain_hash: str) -> str:
    return signing.Signer(salt=HEAD).signature(f"{number}:{chain_hash}")


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    """The value as it will be read back from the database, so that its hash can be made again."""
    plain: dict[str, Any] = json.loads(json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False))
    return plain


def entry_hash(entry: AuditEntry) -> str:
    """SHA-256 over the entry's content and the hash before it, hexadecimal."""
    content = [
        entry.previous_hash,
        entry.number,
        entry.at.isoformat(timespec="microseconds"),
        entry.actor_id,
        entry.actor_name,
        entry.address,
        entry.action,
        entry.model,
        entry.object_pk,
        entry.object_name,
        entry.before,
        entry.after,
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def verify() -> Verdict:
    """Walk the chain from its first kept entry to the head and name the first that does not fit."""
    count, first, last = 0, None, None
    previous: AuditEntry | None = None
    for entry in AuditEntry.objects.order_by("number").iterator(chunk_size=2000):
        first = entry.number if first is None else first
        reason = _fault(entry, previous)
        if reason:
            return Verdict(count, first, last, entry.number, reason)
        count, last, previous = count + 1, entry.number, entry
    fault = _head_fault(previous)
    return Verdict(count, first, last, (last or 0) + 1 if fault else None, fault)


def _head_fault(newest: AuditEntry | None) -> str:
    """What is wrong between the newest entry and the head; "" when they fit."""
    head = AuditHead.objects.filter(pk=1).first()
    number, chain_hash = (newest.number, newest.hash) if newest else (0, CHAIN_START)
    if head is None or head.number == 0:
        if newest:
            return _("the head of the log is missing")
        # People are never made without an entry: where they are and no log is, it was taken away whole.
        return _("the log is missing as a whole") if get_user_model().objects.exists() else ""
    if (head.number, head.hash) != (number, chain_hash):
        return _("entries after this point are missing")
    if not constant_time_compare(head.signature, _head_signature(number, chain_hash)):
        return _("the head is not signed with this deployment's key, so the end of the log proves nothing")
    return ""


def _fault(entry: AuditEntry, previous: AuditEntry | None) -> str:
    if entry.hash != entry_hash(entry):
        return _("its content was changed")
    if previous is None:
        return (
            ""
            if entry.number == 1 or _anchor(entry)
            else _("the entries before it were removed without a trace")
        )
    if entry.number != previous.number + 1:
        return _("entries before it are missing")
    return "" if entry.previous_hash == previous.hash else _("it does not follow the entry before it")


def _anchor(first_kept: AuditEntry) -> bool:
    """Whether a signed trace of pruning says that the log rightly begins with this entry."""
    for trace in AuditEntry.objects.filter(action=PRUNED).order_by("-number"):
        try:
            signed = signing.loads(trace.after.get("signature", ""), salt=PRUNED)
        except signing.BadSignature:
            continue
        if signed == {"first_kept": first_kept.number, "previous_hash": first_kept.previous_hash}:
            return True
    return False


def prune(*, actor: Actor, now: datetime, before: datetime) -> int:
    """Remove entries older than `before` and leave a signed trace; returns how many went.

    Raises `TooYoung` when `before` lies within the time that entries are kept.
    """
    if before > kept_until(now):
        raise TooYoung(
            _("Entries are kept %(days)d days: the latest possible date is %(date)s.")
            % {"days": settings.YOUCHENG_AUDIT_DAYS, "date": timezone.localdate(kept_until(now)).isoformat()}
        )
    with transaction.atomic():
        _locked_head()  # before the guard is lifted, so that no writer waits for us while we wait for it
        old = AuditEntry.objects.filter(at__lt=before)
        first_kept = AuditEntry.objects.filter(at__gte=before).order_by("number").first()
        if first_kept is not None:
            old = old.filter(number__lt=first_kept.number)
        count = old.count()
        if not count:
            return 0
        newest = old.order_by("-number").values_list("number", "hash").first()
        assert newest is not None
        with audit_guard.lifted(connection):
            old.delete()
        _leave_trace(actor, now, count, newest)
    return count


def _leave_trace(actor: Actor, now: datetime, count: int, newest: tuple[int, str]) -> None:
    """The entry from which verification starts again after the entries up to `newest` have gone."""
    anchor = {"first_kept": newest[0] + 1, "previous_hash": newest[1]}
    record_event(
        actor=actor,
        now=now,
        action="audit.pruned",  # PRUNED, written out for the collector of messages
        about=f"{count} entries up to #{newest[0]}",
        after=anchor | {"removed": count, "signature": signing.dumps(anchor, salt=PRUNED)},
    )


def entries_of(row: models.Model) -> Iterator[AuditEntry]:
    """The history of one row, newest first. The caller has already checked that the actor may see the row."""
    yield from AuditEntry.objects.filter(model=row._meta.label_lower, object_pk=str(row.pk))
