"""Two frameworks side by side as a sheet, and a framework as the file it was loaded from.

Called by the views. Which rows there are was decided by the queries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from youcheng.foundation.exporting import Field
from youcheng.strategy.queries.frameworks import SideBySide


def columns(first: str, second: str) -> Sequence[Field]:
    """The columns, in the reader's language; `first` and `second` are the frameworks' titles."""
    parts = {
        "place": _("place"),
        "band": _("rank band"),
        "median": _("median"),
        "interval": _("5 to 95 %%").replace("%%", "%"),
    }
    sides = (("first", first), ("second", second))
    return (
        Field("iso3", _("code")),
        Field("country", _("country (region)")),
        *(Field(f"{key}_{side}", f"{title}: {name}") for side, title in sides for key, name in parts.items()),
        Field("shift", _("rises (+) or falls (−)")),
        Field("leaves", _("bands of ranks apart")),
    )


def rows(found: SideBySide) -> Iterable[Mapping[str, Any]]:
    """The rows of the sheet; those scored by one framework only stand at the end without a shift."""
    for row in found.rows:
        plain: dict[str, Any] = {
            "iso3": row.iso3,
            "country": row.name,
            "shift": row.shift,
            "leaves": row.leaves_band,
        }
        for side, interval, place in (
            ("first", row.first, row.place_first),
            ("second", row.second, row.place_second),
        ):
            plain |= {
                f"place_{side}": place,
                f"band_{side}": f"{interval.rank_low}–{interval.rank_high}",
                f"median_{side}": round(interval.median, 2),
                f"interval_{side}": f"{interval.p05:.1f}–{interval.p95:.1f}",
            }
        yield plain
    for side, codes in (("second", found.only_first), ("first", found.only_second)):
        for code in codes:
            yield {"iso3": code, f"band_{side}": _("not scored")}
