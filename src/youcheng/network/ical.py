"""Anniversaries as an iCalendar file that updates: the same UID always means the same anniversary.

Called by the calendar feed. SEQUENCE is the tie's revision, which grows with every change to it, so a calendar
program takes a corrected date over.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from youcheng.network.queries.anniversaries import Anniversary, Mark


def calendar(found: Iterable[Anniversary], *, host: str, stamp: datetime) -> bytes:
    """The calendar as RFC 5545 text. `host` makes the UIDs unique in the world."""
    whole = Calendar()
    whole.add("prodid", "-//Youcheng//Anniversaries//EN")
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    whole.add("x-wr-calname", _("Anniversaries of our ties"))
    for one in found:
        whole.add_component(_event(one, host, stamp))
    text: bytes = whole.to_ical()
    return text


def _event(one: Anniversary, host: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{one.uid}@{host.split(':')[0]}")
    event.add("sequence", one.relationship.revision)
    event.add("dtstamp", stamp)
    event.add("dtstart", one.on)
    event.add("dtend", one.on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", summary(one))
    about = [f"{one.event.get_type_display()}: {one.event.span}"]
    if not one.is_exact or not one.event.is_confirmed:
        about.append(_("The date is to be confirmed."))
    event.add("description", "\n".join(about))
    event.add("categories", [_("ten-year mark") if one.mark is Mark.TEN_YEAR else _("congratulatory letter")])
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary(one))
    alarm.add("trigger", one.prepare_from - one.on)
    event.add_component(alarm)
    return event


def summary(one: Anniversary) -> str:
    """One line: the partner, the number of years, and what to do."""
    if one.mark is Mark.TEN_YEAR:
        return _("%(city)s: %(years)d years, ten-year mark") % {"city": one.relationship, "years": one.years}
    return _("%(city)s: %(years)d years, congratulatory letter") % {
        "city": one.relationship,
        "years": one.years,
    }
