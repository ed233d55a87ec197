"""Numbers, dates and spans of time as the reader's language writes them, through Babel and CLDR.

Called by the template tags and by whoever puts a value into a sentence of the interface. Papers have their own
words in `documents`; stored values and exports stay in ISO form and never come here.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable
from typing import Protocol

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

MISSING = "—"
"""What is shown where there is no value: never a zero."""


class SpanLike(Protocol):
    """What is known about when something happened; `engines.timespans.Span` is one."""

    @property
    def earliest(self) -> dt.date | None:
        """First possible day, None where nothing bounds it from below."""

    @property
    def latest(self) -> dt.date:
        """Last possible day."""

    @property
    def precision(self) -> str:
        """One of day, month, year, before, by, between."""


def locale() -> str:
    """The CLDR locale of the active interface language."""
    return "zh_Hans_CN" if (get_language() or "zh").startswith("zh") else "en_GB"


def number(value: float | None, digits: int = 0) -> str:
    """A number with grouping and exactly `digits` decimals: 12,345 or 0.30."""
    if value is None:
        return MISSING
    return str(format_decimal(value, format=f"#,##0.{'0' * digits}" if digits else "#,##0", locale=locale()))


def percent(value: float | None, digits: int = 0) -> str:
    """A share between 0 and 1 as a percentage: 0.125 → 12.5 % with one digit."""
    if value is None:
        return MISSING
    return str(
        format_percent(value, format=f"#,##0.{'0' * digits}%" if digits else "#,##0%", locale=locale())
    )


def kilometres(value: float | None) -> str:
    return MISSING if value is None else _("%(number)s km") % {"number": number(value)}


def hours(value: float) -> str:
    """A length of time as people say it: 1 h, 2 h 15 min. The sign is left to the sentence around it."""
    whole, minutes = divmod(round(abs(value) * 60), 60)
    if not minutes:
        return _("%(hours)s h") % {"hours": whole}
    return _("%(hours)s h %(minutes)s min") % {"hours": whole, "minutes": minutes}


def listed(parts: Iterable[object]) -> str:
    """Parts in one line, parted as the language does it: 东盟、欧盟; ASEAN; EU."""
    return ("、" if locale().startswith("zh") else "; ").join(str(part) for part in parts)


def collation(text: str) -> tuple[bytes, str]:
    """A key to sort names by as readers look for them: common Chinese characters by sound, letters without accents.

    GB 18030 holds the characters in daily use in the order of their sound; the text itself breaks ties.
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return bare.casefold().encode("gb18030"), text


def day(value: dt.date | None) -> str:
    """A date: 2026年1月5日, 5 January 2026. A moment becomes its day in the platform's time zone."""
    if value is None:
        return MISSING
    if isinstance(value, dt.datetime):
        value = timezone.localdate(value)
    return str(format_date(value, format="long", locale=locale()))


def moment(value: dt.datetime | None) -> str:
    """A moment to the minute in the platform's time zone."""
    if value is None:
        return MISSING
    pattern = "y年M月d日 HH:mm" if locale().startswith("zh") else "d MMM y, HH:mm"
    return str(format_datetime(timezone.localtime(value), format=pattern, locale=locale()))


def span(value: SpanLike | None) -> str:
    """A date that may be known only roughly, with exactly as much as is known: 2014年4月, before 2011."""
    if value is None:
        return MISSING
    latest = value.latest
    match str(value.precision):
        case "month":
            return _month(latest)
        case "year":
            return _year(latest)
        case "before":
            return _("before %(date)s") % {"date": _start(latest + dt.timedelta(days=1))}
        case "by":
            return _("by %(date)s") % {"date": _end(latest)}
        case "between" if value.earliest is not None:
            return _("between %(first)s and %(last)s") % {
                "first": _start(value.earliest),
                "last": _end(latest),
            }
        case _:
            return day(latest)


def roughly(value: dt.date, precision: str) -> str:
    """A day that is only as exact as what it was computed from: the day, its month or its year."""
    return {"day": day, "month": _month}.get(precision, _year)(value)


def _start(first: dt.date) -> str:
    """The shortest wording whose first day is `first`."""
    if (first.month, first.day) == (1, 1):
        return _year(first)
    return _month(first) if first.day == 1 else day(first)


def _end(last: dt.date) -> str:
    """The shortest wording whose last day is `last`."""
    if (last.month, last.day) == (12, 31):
        return _year(last)
    return _month(last) if (last + dt.timedelta(days=1)).day == 1 else day(last)


def _month(value: dt.date) -> str:
    pattern = "y年M月" if locale().startswith("zh") else "MMMM y"
    return str(format_date(value, format=pattern, locale=locale()))


def _year(value: dt.date) -> str:
    return f"{value.year}年" if locale().startswith("zh") else str(value.year)
