"""Topics as a sheet: one line each, in the reader's language.

Called by the list of topics; which rows a reader may see was decided before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from youcheng.foundation.exporting import Field
from youcheng.strategy.models import Topic


def topic_columns() -> list[Field]:
    return [
        Field("year", _("Year")),
        Field("title_zh", _("Title in Chinese")),
        Field("title_en", _("Title in English")),
        Field("question", _("Question")),
        Field("zone", _("Zone")),
        Field("state", _("State")),
        Field("until", _("Last day for proposals")),
        Field("handed_in", _("Proposals")),
        Field("chosen", _("Chosen organisation")),
        Field("budget", _("Budget")),
        Field("currency", _("Currency")),
    ]


def topic_rows(rows: Iterable[Topic]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {
            "year": row.year,
            "title_zh": row.title.get("zh-hans", ""),
            "title_en": row.title.get("en", ""),
            "question": row.question,
            "zone": row.get_zone_display() if row.zone else "",
            "state": row.get_state_display(),
            "until": row.call_until,
            "handed_in": row.handed_in,  # type: ignore[attr-defined]
            "chosen": str(row.chosen.organisation) if row.chosen else "",
            "budget": row.budget,
            "currency": row.currency,
        }
