"""Statistics of the network as of a day: by country (region), zone, decade and field. Each is one table of one shape.

Called by the statistics page and its exports. A tie counts under the kind it certainly is; where its dates allow more
than one reading it stands under "date uncertain", never in two columns. Charts are `site.charts`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youcheng.foundation.actors import Actor
from youcheng.foundation.formatting import collation
from youcheng.network import queries as network
from youcheng.network.enums import STARTS, Field, Kind, State, Zone
from youcheng.network.models import Relationship, RelationshipEvent
from youcheng.network.standing import Standing

COUNTED = (Kind.SISTER, Kind.EXCHANGE, Kind.LETTER_OF_INTENT)
UNCERTAIN = "uncertain"


@dataclass(frozen=True)
class Row:
    """One line: its label, a number for every column, and the address of the ties behind it ("" where there is none)."""

    label: str
    numbers: Mapping[str, int]
    url: str = ""

    @property
    def total(self) -> int:
        return sum(self.numbers.values())


@dataclass(frozen=True)
class Table:
    """One of the statistics. `columns` are (key, title) of the numbers; `adds_up` says whether a total makes sense."""

    key: str
    title: str
    heading: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    adds_up: bool = True

    @property
    def totals(self) -> dict[str, int]:
        return {key: sum(row.numbers.get(key, 0) for row in self.rows) for key, _title in self.columns}

    @property
    def total(self) -> int:
        return sum(self.totals.values())

    def as_dicts(self) -> Iterable[dict[str, Any]]:
        """The rows for an export."""
        for row in self.rows:
            yield {"label": row.label, **dict(row.numbers), **({"total": row.total} if self.adds_up else {})}


class _Line(NamedTuple):
    """What lines are ordered by, what they are called, and where the ties behind them are listed."""

    order: Any
    label: str
    url: str = ""


@dataclass(frozen=True)
class _Counted:
    """One tie with what it is counted under."""

    tie: Relationship
    column: str


TITLES = {
    "country": gettext_lazy("By country (region)"),
    "zone": gettext_lazy("By zone"),
    "decade": gettext_lazy("By decade"),
    "field": gettext_lazy("By field of exchange"),
}


def tables(actor: Actor, as_of: dt.date) -> tuple[Table, ...]:
    """All statistics of a day over what the actor may see. The number of queries is constant."""
    counted = _counted(actor, as_of)
    return (
        _by_country(counted, as_of),
        _by_zone(counted, as_of),
        _by_decade(counted),
        _by_field(actor, as_of),
    )


def table(actor: Actor, as_of: dt.date, key: str) -> Table | None:
    """One of the statistics, None where there is none of this name."""
    return next((found for found in tables(actor, as_of) if found.key == key), None)


def _counted(actor: Actor, as_of: dt.date) -> list[_Counted]:
    rows = list(network.relationships_visible_to(actor))
    standings = network.standings(as_of, rows)
    found = [(row, _column(standings[row.pk])) for row in rows]
    return [_Counted(row, column) for row, column in found if column]


def _column(standing: Standing) -> str:
    """The kind a tie certainly is, "uncertain" where dates differ, "" for prospects and ended ties."""
    if standing.kind in COUNTED:
        return str(standing.kind)
    may_count = any(r.kind in COUNTED and r.state != State.ENDED for r in standing.readings)
    return UNCERTAIN if may_count else ""


def _columns() -> tuple[tuple[str, str], ...]:
    return (*((kind.value, str(kind.label)) for kind in COUNTED), (UNCERTAIN, _("date uncertain")))


def _grouped(
    key: str,
    heading: str,
    counted: list[_Counted],
    code: Callable[[_Counted], Hashable],
    line: Callable[[Any], _Line],
) -> Table:
    """A table of ties by what `code` answers for each; `line` is asked once for every code."""
    numbers: dict[Hashable, dict[str, int]] = {}
    columns = _columns()
    for one in counted:
        found = numbers.setdefault(code(one), {name: 0 for name, _title in columns})
        found[one.column] += 1
    lines = sorted(((line(of), found) for of, found in numbers.items()), key=lambda pair: pair[0].order)
    rows = tuple(Row(of.label, found, of.url) for of, found in lines)
    return Table(key, str(TITLES[key]), heading, columns, rows)


def _by_country(counted: list[_Counted], as_of: dt.date) -> Table:
    countries = {one.tie.partner.country_id: one.tie.partner.country for one in counted}
    weight = Counter(one.tie.partner.country_id for one in counted)

    def line(code: str) -> _Line:
        name = countries[code].name
        return _Line((-weight[code], collation(name)), name, behind(as_of, country=code))

    return _grouped("country", _("Country (region)"), counted, lambda one: one.tie.partner.country_id, line)


def _by_zone(counted: list[_Counted], as_of: dt.date) -> Table:
    zones = network.zones_of_all(as_of)
    order = list(Zone.values)

    def line(zone: str) -> _Line:
        return _Line(order.index(zone), str(Zone(zone).label), behind(as_of, zone=zone))

    return _grouped(
        "zone",
        _("Zone"),
        counted,
        lambda one: zones.get(one.tie.partner.country_id, Zone.OTHER.value),
        line,
    )


def _by_decade(counted: list[_Counted]) -> Table:
    """By the decade in which the present kind began; a date that spans two decades says so."""
    began = _beginnings(one.tie.pk for one in counted)

    def line(decade: int | None) -> _Line:
        if decade is None:
            return _Line(9999, _("decade uncertain"))
        return _Line(decade, _("%(decade)ss") % {"decade": decade})

    return _grouped(
        "decade",
        _("Decade in which it began"),
        counted,
        lambda one: began.get((one.tie.pk, one.column)),
        line,
    )


def _beginnings(keys: Iterable[int]) -> dict[tuple[int, str], int | None]:
    """The decade in which each kind of each tie began; None where the claims do not agree on one."""
    found: dict[tuple[int, str], set[int | None]] = {}
    events = RelationshipEvent.objects.order_by().filter(relationship__in=list(keys), type__in=list(STARTS))
    for tie, type_, earliest, latest in events.values_list("relationship_id", "type", "earliest", "latest"):
        same = earliest is not None and earliest.year // 10 == latest.year // 10
        found.setdefault((tie, STARTS[type_]), set()).add(latest.year // 10 * 10 if same else None)
    return {key: next(iter(decades)) if len(decades) == 1 else None for key, decades in found.items()}


def _by_field(actor: Actor, as_of: dt.date) -> Table:
    """Exchanges and partners by field; an exchange of two fields stands under both, so nothing is added up."""
    exchanges: dict[str, int] = {}
    partners: dict[str, set[int]] = {}
    visible = network.exchanges_visible_to(actor).order_by().filter(latest__lte=as_of)
    for fields, tie in visible.values_list("fields", "relationship_id"):
        for field in fields:
            exchanges[field] = exchanges.get(field, 0) + 1
            partners.setdefault(field, set()).add(tie)
    rows = tuple(
        Row(str(field.label), {"exchanges": exchanges[field], "partners": len(partners[field])})
        for field in Field
        if field in exchanges
    )
    columns = (("exchanges", _("exchanges")), ("partners", _("partner cities")))
    return Table("field", str(TITLES["field"]), _("Field"), columns, rows, adds_up=False)


def behind(as_of: dt.date, **filters: str) -> str:
    """The register's list of the ties behind a number, as of the same day."""
    return f"{reverse('network:relationships')}?{urlencode({**filters, 'as_of': as_of.isoformat()})}"
