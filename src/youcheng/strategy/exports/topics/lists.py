"""Topics and their advice as sheets: one line each, in the reader's language.

Called by the lists of topics and of advice; which rows a reader may see was decided before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from youcheng.foundation.exporting import Field
from youcheng.strategy.models import Recommendation, Topic


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


def advice_columns() -> list[Field]:
    return [
        Field("year", _("Year")),
        Field("topic", _("Topic")),
        Field("deliverable", _("Deliverable")),
        Field("number", _("No.")),
        Field("text", _("Advice given")),
        Field("state", _("What became of it")),
        Field("reason", _("Reason")),
        Field("decided_on", _("Day of the decision")),
        Field("decided_by", _("Who decided")),
        Field("dossier", _("Dossier")),
    ]


def advice_rows(rows: Iterable[Recommendation]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {
            "year": row.deliverable.topic.year,
            "topic": str(row.deliverable.topic),
            "deliverable": row.deliverable.title,
            "number": row.number,
            "text": row.text,
            "state": row.get_state_display(),
            "reason": row.reason,
            "decided_on": row.decided_on,
            "decided_by": row.decided_by,
            "dossier": str(row.dossier) if row.dossier else "",
        }
