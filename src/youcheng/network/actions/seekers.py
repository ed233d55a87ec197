"""Recording, correcting and taking off entries of cities that look for a partner.

Called by their pages and imports. Putting such a city on the register is `ties.add_relationship`.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from youcheng.engines.timespans import Span
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.saving import remove_row, require_version, save_changes, snapshot
from youcheng.network.actions.writing import When, read_span, require_code, required_home
from youcheng.network.enums import Field, Grade, Visibility
from youcheng.network.errors import AlreadyThere, ImpossibleDate
from youcheng.network.models import City, Seeker
from youcheng.network.models.dated import span_columns
from youcheng.network.policies import home_city_policy, seeker_policy

RECORDED = (
    "fields", "contact", "contact_details", "earliest", "latest", "precision", "until", "source", "source_url", "grade",
    "note", "visibility",
)  # fmt: skip


@transaction.atomic
def record_seeker(
    *,
    actor: Actor,
    now: datetime,
    city: City,
    when: When,
    fields: list[str] | None = None,
    contact: str = "",
    contact_details: str = "",
    until: date | None = None,
    source: str = "",
    source_url: str = "",
    grade: str = Grade.C.value,
    note: str = "",
    visibility: str = Visibility.INTERNAL.value,
    key: str = "",
) -> Seeker:
    """Note that a city said it looks for a partner; once a city, date and source. `key` is the office's own number."""
    home = required_home()
    home_city_policy.require(actor, "add_seeker", home)
    if city.pk == home.city_id:
        raise AlreadyThere(_("%s is the home city itself.") % city)
    span = read_span(when, now)
    row = Seeker(
        city=city, fields=list(fields or []), contact=contact, contact_details=contact_details, until=until,
        source=source, source_url=source_url, grade=grade, note=note, visibility=visibility,
        key=key or uuid.uuid4().hex, **span_columns(span),
    )  # fmt: skip
    _check(row, span)
    if Seeker.objects.filter(key=row.key).exists():
        raise AlreadyThere(_("The external key “%s” is already in use.") % key)
    row.save(force_insert=True)
    after = {"city": city.slug, **snapshot(row, RECORDED)}
    audit.record(actor=actor, now=now, action="network.seeker_recorded", row=row, after=after)
    return row


@transaction.atomic
def correct_seeker(
    *,
    actor: Actor,
    now: datetime,
    seeker: Seeker,
    version: int | None,
    when: When | None = None,
    **changes: Any,
) -> bool:
    """Change an entry; False when nothing differs. `ChangedMeanwhile` when somebody saved since `version`."""
    seeker_policy.require(actor, "edit", seeker)
    row = Seeker.objects.select_for_update().get(pk=seeker.pk)
    require_version(row, version)
    span = row.span if when is None else read_span(when, now)
    if unknown := set(changes) - set(RECORDED):
        raise TypeError(f"not kept on a seeker: {', '.join(sorted(unknown))}")
    changes |= span_columns(span)
    _check(Seeker(pk=row.pk, city_id=row.city_id, **(snapshot(row, RECORDED) | changes)), span)
    changed = save_changes(actor=actor, now=now, action="network.seeker_corrected", row=row, changes=changes)
    seeker.refresh_from_db()
    return changed


@transaction.atomic
def remove_seeker(*, actor: Actor, now: datetime, seeker: Seeker, version: int | None, reason: str) -> None:
    """Take an entry off that was made by mistake; a city that found its partner keeps it, with its last day."""
    seeker_policy.require(actor, "edit", seeker)
    row = Seeker.objects.select_for_update().get(pk=seeker.pk)
    require_version(row, version)
    remove_row(
        actor=actor,
        now=now,
        action="network.seeker_removed",
        row=row,
        names=("city_id", *RECORDED),
        reason=reason,
    )


def _check(row: Seeker, span: Span) -> None:
    """Refuse codes that mean nothing, an end before the beginning, and the same word twice."""
    require_code(row.grade, Grade.values, _("grade"))
    require_code(row.visibility, Visibility.values, _("visibility"))
    for code in row.fields:
        require_code(code, Field.values, _("field"))
    if row.until and span.earliest and row.until < span.earliest:
        raise ImpossibleDate(
            _("It ends on %(end)s, before it begins (%(begin)s).") % {"end": row.until, "begin": span}
        )
    same = Seeker.objects.filter(
        city=row.city_id, latest=span.latest, precision=span.precision.value, source=row.source
    ).exclude(pk=row.pk)
    if same.exists():
        raise AlreadyThere(
            _("This city's search is already recorded with this date and source; correct it instead.")
        )
