"""What of the register the search finds: ties by every name of their city, exchanges, and the gazetteer's other cities.

Found at start by foundation's apps. Who may see a hit is the policies' business.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from youcheng.foundation import search
from youcheng.foundation.search import Found, Kind
from youcheng.network.models import City, Exchange, Relationship

FIRST, SECOND = 10**11, 10**10
"""Ties come before exchanges and both before cities, whose weight is their population."""


def _tie(tie: Relationship) -> Found:
    city = tie.partner
    return Found(
        city.name,
        reverse("network:relationship", args=[city.slug]),
        [*city.name.values(), city.slug, tie.key],
        weight=FIRST,
    )


def _exchange(row: Exchange) -> Found:
    return Found(
        row.title,
        reverse("network:exchange", args=[row.pk]),
        [*row.title.values(), row.place, *row.relationship.partner.name.values()],
        weight=SECOND,
    )


def _city(city: City) -> Found:
    return Found(
        city.name,
        reverse("network:relationship", args=[city.slug]),
        [*city.name.values(), city.slug],
        weight=city.population or 0,
    )


TIES = Kind("tie", _("tie"), Relationship, lambda: Relationship.objects.select_related("partner"), _tie)
EXCHANGES = Kind(
    "exchange",
    _("exchange"),
    Exchange,
    lambda: Exchange.objects.select_related("relationship__partner"),
    _exchange,
)
CITIES = Kind("city", _("city"), City, lambda: City.objects.filter(relationship__isnull=True), _city)
"""Cities without a tie; those with one are found as ties."""
search.register(TIES)
search.register(EXCHANGES)
search.register(CITIES)
