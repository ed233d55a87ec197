"""What the world's pages share: the list that is read, and the home city's place in its network.

Used by the world views alone.
"""

from __future__ import annotations

from django.http import HttpRequest

from youcheng.network import queries
from youcheng.network.models import HomeCity
from youcheng.network.queries import world as reads


def world_of(request: HttpRequest) -> reads.World | None:
    """The list the address names, else the default one; None where there is none."""
    return reads.world(request.GET.get("dataset") or None)


def home_number(found: reads.World) -> tuple[HomeCity | None, int | None]:
    """The home city and its number in the network; None where it is not set up or not in the list."""
    home = queries.home_city()
    number = None if home is None else reads.numbers_of(found.net, [home.city]).get(home.city_id)
    return home, number
