"""The gazetteer's cities as faint points of a compass, kept in memory until the gazetteer changes.

Called by every page that draws a compass.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from django.db.models import Count, Max, QuerySet

from youcheng.network.compass import Cities
from youcheng.network.models import City

DRAWN_CITIES = 14_000
"""Of the gazetteer, the most populous; the picture then keeps one a cell."""


def drawn_cities() -> Cities:
    """The cities to draw faintly. Read again only when the gazetteer has changed."""
    state = _drawable().aggregate(count=Count("pk"), newest=Max("pk"))
    return _read_cities(state["count"], state["newest"])


def _drawable() -> QuerySet[City]:
    return City.objects.filter(latitude__isnull=False, longitude__isnull=False, population__isnull=False)


@lru_cache(maxsize=2)
def _read_cities(_count: int, _newest: int | None) -> Cities:
    places = np.array(
        _drawable().order_by("-population").values_list("latitude", "longitude")[:DRAWN_CITIES],
        dtype=np.float64,
    ).reshape(-1, 2)
    return Cities(places[:, 0], places[:, 1])
