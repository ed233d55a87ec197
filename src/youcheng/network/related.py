"""The link from a city, or a tie with it, to what surrounds it in the world's network. Offered to `foundation.related` at start.

Nothing but links belongs here.
"""

from __future__ import annotations

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from youcheng.accounts.belonging import takes_part
from youcheng.foundation.actors import Actor
from youcheng.foundation.related import Related
from youcheng.network.models import City, PairEnd, Relationship


def world_link(actor: Actor, row: Model) -> Related | None:
    """Its surroundings; None where no list of pairs knows the city, or the actor takes no part."""
    city = row.partner if isinstance(row, Relationship) else row
    assert isinstance(city, City)
    if city.geonames_id is None or not takes_part(actor):
        return None
    if not PairEnd.objects.filter(place=city.geonames_id).exists():
        return None
    return Related(
        _("Its ties in the world"), f"{reverse('network:world_around')}?centre={city.geonames_id}", "world"
    )
