"""What of the register the search finds: ties by every name of their city, and exchanges.

Found at start by foundation's apps. Who may see a hit is the policies' business.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from youcheng.foundation import search
from youcheng.foundation.search import Found, Kind
from youcheng.network.models import Exchange, Relationship


def _tie(tie: Relationship) -> Found:
    city = tie.partner
    return Found(
        city.name,
        reverse("network:relationship", args=[city.slug]),
        [*city.name.values(), city.slug, tie.key],
        weight=100,
    )


def _exchange(row: Exchange) -> Found:
    return Found(
        row.title,
        reverse("network:exchange", args=[row.pk]),
        [*row.title.values(), row.place, *row.relationship.partner.name.values()],
        weight=10,
    )


TIES = Kind("tie", _("tie"), Relationship, lambda: Relationship.objects.select_related("partner"), _tie)
EXCHANGES = Kind(
    "exchange",
    _("exchange"),
    Exchange,
    lambda: Exchange.objects.select_related("relationship__partner"),
    _exchange,
)
search.register(TIES)
search.register(EXCHANGES)
