"""Statistics of the network as of a day: by country (region), zone, group, decade and field. Each is one table of one shape.

Called by the statistics page and its exports. Ties are counted from the rows of the register itself, so that every
number opens to a list of just as many; one whose dates allow more than one reading stands under "date uncertain".
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from youcheng.foundation import countries
from youcheng.foundation.actors import Actor
from youcheng.foundation.formatting import collation
from youcheng.network import queries as network
from youcheng.network.enums import Field, Kind, Zone
from youcheng.network.queries.counts import ANY, COUNTED, UNCERTAIN
from youcheng.network.queries.register import Filters, register
from youcheng.network.queries.register import Row as Tie


@dataclass(frozen=True)
class Row:
    """One line: its label, a number for every column, and the address of the list behind each and behind all of them."""

    label: str
    numbers: Mapping[str, int]
    urls: Mapping[str, str] = field(default_factory=dict)
    url: str = ""

    @property
    def total(self) -> int:
        return sum(self.numbers.values())


@dataclass(frozen=True)
class Table:
    """One of the statistics. `columns` are (key, title) of the numbers.

    `has_totals` says whether a line's numbers add up, `adds_up` whether the lines do as well: a country may belong to
    several groups. `urls` and `url` lead to the lists behind the totals, `note` says what to mind.
    """

    key: str
    title: str
    heading: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    has_totals: bool = True
    adds_up: bool = True
    urls: Mapping[str, str] = field(default_factory=dict)
    url: str = ""
    note: str = ""

    @property
    def totals(self) -> dict[str, int]:
        return {key: sum(row.numbers.get(key, 0) for row in self.rows) for key, _title in self.columns}

    @property
    def total(self) -> int:
        return sum(self.totals.values())

    def as_dicts(self) -> Iterable[dict[str, Any]]:
        """The rows for an export."""
        for row in self.rows:
            yield {
                "label": row.label,
                **dict(row.numbers),
                **({"total": row.total} if self.has_totals else {}),
            }


class _Line(NamedTuple):
    """What lines are ordered by and what they are called."""

    order: Any
    label: str


TITLES = {
    "country": gettext_lazy("By country (region)"),
    "zone": gettext_lazy("By zone"),
    "group": gettext_lazy("By group of countries"),
    "decade": gettext_lazy("By decade"),
    "field": gettext_lazy("By field of exchange"),
}


def tables(actor: Actor, as_of: dt.date) -> tuple[Table, ...]:
    """All statistics of a day over what the actor may see. The number of queries is constant."""
    ties = register(actor, Filters(counted=ANY), as_of).rows
    return (
        _by_country(ties, as_of),
        _by_zone(ties, as_of),
        _by_group(ties, as_of),
        _by_decade(ties, as_of),
        _by_field(actor, as_of),
    )


def table(actor: Actor, as_of: dt.date, key: str) -> Table | None:
    """One of the statistics, None where there is none of this name."""
    return next((found for found in tables(actor, as_of) if found.key == key), None)


def _columns() -> tuple[tuple[str, str], ...]:
    return (*((kind, str(Kind(kind).label)) for kind in COUNTED), (UNCERTAIN, _("date uncertain")))


def _grouped(
    key: str,
    heading: str,
    ties: Iterable[Tie],
    as_of: dt.date,
    codes: Callable[[Tie], Iterable[str]],
    line: Callable[[str], _Line],
    **more: Any,
) -> Table:
    """A table of ties by the codes of each, which the register's list is filtered by under the table's key.

    `line` is asked once for every code.
    """
    numbers: dict[str, dict[str, int]] = {}
    columns = _columns()
    for tie in ties:
        for code in codes(tie):
            found = numbers.setdefault(code, {name: 0 for name, _title in columns})
            found[tie.counted] += 1
    lines = sorted(((line(code), code) for code in numbers), key=lambda pair: pair[0].order)
    rows = tuple(
        Row(of.label, numbers[code], _behind_each(as_of, **{key: code}), behind(as_of, **{key: code}))
        for of, code in lines
    )
    return Table(
        key, str(TITLES[key]), heading, columns, rows, urls=_behind_each(as_of), url=behind(as_of), **more
    )


def _by_country(ties: Sequence[Tie], as_of: dt.date) -> Table:
    language = get_language() or "zh-hans"
    weight = Counter(tie.country for tie in ties)

    def line(code: str) -> _Line:
        name = countries.name(code, language)
        return _Line((-weight[code], collation(name)), name)

    return _grouped("country", _("Country (region)"), ties, as_of, lambda tie: (tie.country,), line)


def _by_zone(ties: Sequence[Tie], as_of: dt.date) -> Table:
    order = list(Zone.values)

    def line(zone: str) -> _Line:
        return _Line(order.index(zone), str(Zone(zone).label))

    return _grouped("zone", _("Zone"), ties, as_of, lambda tie: (tie.zone,), line)


def _by_group(ties: Sequence[Tie], as_of: dt.date) -> Table:
    """A tie stands under every group its country belonged to on the day; a country in none has no line."""
    names = dict(network.group_choices())

    def line(code: str) -> _Line:
        return _Line(code, names.get(code, code))

    note = _("A country (region) may belong to several groups or to none, so the lines do not add up.")
    return _grouped(
        "group", _("Group of countries"), ties, as_of, lambda tie: tie.groups, line, adds_up=False, note=note
    )


def _by_decade(ties: Sequence[Tie], as_of: dt.date) -> Table:
    """By the decade in which the present kind began; a date that spans two decades says so."""

    def code(tie: Tie) -> tuple[str]:
        return (UNCERTAIN if tie.decade is None else str(tie.decade),)

    def line(decade: str) -> _Line:
        if decade == UNCERTAIN:
            return _Line(9999, _("decade uncertain"))
        return _Line(int(decade), _("%(decade)ss") % {"decade": decade})

    return _grouped("decade", _("Decade in which it began"), ties, as_of, code, line)


def _by_field(actor: Actor, as_of: dt.date) -> Table:
    """Exchanges and partners by field; an exchange of two fields stands under both, so nothing is added up."""
    seen = set(network.relationships_visible_to(actor).order_by().values_list("pk", flat=True))
    exchanges: dict[str, int] = {}
    partners: dict[str, set[int]] = {}
    visible = network.exchanges_visible_to(actor).order_by().filter(latest__lte=as_of)
    for fields, tie in visible.values_list("fields", "relationship_id"):
        for code in fields:
            exchanges[code] = exchanges.get(code, 0) + 1
            # Who sees an exchange through its leading unit may not see the tie, which then has no line in their list.
            partners.setdefault(code, set()).update({tie} & seen)
    rows = tuple(
        Row(
            str(Field(code).label),
            {"exchanges": exchanges[code], "partners": len(partners[code])},
            {"exchanges": _exchanges(as_of, code), "partners": _partners(as_of, code)},
        )
        for code in Field.values
        if code in exchanges
    )
    columns = (("exchanges", _("exchanges")), ("partners", _("partner cities")))
    return Table("field", str(TITLES["field"]), _("Field"), columns, rows, has_totals=False, adds_up=False)


def behind(as_of: dt.date, **filters: str) -> str:
    """The register's list of the counted ties behind a number, as of the same day."""
    return _listed("network:relationships", counted=ANY, as_of=as_of.isoformat(), **filters)


def _behind_each(as_of: dt.date, **filters: str) -> dict[str, str]:
    """The same for each column."""
    return {
        key: _listed("network:relationships", **filters, counted=key, as_of=as_of.isoformat())
        for key in (*COUNTED, UNCERTAIN)
    }


def _exchanges(as_of: dt.date, code: str) -> str:
    return _listed("network:exchanges", field=code, until=as_of.isoformat())


def _partners(as_of: dt.date, code: str) -> str:
    return _listed("network:relationships", field=code, as_of=as_of.isoformat())


def _listed(route: str, **filters: str) -> str:
    return f"{reverse(route)}?{urlencode(filters)}"
