"""What of strategy the search finds: dossiers by every name of the partner and the year, topics by title and question.

Found at start by foundation's apps. Who may see a hit is the policy of its model.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from youcheng.foundation import search
from youcheng.foundation.search import Found, Kind
from youcheng.foundation.translated import Translated
from youcheng.strategy.models import Dossier, Topic


def _dossier(row: Dossier) -> Found:
    city = row.relationship.partner
    names = Translated(
        {
            language: f"{text} {row.year}"
            for language, text in city.name.items()
            if language in {"en", "zh-hans"}
        }
    )
    return Found(
        names,
        reverse("strategy:dossier", args=[city.slug, row.year]),
        [*city.name.values(), city.slug, "一城一策", str(row.year)],
        weight=50,
    )


DOSSIERS = Kind(
    "dossier",
    _("dossier"),
    Dossier,
    lambda: Dossier.objects.filter(current__isnull=False).select_related("relationship__partner"),
    _dossier,
)
search.register(DOSSIERS)


def _topic(row: Topic) -> Found:
    return Found(
        row.title,
        reverse("strategy:topic", args=[row.pk]),
        [*row.title.values(), row.question, "调研专题", str(row.year)],
        weight=40,
    )


TOPICS = Kind("topic", _("research topic"), Topic, lambda: Topic.objects.all(), _topic)
search.register(TOPICS)
