"""The register's lists as sheets: columns in the reader's language, dates in ISO form, uncertain kinds said.

Called by views; which rows an actor may see was decided before. The sheets that can be imported are `imports`'.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from youcheng.foundation.exporting import Field
from youcheng.network.enums import ExchangeType, Kind, State, TermKind, Zone
from youcheng.network.enums import Field as Topic
from youcheng.network.models import Alliance, Exchange, PolicyTerm
from youcheng.network.queries.anniversaries import Anniversary, Mark
from youcheng.network.queries.counts import COUNTED, Comparison
from youcheng.network.queries.register import Row


def register_columns() -> list[Field]:
    return [
        Field("name_zh", _("Name in Chinese")),
        Field("name_en", _("Name in English")),
        Field("country", _("Country (region)")),
        Field("iso", "ISO"),
        Field("kind", _("Kind")),
        Field("certain", _("Certain")),
        Field("state", _("State")),
        Field("since", _("Signed")),
        Field("grade", _("Grade")),
        Field("zone", _("Zone")),
        Field("records", _("Exchanges")),
        Field("last", _("Last exchange")),
        Field("key", _("External key")),
        Field("as_of", _("As of")),
    ]


def register_rows(rows: Iterable[Row], as_of: dt.date) -> Iterator[dict[str, Any]]:
    """The register's rows; every kind a tie may be is named."""
    for row in rows:
        tie = row.relationship
        assert tie is not None
        kinds = [kind for kind in Kind.values if kind in (row.standing.kinds or {row.standing.highest})]
        yield {
            "name_zh": tie.partner.name.get("zh-hans"),
            "name_en": tie.partner.name.get("en"),
            "country": tie.partner.country.name,
            "iso": row.country,
            "kind": [Kind(kind).label for kind in kinds],
            "certain": row.standing.is_certain,
            "state": [State(state).label for state in State.values if state in row.standing.states],
            "since": str(row.since.span) if row.since else None,
            "grade": row.since.grade if row.since else None,
            "zone": Zone(row.zone).label,
            "records": row.records,
            "last": row.last_record,
            "key": tie.key,
            "as_of": as_of,
        }


def exchange_columns() -> list[Field]:
    return [
        Field("date", _("Date")),
        Field("partner", _("Partner city")),
        Field("country", _("Country (region)")),
        Field("title", _("Title of the exchange")),
        Field("type", _("Type")),
        Field("fields", _("Fields")),
        Field("place", _("Where")),
        Field("led_by", _("Led by")),
        Field("people", _("Number of people")),
        Field("cost", _("Cost")),
        Field("currency", _("Currency")),
        Field("outcome", _("Outcome")),
        Field("source", _("Source")),
        Field("key", _("External key")),
    ]


def exchange_rows(exchanges: Iterable[Exchange]) -> Iterator[dict[str, Any]]:
    for row in exchanges:
        yield {
            "date": str(row.span),
            "partner": row.relationship.partner.name,
            "country": row.relationship.partner.country.name,
            "title": row.title,
            "type": ExchangeType(row.type).label,
            "fields": [Topic(code).label for code in row.fields],
            "place": row.place,
            "led_by": row.led_by,
            "people": row.head_count,
            "cost": row.cost,
            "currency": row.currency,
            "outcome": row.outcome,
            "source": row.source,
            "key": row.key,
        }


def anniversary_columns() -> list[Field]:
    return [
        Field("on", _("Day")),
        Field("partner", _("Partner city")),
        Field("country", _("Country (region)")),
        Field("years", _("Years")),
        Field("mark", _("How it is observed")),
        Field("event", _("Counted from")),
        Field("prepare", _("Prepare from")),
    ]


def anniversary_rows(found: Iterable[Anniversary]) -> Iterator[dict[str, Any]]:
    for one in found:
        yield {
            "on": one.on
            if one.is_exact
            else f"{one.on:%Y-%m}"
            if one.event.precision == "month"
            else f"{one.on:%Y}",
            "partner": one.relationship.partner.name,
            "country": one.relationship.partner.country.name,
            "years": one.years,
            "mark": _("ten-year mark") if one.mark is Mark.TEN_YEAR else _("congratulatory letter"),
            "event": f"{one.event.get_type_display()} {one.event.span}",
            "prepare": one.prepare_from,
        }


def count_columns() -> list[Field]:
    return [
        Field("on", _("As of")),
        Field("kind", _("Kind")),
        Field("published", _("As published")),
        Field("certain", _("Certain in the register")),
        Field("possible", _("Possible in the register")),
        Field("difference", _("Difference")),
        Field("source", _("Source")),
    ]


def count_rows(comparisons: Iterable[Comparison]) -> Iterator[dict[str, Any]]:
    """One row a published number."""
    for comparison in comparisons:
        snapshot = comparison.snapshot
        for kind in COUNTED:
            if getattr(snapshot, kind) is None:
                continue
            pair = getattr(comparison.count, kind)
            yield {
                "on": str(snapshot.span),
                "kind": Kind(kind).label,
                "published": getattr(snapshot, kind),
                "certain": pair.certain,
                "possible": pair.possible,
                "difference": comparison.difference(kind),
                "source": snapshot.source,
            }
        if snapshot.total is not None:
            yield {
                "on": str(snapshot.span),
                "kind": _("total"),
                "published": snapshot.total,
                "certain": comparison.count.formal.certain,
                "possible": None,
                "difference": comparison.total_difference,
                "source": snapshot.source,
            }


def alliance_columns() -> list[Field]:
    return [
        Field("name_zh", _("Name in Chinese")),
        Field("name_en", _("Name in English")),
        Field("founded", _("Founded")),
        Field("member", _("Member")),
        Field("country", _("Country (region)")),
        Field("since", _("Since")),
        Field("until", _("Until")),
        Field("source", _("Source")),
        Field("grade", _("Grade")),
        Field("note", _("Note")),
    ]


def alliance_rows(alliances: Iterable[Alliance]) -> Iterator[dict[str, Any]]:
    """One row a membership; an alliance without a member on record has one row."""
    for row in alliances:
        same = {
            "name_zh": row.name.get("zh-hans"),
            "name_en": row.name.get("en"),
            "founded": row.founded or None,
            "source": row.source or None,
            "grade": row.grade,
            "note": row.note or None,
        }
        for member in row.members.all():
            yield same | {
                "member": member.city.name,
                "country": member.city.country.name,
                "since": member.since or None,
                "until": member.until or None,
                "source": member.source or row.source or None,
            }
        if not row.members.all():
            yield same | dict.fromkeys(("member", "country", "since", "until"))


def term_columns() -> list[Field]:
    return [
        Field("name_zh", _("Name in Chinese")),
        Field("name_en", _("Name in English")),
        Field("kind", _("Kind of term")),
        Field("code", _("Code")),
        Field("from", _("In use from")),
        Field("until", _("In use until")),
        Field("in_use", _("In use today")),
        Field("source", _("Source")),
        Field("grade", _("Grade")),
    ]


def term_rows(terms: Iterable[PolicyTerm], as_of: dt.date) -> Iterator[dict[str, Any]]:
    for term in terms:
        yield {
            "name_zh": term.name.get("zh-hans"),
            "name_en": term.name.get("en"),
            "kind": TermKind(term.kind).label,
            "code": term.code,
            "from": term.valid_from or None,
            "until": term.valid_until or None,
            "in_use": term.is_in_force(as_of),
            "source": term.source or None,
            "grade": term.grade,
        }
