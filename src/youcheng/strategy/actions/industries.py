"""Cities' own industry tables, one figure at a time, as an import or a page brings them.

Called by the import of city industries. A figure is a published one with its source, or an editor's estimate marked as such.
"""

from __future__ import annotations

import math
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused
from youcheng.foundation.policies import NotAllowed
from youcheng.network.models import City
from youcheng.strategy.enums import Scheme
from youcheng.strategy.models import CityIndustry
from youcheng.strategy.policies import may_draft


class BadFigure(Refused):
    """The figure can't be one: negative, not a number, or without a source."""


def save_industry(
    *,
    actor: Actor,
    now: datetime,
    city: City,
    year: int,
    scheme: str,
    industry: str,
    value: float,
    unit: str,
    source: str,
    is_estimate: bool,
) -> CityIndustry:
    """Add or correct one industry of a city's table of a year. Raises NotAllowed and BadFigure."""
    if not (actor.is_system or may_draft(actor)):
        raise NotAllowed(actor, "edit", str(city))
    if not math.isfinite(value) or value < 0:
        raise BadFigure(_("The value of %(industry)s must be zero or more.") % {"industry": industry})
    if not source.strip():
        raise BadFigure(_("The figure of %(industry)s needs a source.") % {"industry": industry})
    if scheme not in Scheme.values:
        raise BadFigure(_("The classification is one of %(known)s.") % {"known": ", ".join(Scheme.values)})
    after = {"value": value, "unit": unit, "source": source.strip(), "is_estimate": is_estimate}
    with transaction.atomic():
        row = (
            CityIndustry.objects.select_for_update()
            .filter(city=city, year=year, scheme=scheme, industry=industry)
            .first()
        )
        before = {key: getattr(row, key) for key in after} if row else {}
        if row is not None and before == after:
            return row
        row = row or CityIndustry(city=city, year=year, scheme=scheme, industry=industry, version=0)
        for key, given in after.items():
            setattr(row, key, given)
        row.version += 1
        row.save()
        audit.record(
            actor=actor, now=now, action="strategy.industry_saved", row=row, before=before, after=after
        )
    return row
