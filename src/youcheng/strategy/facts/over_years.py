"""Intensity and its factors C · B of a pair over the years that are loaded; a year nobody loaded is a gap and is said.

Called by the partner's page and sheet. Years come from the table chosen and, for publishers whose yearly files are loaded
one by one (BACI, input–output tables), from their other files of the same kind; every row names its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from youcheng.engines.conventions import Conventions
from youcheng.evidence.enums import Kind
from youcheng.evidence.models import Dataset
from youcheng.evidence.queries import EvidenceFileMissing, NoData, flows_belonging_to
from youcheng.foundation import countries
from youcheng.foundation.remembering import remembered
from youcheng.strategy.facts.levels import Basis, basis
from youcheng.strategy.facts.pairing import Direction, Pairing

_YEARLY = (Kind.BACI, Kind.ICIO)


@dataclass(frozen=True)
class Year:
    """One year of a pair: indices by key (`c_to`, `b_to`, `tii_to`, and `…_from`), the data set, and what is lacking."""

    year: int
    dataset: str
    values: dict[str, float | None]
    why: str = ""

    @property
    def is_gap(self) -> bool:
        return all(value is None for value in self.values.values())


def over_years(chosen: Basis, home: str, partner: str, conventions: Conventions) -> Sequence[Year]:
    """Return every year from the first to the last one loaded, gaps included; none where the tables are undated."""
    holders = _holders(chosen)
    if not holders:
        return []
    made_from = (
        [(year, stored.sha256, _flows_of(stored)) for year, stored in sorted(holders.items())],
        chosen.level, home, partner, conventions.world,
    )  # fmt: skip
    known: dict[int, Year] = remembered(
        "over-years",
        made_from,
        lambda: {
            year: _of_year(stored, year, chosen.level, home, partner, conventions)
            for year, stored in holders.items()
        },
    )
    return [
        _said(known.get(year) or Year(year, "", {}, "none")) for year in range(min(holders), max(holders) + 1)
    ]


KEYS: tuple[tuple[str, Direction], ...] = (
    ("c", "to"),
    ("b", "to"),
    ("tii", "to"),
    ("c", "from"),
    ("b", "from"),
    ("tii", "from"),
)


def _holders(chosen: Basis) -> dict[int, Dataset]:
    """Year → the table it is read from; the one chosen goes before the others, then the newest loaded."""
    stored = chosen.stored
    others: list[Dataset] = []
    if stored.kind in _YEARLY:
        rows = Dataset.objects.filter(kind=stored.kind, shape=stored.shape).exclude(pk=stored.pk)
        others = list(rows.order_by("-loaded_at", "name"))
    holders: dict[int, Dataset] = {}
    for row in (stored, *others):
        for year in row.years:
            holders.setdefault(int(year), row)
    return holders


def _flows_of(stored: Dataset) -> str:
    flows = flows_belonging_to(stored)
    return flows.sha256 if flows else ""


def _of_year(
    stored: Dataset, year: int, level: str, home: str, partner: str, conventions: Conventions
) -> Year:
    """The indices of one year; why there are none is a code, put into words for each reader."""
    try:
        found = Pairing(basis(stored, year, level), home, partner, conventions)
        numbers = found.numbers
    except (NoData, EvidenceFileMissing):
        return Year(year, stored.name, {}, "level")
    values = {
        key: numbers[key].value if key in numbers else None for key in (f"{name}_{way}" for name, way in KEYS)
    }
    why = ""
    if found.lacking:
        why = "lacks:" + ",".join(found.lacking)
    elif found.table.imports is None:
        why = "exports"
    elif values["tii_to"] is None:
        why = "flows"
    return Year(year, stored.name, values, why)


def _said(row: Year) -> Year:
    """The row with its reason in words."""
    code, _colon, rest = row.why.partition(":")
    words = {
        "": "",
        "none": _("no table of this year is loaded"),
        "level": _("the table of this year is not told at this level"),
        "exports": _("the table holds exports only"),
        "flows": _("no flows by pair of this year"),
        "lacks": _("the table has no figures for %(countries)s")
        % {
            "countries": ", ".join(
                countries.name(one, get_language() or "zh-hans") for one in rest.split(",") if one
            )
        },
    }
    return Year(row.year, row.dataset, row.values, words[code])
