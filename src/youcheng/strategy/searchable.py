"""What of the dossiers the search finds: each by every name of its partner and its year.

Found at start by foundation's apps. Who may see a hit is the dossier's policy.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from youcheng.foundation import search
from youcheng.foundation.search import Found, Kind
from youcheng.foundation.translated import Translated
from youcheng.strategy.models import Dossier


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
