"""Days as an iCalendar file that updates: the same UID always means the same thing, a greater SEQUENCE its newer state.

Called by the calendar feeds of every app; what a calendar holds and who may read it is theirs to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import HttpResponse
from icalendar import Alarm, Calendar, Event


@dataclass(frozen=True)
class Entry:
    """One thing on one whole day. `uid` is unique on this platform, `sequence` grows with every change of the thing.

    `alarm` is how long before the day (negative) or after its beginning a calendar program reminds; None for never.
    """

    uid: str
    sequence: int
    on: date
    summary: str
    about: Sequence[str] = ()
    url: str = ""
    categories: Sequence[str] = ()
    alarm: timedelta | None = None


def calendar(name: str, entries: Iterable[Entry], *, kind: str, host: str, stamp: datetime) -> bytes:
    """The calendar as RFC 5545 text. `host` makes the UIDs unique in the world, `kind` names the maker's product."""
    whole = Calendar()
    whole.add("prodid", f"-//Youcheng//{kind}//EN")
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    whole.add("x-wr-calname", name)
    for entry in entries:
        whole.add_component(_event(entry, host.split(":")[0], stamp))
    text: bytes = whole.to_ical()
    return text


def _event(entry: Entry, host: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@{host}")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.on)
    event.add("dtend", entry.on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", entry.summary)
    if entry.about:
        event.add("description", "\n".join(entry.about))
    if entry.url:
        event.add("url", entry.url)
    if entry.categories:
        event.add("categories", list(entry.categories))
    if entry.alarm is not None:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.summary)
        alarm.add("trigger", entry.alarm)
        event.add_component(alarm)
    return event


def as_feed(content: bytes, filename: str) -> HttpResponse:
    """The calendar as an answer to a calendar program, which may keep it for an hour."""
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, max-age=3600"
    response["Content-Disposition"] = f'inline; filename="{filename}.ics"'
    return response
