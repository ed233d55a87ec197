"""Section "at a glance": where the partner lies, what the clock says there, who lives there, and what the tie is.

Called by `drafting.document`. Distance and time difference are computed from the two places; all else is the register's.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from youcheng.engines import geo
from youcheng.foundation import formatting
from youcheng.foundation.documents.model import (
    Block,
    Column,
    Figure,
    Gap,
    Heading,
    Run,
    Runs,
    Table,
    row,
)
from youcheng.network.enums import Kind, State, Zone
from youcheng.strategy.drafting.draft import RECORDED, Draft, gap
from youcheng.strategy.drafting.sentences import listed, paragraph, sentence, words
from youcheng.strategy.facts.model import Place

_KM = gettext_noop("great-circle distance on a sphere of radius 6371.0088 km")
_CLOCK = gettext_noop("difference of the two places' clocks at noon UTC on the day (IANA time zone database)")


def blocks(draft: Draft) -> list[Block]:
    """The section's blocks."""
    return [
        Heading(1, _("The two cities at a glance"), key="at_a_glance"),
        paragraph("at_a_glance.tie", _tie(draft), _zone(draft)),
        paragraph("at_a_glance.place", _distance(draft), _clock(draft)),
        paragraph("at_a_glance.groups", _groups(draft)),
        _table(draft),
    ]


def in_brief(draft: Draft) -> list[Runs]:
    """The tie and its place in the layout."""
    return [_tie(draft), _zone(draft)]


def _tie(draft: Draft) -> Runs:
    """What the tie is on the day, since when, and whether the date is confirmed."""
    tie = draft.facts.tie
    parts = {"home": draft.home, "partner": draft.partner, "country": draft.country(draft.facts.partner.iso3)}
    if tie.kind is None:
        return sentence(_("%(home)s and %(partner)s (%(country)s) have no signed tie on record."), **parts)
    since = _since(draft)
    if tie.state != State.ACTIVE:
        return sentence(
            _("%(partner)s (%(country)s) has been tied to %(home)s (%(kind)s) since: %(since)s; the tie is now %(state)s."),
            kind=str(Kind(tie.kind).label), since=since, state=str(State(tie.state).label), **parts,
        )  # fmt: skip
    template = {
        Kind.SISTER: _("%(partner)s (%(country)s) is a sister city of %(home)s; date of the tie: %(since)s."),
        Kind.EXCHANGE: _("%(partner)s (%(country)s) is a friendly exchange city of %(home)s; date of the tie: %(since)s."),
    }.get(Kind(tie.kind), _("%(partner)s (%(country)s) and %(home)s have signed a letter of intent; date: %(since)s."))  # fmt: skip
    found = sentence(template, since=since, **parts)
    if tie.term_over:
        found = words(found, " " if draft.language == "en" else "", _over(draft))
    return found


def _since(draft: Draft) -> Runs:
    """When the tie began, marked where the date is not confirmed."""
    tie = draft.facts.tie
    if tie.since is None:
        return words(gap(_("date of signing")))
    return words(draft.when(tie.since), "" if tie.is_confirmed else _(" (to be confirmed)"))


def _over(draft: Draft) -> Runs:
    return sentence(
        _("The agreed term is over and no renewal is on record: %(gap)s."), gap=gap(_("renewal or end"))
    )


def _zone(draft: Draft) -> Runs:
    zone = draft.facts.tie.zone
    if not zone:
        return ()
    return sentence(
        _("In %(home)s's layout of ties it is placed under “%(zone)s”."),
        home=draft.home,
        zone=str(Zone(zone).label),
    )


def _distance(draft: Draft) -> Runs:
    home, partner = draft.facts.home, draft.facts.partner
    here, there = home.position, partner.position
    if here is None or there is None:
        return sentence(_("Distance: %(gap)s."), gap=gap(_("coordinates of the place")))
    km = float(geo.distance_km(*here, *there))
    bearing = float(geo.bearing_deg(*here, *there))
    return sentence(
        _("%(partner)s lies %(distance)s km to the %(direction)s of %(home)s as the crow flies."),
        partner=draft.partner,
        home=draft.home,
        direction=_direction(bearing),
        distance=draft.figure(
            "place.distance", round(km, 3), _("distance between the two cities"), unit="km", formula=_KM
        ),
    )


