"""The list of partners with their indices as a sheet; every row says which table, year and level it was made from.

Called by the views of complementarity. Nothing is computed here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from youcheng.engines.conventions import Conventions
from youcheng.foundation.exporting import Field
from youcheng.strategy.facts.levels import Basis
from youcheng.strategy.facts.pairing import Direction, Pairing
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
    made_from = _made_from(basis, conventions)
    for row in rows:
        yield {
            "iso3": row.iso3,
            "name": row.name,
            "cities": [str(city) for city in row.cities],
            "state": _("missing from the table") if row.is_missing else "",
            **{name: getattr(row, name) for name in INDICES},
            **made_from,
        }


def _made_from(basis: Basis, conventions: Conventions) -> dict[str, Any]:
    """What every row says about its table, so that a copied row still says it."""
    return {
        "dataset": basis.stored.name,
        "version": basis.stored.version,
        "year": basis.sheet.year,
        "level": basis.level,
        "conventions": ", ".join(conventions.names) or _("default"),
    }


def goods_columns() -> Sequence[Field]:
    """The columns of one partner's sheet: every good both ways."""
    return (
        Field("way", _("direction")),
        Field("code", _("code")),
        Field("name", _("good or industry")),
        Field("points", _("points of TCI")),
        Field("sold_share", _("share of the seller's exports")),
        Field("bought_share", _("share of the buyer's imports")),
        Field("rca", _("RCA of the seller")),
        Field("demand", _("buyer's import share over the world's")),
        Field("flow", _("sold to the buyer")),
        Field("density", _("density")),
        Field("next", _("could be traded next")),
        Field("gain", _("gain in outlook")),
        Field("potential", _("export potential")),
        Field("unrealised", _("unrealised potential")),
        Field("dataset", _("data set")),
        Field("version", _("vintage")),
        Field("year", _("year")),
        Field("level", _("level")),
        Field("conventions", _("conventions")),
    )


def goods_rows(pairing: Pairing) -> Iterable[Mapping[str, Any]]:
    """Every good that carries complementarity or could be traded next, each way; what is not known stays blank."""
    directions: tuple[Direction, ...] = ("to", "from")
    for direction in directions:
        rows: dict[str, dict[str, Any]] = {}
        for one in pairing.carriers(direction, None):
            rows[one.code] = {name: getattr(one, name) for name in _CARRIED}
        _add_next(rows, pairing, direction)
        _add_potential(rows, pairing, direction)
        seller, buyer = pairing.ends(direction)
        for code, row in rows.items():
            yield {
                "way": f"{seller} → {buyer}",
                "code": code,
                "name": pairing.name(code),
                **row,
                **_made_from(pairing.basis, pairing.conventions),
            }


_CARRIED = ("points", "sold_share", "bought_share", "rca", "demand", "flow")


def _add_next(rows: dict[str, dict[str, Any]], pairing: Pairing, direction: Direction) -> None:
    found = pairing.next(direction)
    for one in found.candidates if found else ():
        rows.setdefault(one.good, {}).update(
            density=one.density, next=True, gain=one.gain if math.isfinite(one.gain) else None
        )


def _add_potential(rows: dict[str, dict[str, Any]], pairing: Pairing, direction: Direction) -> None:
    found, _why = pairing.potential(direction)
    if found is None:
        return
    for place, code in enumerate(found.goods):
        if found.potential[place] > 0:
            rows.setdefault(code, {}).update(
                potential=float(found.potential[place]), unrealised=float(found.unrealised[place])
            )
