"""The office's own indicators and their figures, one at a time, as a page or a sheet brings them.

Called by the pages of own indicators and by their import. A figure has a source of its own; a country without one stays
without one.
"""

from __future__ import annotations

import math
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from youcheng.foundation import audit, countries
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused
from youcheng.foundation.policies import NotAllowed
from youcheng.strategy.models import OwnFigure, OwnIndicator
from youcheng.strategy.policies import may_draft


class BadOwnFigure(Refused):
    """The figure or the indicator can't be one: no source, no such country, not a number."""


def save_indicator(
    *,
    actor: Actor,
    now: datetime,
    code: str,
    name: dict[str, str],
    unit: str,
    source: str,
    note: str = "",
) -> OwnIndicator:
    """Add or correct an own indicator; `code` is what a framework file names. Raises NotAllowed and BadOwnFigure."""
    if not (actor.is_system or may_draft(actor)):
        raise NotAllowed(actor, "edit", code)
    if not source.strip() or not unit.strip() or not any(name.values()):
        raise BadOwnFigure(_("An own indicator needs a name, a unit and a source."))
    after = {"name": dict(name), "unit": unit.strip(), "source": source.strip(), "note": note.strip()}
    with transaction.atomic():
        row = OwnIndicator.objects.select_for_update().filter(code=code).first()
        before = {key: getattr(row, key) for key in after} if row else {}
        if row is not None and before == after:
            return row
        row = row or OwnIndicator(code=code, version=0)
        for key, value in after.items():
            setattr(row, key, value)
        row.version += 1
        row.save()
        audit.record(
            actor=actor, now=now, action="strategy.own_indicator_saved", row=row, before=before, after=after
        )
    return row


def save_figure(
    *,
    actor: Actor,
    now: datetime,
    indicator: OwnIndicator,
    iso3: str,
    year: int,
    value: float,
    standard_error: float | None,
    source: str,
    grade: str,
) -> OwnFigure:
    """Add or correct one figure. Raises NotAllowed and BadOwnFigure."""
    if not (actor.is_system or may_draft(actor)):
        raise NotAllowed(actor, "edit", str(indicator))
    _refuse_bad(iso3, value, standard_error, source)
    after = {"value": value, "standard_error": standard_error, "source": source.strip(), "grade": grade}
    with transaction.atomic():
        row = OwnFigure.objects.select_for_update().filter(indicator=indicator, iso3=iso3, year=year).first()
        before = {key: getattr(row, key) for key in after} if row else {}
        if row is not None and before == after:
            return row
        row = row or OwnFigure(indicator=indicator, iso3=iso3, year=year, version=0)
        for key, given in after.items():
            setattr(row, key, given)
        row.version += 1
        row.save()
        audit.record(
            actor=actor, now=now, action="strategy.own_figure_saved", row=row, before=before, after=after
        )
    return row


def _refuse_bad(iso3: str, value: float, standard_error: float | None, source: str) -> None:
    if countries.iso3(iso3) != iso3:
        raise BadOwnFigure(_("%(code)s names no country or region.") % {"code": iso3})
    if not math.isfinite(value):
        raise BadOwnFigure(_("The value must be a number; leave a missing figure out."))
    if standard_error is not None and not (math.isfinite(standard_error) and standard_error >= 0):
        raise BadOwnFigure(_("The standard error is zero or more, or left empty."))
    if not source.strip():
        raise BadOwnFigure(_("A figure needs a source."))
