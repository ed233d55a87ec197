"""Needs and offers as a sheet: one line each, in the reader's language.

Called by the pages of needs and offers; which rows a reader may see was decided before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from youcheng.coordination.models import Need, Offer
from youcheng.foundation.exporting import Field as Column
from youcheng.network.enums import Field


def listing_columns() -> list[Column]:
    return [
        Column("owner", _("Unit")),
        Column("title", _("What it is")),
        Column("kind", _("Kind")),
        Column("quantity", _("Quantity")),
        Column("unit", _("Counted in")),
        Column("fields", _("Fields")),
        Column("cities", _("Cities")),
        Column("from_day", _("From")),
        Column("until_day", _("Until")),
        Column("state", _("State")),
        Column("note", _("Note")),
    ]


def listing_rows(rows: Iterable[Need | Offer]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {
            "owner": str(row.owner),
            "title": row.title,
            "kind": row.get_kind_display(),
            "quantity": row.quantity,
            "unit": row.unit,
            "fields": [str(Field(code).label) for code in row.fields if code in Field.values],
            "cities": [str(city) for city in row.cities.all()],
            "from_day": row.from_day,
            "until_day": row.until_day,
            "state": row.get_state_display(),
            "note": row.note,
        }
