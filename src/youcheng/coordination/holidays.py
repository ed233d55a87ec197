"""The working-day calendars of the home country and of partner countries, from the library `holidays`.

Turns what the library knows (holidays with their names, make-up workdays, weekly days off) into the calendars of
`engines.workdays`, and says how far it is known. Called by supervision and by whatever reckons due dates. No date
is reckoned here, and no holiday is written here: only weekly days off the library has wrong, with their source.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

import holidays as library
from holidays import HolidayBase

from youcheng.engines.errors import UnknownCode
from youcheng.engines.workdays import ONE_DAY, Calendar, Holiday, Week
from youcheng.foundation import countries

YEARS_BACK, YEARS_AHEAD = 5, 2
SATURDAY, SUNDAY = 5, 6

CLOSED_OFFICES = ("public", "government")
"""The library's categories on which a city's partners do not work; bank and school holidays are not among them."""

NAMES = {"zh-hans": ("zh_CN",), "en": ("en_US", "en_GB")}
"""Our language → the library's, by preference. The country's own language is added under its own code."""

WEEKS: Mapping[str, tuple[Week, ...]] = {
    # The library leaves Nepal at Saturday and Sunday. Sunday is worked since 2005-04-14 (cabinet of 2005-03-02, as
    # reported by Kantipur); both days were off from 2022-05-15 (Nepal Gazette of 2022-05-10) until mid-June 2022, 1
    # Asar 2079 (cabinet of 2022-06-06). The Gazette's lists up to 2082 BS (to 2026-04-13) count Saturdays only; no
    # source for later years was seen, so Sunday is answered as not certain from then on.
    "NP": (
        Week(frozenset({SATURDAY})),
        Week(frozenset({SATURDAY, SUNDAY}), dt.date(2022, 5, 15)),
        Week(frozenset({SATURDAY}), dt.date(2022, 6, 15)),
        Week(frozenset({SATURDAY}), dt.date(2026, 4, 14), doubtful=frozenset({SUNDAY})),
    ),
}  # fmt: skip

UNNAMED = frozenset({"TW"})
"""Places whose holidays are given without names: the library's are not those that are printed here."""


def has_calendar(country: str) -> bool:
    """Say whether the library knows the country or region (any ISO 3166 code)."""
    return countries.iso2(country) in library.list_supported_countries(include_aliases=False)


@lru_cache(maxsize=512)
def calendar_of(country: str, subdivision: str = "", *, year: int) -> Calendar:
    """Return the calendar of a country (any ISO 3166 code) from five years before `year` to two years after.

    `subdivision` is an ISO 3166-2 code with or without its country (MY-13, 13); where the library does not know it,
    the country's own days are returned: the calendar's `code` says which. UnknownCode where the library does not
    know the country. Days after `Calendar.last` are not known yet and serve for suppositions only.
    """
    alpha2 = countries.iso2(country)
    if alpha2 is None or not has_calendar(country):
        raise UnknownCode(
            f"No holidays are known for '{country}'", where="country", remedy="Use the home calendar alone."
        )
    years = range(year - YEARS_BACK, year + YEARS_AHEAD + 1)
    division = _known_subdivision(alpha2, subdivision)
    native = _loaded(alpha2, division, years, None)
    paid_for = {worked: off for off, worked in _exchanges(native)}
    return Calendar(
        code=f"{alpha2}-{division}" if division else alpha2,
        weeks=WEEKS.get(alpha2) or tuple(_weeks(native, years)),
        holidays=_holidays(alpha2, division, native, years),
        make_ups={day: paid_for.get(day) for day in native.weekend_workdays if day.year in years},
        first=_known_from(native, years),
        last=_known_until(native, years),
    )


def _known_subdivision(alpha2: str, subdivision: str) -> str | None:
    wanted = subdivision.removeprefix(f"{alpha2}-")
    return wanted if wanted in library.list_supported_countries().get(alpha2, []) else None


