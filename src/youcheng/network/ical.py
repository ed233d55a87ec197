"""Anniversaries as entries of a calendar: the same UID always means the same anniversary.

Called by the calendar feed. SEQUENCE is the tie's revision, which grows with every change to it, so a calendar
program takes a corrected date over.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from youcheng.foundation import ical
from youcheng.network.queries.anniversaries import Anniversary, Mark


def calendar(found: Iterable[Anniversary], *, host: str, stamp: datetime) -> bytes:
    """The calendar as RFC 5545 text. `host` makes the UIDs unique in the world."""
    name = _("Anniversaries of our ties")
    return ical.calendar(name, map(_entry, found), kind="Anniversaries", host=host, stamp=stamp)


def _entry(one: Anniversary) -> ical.Entry:
    about = [f"{one.event.get_type_display()}: {one.event.span}"]
    if not one.is_exact or not one.event.is_confirmed:
        about.append(_("The date is to be confirmed."))
    return ical.Entry(
        uid=one.uid,
        sequence=one.relationship.revision,
        on=one.on,
        summary=summary(one),
        about=about,
        categories=[_("ten-year mark") if one.mark is Mark.TEN_YEAR else _("congratulatory letter")],
        alarm=one.prepare_from - one.on,
    )


def summary(one: Anniversary) -> str:
    """One line: the partner, the number of years, and what to do."""
    if one.mark is Mark.TEN_YEAR:
        return _("%(city)s: %(years)d years, ten-year mark") % {"city": one.relationship, "years": one.years}
    return _("%(city)s: %(years)d years, congratulatory letter") % {
        "city": one.relationship,
        "years": one.years,
    }
