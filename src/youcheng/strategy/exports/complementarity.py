"""The list of partners with their indices as a sheet; every row says which table, year and level it was made from.

Called by the views of complementarity. Nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from youcheng.engines.conventions import Conventions
from youcheng.foundation.exporting import Field
from youcheng.strategy.facts.levels import Basis
from youcheng.strategy.queries.complementarity import INDICES, PartnerRow


def list_columns() -> Sequence[Field]:
    """The columns of the exported list, in the reader's language."""
    return (
        Field("iso3", _("code")),
        Field("name", _("country (region)")),
        Field("cities", _("partner cities")),
        Field("tci_to", _("TCI, we sell")),
        Field("tci_from", _("TCI, they sell")),
        Field("c_to", _("C, we sell")),
        Field("c_from", _("C, they sell")),
        Field("similarity", _("export similarity (FK)")),
        Field("depth", _("intra-industry trade (GL)")),
        Field("state", _("figures")),
        Field("dataset", _("data set")),
        Field("version", _("vintage")),
        Field("year", _("year")),
        Field("level", _("level")),
        Field("conventions", _("conventions")),
    )


def list_rows(
    rows: Iterable[PartnerRow], basis: Basis, conventions: Conventions
) -> Iterable[Mapping[str, Any]]:
    """The rows of the exported list; a country without figures is there and says so."""
    made_from = {
        "dataset": basis.stored.name,
        "version": basis.stored.version,
        "year": basis.sheet.year,
        "level": basis.level,
        "conventions": ", ".join(conventions.names) or _("default"),
    }
    for row in rows:
        yield {
            "iso3": row.iso3,
            "name": row.name,
            "cities": [str(city) for city in row.cities],
            "state": _("missing from the table") if row.is_missing else "",
            **{name: getattr(row, name) for name in INDICES},
            **made_from,
        }