def _loaded(alpha2: str, division: str | None, years: range, language: str | None) -> HolidayBase:
    """Read the library in a language it has for this country; None is the country's own, never the machine's."""
    entity = library.country_holidays(alpha2)
    offered = [category for category in CLOSED_OFFICES if category in entity.supported_categories]
    return library.country_holidays(
        alpha2,
        subdiv=division,
        years=years,
        expand=False,
        language=language or entity.default_language or "en_US",
        categories=offered,
    )


def _holidays(alpha2: str, division: str | None, native: HolidayBase, years: range) -> dict[dt.date, Holiday]:
    named: dict[str, HolidayBase] = {}
    if alpha2 not in UNNAMED:
        named = {(native.default_language or "en").partition("_")[0]: native} | {
            ours: _loaded(alpha2, division, years, theirs[0])
            for ours, options in NAMES.items()
            if (theirs := [code for code in options if code in native.supported_languages])
        }
        named.pop("zh", None)  # there as zh-hans already
    exchanges = dict(_exchanges(native))
    estimated = _estimated(alpha2, division, years)
    return {
        day: Holiday(
            names={language: entity[day] for language, entity in named.items()},
            swap=exchanges.get(day),
            estimated=day in estimated,
        )
        for day in native
        if day not in native.weekend_workdays
    }


def _estimated(alpha2: str, division: str | None, years: range) -> frozenset[dt.date]:
    """Return the days the library marks as estimated (lunar dates not yet announced), by its English label."""
    english = _loaded(alpha2, division, years, "en_US")
    return frozenset(day for day, name in english.items() if "estimated)" in name)


def _exchanges(entity: HolidayBase) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield (day off, weekend day worked for it) from the library's dated tables."""
    for category in CLOSED_OFFICES:
        table = getattr(entity, f"special_{category}_holidays", {})
        for year, entries in table.items():
            for entry in entries if isinstance(entries[0], tuple) else (entries,):
                if isinstance(entry[2], int):
                    month, day, other_month, other_day, *other_year = entry
                    worked = dt.date(other_year[0] if other_year else year, other_month, other_day)
                    yield dt.date(year, month, day), worked


def _weeks(entity: HolidayBase, years: range) -> Iterator[Week]:
    """Yield the weekly days off with the days from which they changed, read off day by day."""
    day = dt.date(years[0], 1, 1)
    off = frozenset((day + n * ONE_DAY).weekday() for n in range(7) if entity.is_weekend(day + n * ONE_DAY))
    yield Week(off)
    while day.year in years:
        if entity.is_weekend(day) != (day.weekday() in off):
            off ^= {day.weekday()}
            yield Week(off, day)
        day += ONE_DAY


@cache
def last_notice() -> int:
    """Return the last year whose arrangement by China's State Council the library holds.

    The notice for a year comes out in the autumn before it; it may turn weekend days of late December into workdays.
    """
    return max(off.year for off, _ in _exchanges(library.country_holidays("CN")))


def _known_until(entity: HolidayBase, years: range) -> dt.date:
    """Return the last day that is known: China's last notice; others by decree to that year, others by law a year more.

    Where workdays are moved by decree every year, days are known as far as the library's tables go. Where laws fix
    the holidays, the library reckons them for ever; one year more is trusted, since laws change.
    """
    moved = [off.year for off, _ in _exchanges(entity)]
    if entity.country == "CN":
        year = max(moved)
    elif entity.has_substituted_holidays:
        year = max(moved + [last_notice()])
    else:
        year = last_notice() + 1
    return dt.date(min(year, entity.end_year, years[-1]), 12, 31)


def _known_from(entity: HolidayBase, years: range) -> dt.date:
    """Return the first day that is known: the first of the library's years, for China of the notices it holds."""
    first = entity.start_year
    if entity.country == "CN":
        first = min(off.year for off, _ in _exchanges(entity))
    return dt.date(max(first, years[0]), 1, 1)