def _direction(bearing: float) -> str:
    names = (
        _("north"), _("north-east"), _("east"), _("south-east"),
        _("south"), _("south-west"), _("west"), _("north-west"),
    )  # fmt: skip
    return names[round(bearing / 45) % 8]


def _clock(draft: Draft) -> Runs:
    """The time difference on the day of the paper, because daylight saving moves it."""
    difference = time_difference(draft.facts.home, draft.facts.partner, draft.facts.as_of)
    if difference is None:
        return sentence(_("Time difference: %(gap)s."), gap=gap(_("time zone of the place")))
    if difference == 0:
        return sentence(_("The clocks show the same time (%(day)s)."), day=draft.day(draft.facts.as_of))
    figure = draft.figure(
        "place.clock",
        difference,
        _("time difference"),
        unit="hours",
        formula=_CLOCK,
        display=formatting.hours(difference),
    )
    template = (
        _("Clocks there run %(hours)s ahead (%(day)s).")
        if difference > 0
        else _("Clocks there run %(hours)s behind (%(day)s).")
    )
    return sentence(template, hours=figure, day=draft.day(draft.facts.as_of))


def time_difference(home: Place, partner: Place, on: dt.date) -> float | None:
    """Hours the partner's clocks are ahead of the home city's on a day; None where a time zone is not known."""
    noon = dt.datetime.combine(on, dt.time(12), tzinfo=dt.UTC)
    offsets = []
    for place in (home, partner):
        try:
            offset = noon.astimezone(ZoneInfo(place.time_zone)).utcoffset() if place.time_zone else None
        except (ZoneInfoNotFoundError, ValueError):
            offset = None
        if offset is None:
            return None
        offsets.append(offset)
    return (offsets[1] - offsets[0]) / dt.timedelta(hours=1)


def _groups(draft: Draft) -> Runs:
    country = draft.country(draft.facts.partner.iso3)
    if not draft.facts.tie.groups:
        return sentence(
            _("%(country)s is in none of the country groups of the register."),
            country=country,
        )
    return sentence(
        _("Country groups %(country)s is in: %(groups)s."),
        country=country,
        groups=listed([name.shown(draft.language).text for name in draft.facts.tie.groups]),
    )


def _table(draft: Draft) -> Table:
    facts = draft.facts
    return Table(
        columns=(
            Column(_("Item"), share=1.2),
            Column(draft.home, share=1.4),
            Column(draft.partner, share=1.4),
        ),
        rows=(
            row(_("Country (region)"), draft.country(facts.home.iso3), draft.country(facts.partner.iso3)),
            row(
                _("Inhabitants"),
                _population(draft, facts.home, "home"),
                _population(draft, facts.partner, "partner"),
            ),
            row(_("Position"), _position(facts.home), _position(facts.partner)),
            row(_("Time zone"), _zone_name(facts.home), _zone_name(facts.partner)),
        ),
        caption=_("Basic facts of the two cities"),
        note=_note(draft),
        key="at_a_glance.table",
    )


def _population(draft: Draft, place: Place, side: str) -> Figure | Gap:
    return draft.figure(
        f"place.population.{side}",
        place.population,
        _("inhabitants of %(city)s") % {"city": draft.place(place)},
        unit="persons",
        formula=place.population_source or RECORDED,
    )


def _position(place: Place) -> Run | str:
    if place.latitude is None or place.longitude is None:
        return gap(_("coordinates"))
    north = _("%(degrees)s° N") if place.latitude >= 0 else _("%(degrees)s° S")
    east = _("%(degrees)s° E") if place.longitude >= 0 else _("%(degrees)s° W")
    return _("%(latitude)s, %(longitude)s") % {
        "latitude": north % {"degrees": f"{abs(place.latitude):.2f}"},
        "longitude": east % {"degrees": f"{abs(place.longitude):.2f}"},
    }


def _zone_name(place: Place) -> Run | str:
    return place.time_zone or gap(_("time zone"))


def _note(draft: Draft) -> str:
    sources = {
        place.population_source for place in (draft.facts.home, draft.facts.partner) if place.population
    }
    return _("Inhabitants: %(source)s.") % {"source": ", ".join(sorted(sources))} if sources else ""
