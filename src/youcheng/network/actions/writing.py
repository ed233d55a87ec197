"""What the register's actions share: reading dates, checking codes, the home city, the revision of a tie.

Called by the modules beside it alone; no action of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.engines.errors import BadSpan
from youcheng.engines.timespans import Span
from youcheng.foundation.actors import Actor
from youcheng.network import written
from youcheng.network.errors import ImpossibleDate, NotSetUp, UnknownCode
from youcheng.network.models import HomeCity, Relationship
from youcheng.network.models.dated import span_of
from youcheng.network.policies import home_city_policy

When = str | dt.date | Span

EARLIEST = dt.date(1800, 1, 1)
"""No tie between two cities is older; a date before it is a slip of the pen (0206, 1086)."""


def read_span(when: When, now: dt.datetime, *, future: bool = False) -> Span:
    """The span a person wrote. Refuses what can't be read, what is too old and, unless `future`, what is yet to come."""
    try:
        span = (
            when
            if isinstance(when, Span)
            else Span.on(when)
            if isinstance(when, dt.date)
            else written.read(when)
        )
    except BadSpan as error:
        raise ImpossibleDate(
            _(
                "“%s” is not a date. Write 1981-11-05, 2014-04, 2008, “before 2011”, “by 2019-09” or "
                "“between 2011 and 2014-04”."
            )
            % when
        ) from error
    first = span.latest if span.earliest is None else span.earliest
    if first < EARLIEST or span.latest.year > 2200:
        raise ImpossibleDate(_("The date %s can't be right.") % span)
    if not future and first > timezone.localdate(now) + dt.timedelta(days=1):
        raise ImpossibleDate(_("The date %s lies in the future; only what has happened is recorded.") % span)
    return span


def span_text(when: When | None, now: dt.datetime, *, future: bool = False) -> str:
    """The shortest written form of a date that may be unknown, for a column of text; refuses as `read_span`."""
    return str(read_span(when, now, future=future)) if when else ""


def require_order(begun: str, ends: str) -> None:
    """Refuse an end that lies wholly before the beginning; both as `span_text` writes them."""
    first, last = span_of(begun), span_of(ends)
    if first is not None and last is not None and first.earliest and last.latest < first.earliest:
        raise ImpossibleDate(
            _("It ends on %(end)s, before it begins (%(begin)s).") % {"end": ends, "begin": begun}
        )


def require_code(value: str, allowed: Iterable[str], what: str) -> None:
    """Refuse a code that is none of `allowed`."""
    choices = list(allowed)
    if value not in choices:
        raise UnknownCode(
            _("“%(value)s” is no %(what)s. Known are: %(choices)s.")
            % {"value": value, "what": what, "choices": ", ".join(c for c in choices if c)}
        )


def required_home() -> HomeCity:
    """The home city's row; refuses before it was set up."""
    home = HomeCity.objects.select_related("city").filter(pk=1).first()
    if home is None:
        raise NotSetUp(
            _("The home city is not chosen yet. Run “youcheng setup --home-city GEONAMESID” first.")
        )
    return home


def require_reference(actor: Actor) -> None:
    """Refuse unless the actor may enter published counts, alliances, policy terms and gaps."""
    home_city_policy.require(actor, "add_reference", required_home())


def touch(relationship: Relationship) -> None:
    """Let the tie's revision grow: calendars and stale dossiers see by it that something changed."""
    Relationship.objects.filter(pk=relationship.pk).update(revision=F("revision") + 1)
    relationship.revision += 1
