"""Making the fictional training deployment in its own data home, in bulk and in one transaction.

Called by `youcheng demo --training`; what is invented and how is `network.training`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.accounts.models import Organisation
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import NotAllowed
from youcheng.network.actions import record
from youcheng.network.actions.places import set_home_city
from youcheng.network.errors import AlreadyThere, NotSetUp
from youcheng.network.models import City, Exchange, HomeCity, Relationship, RelationshipEvent
from youcheng.network.training import SOURCE, make_network

BATCH = 1_000
LAYOUT = (
    {"zone": "main_front", "groups": ["ASEAN"]},
    {"zone": "main_front", "groups": ["SAARC"]},
    {"zone": "key_target", "groups": ["ADVANCED"], "continents": ["EU", "NA", "SA"]},
    {"zone": "supplement", "groups": ["SCO"]},
)


@transaction.atomic
def make_training(
    *,
    actor: Actor,
    now: datetime,
    size: int,
    seed: int,
    office: Organisation | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> HomeCity:
    """Fill an empty register with a fictional home city and `size` ties; the seed marks every page and paper.

    Only the system may, only where no home city is set, and only after the gazetteer was loaded.
    """
    if not actor.is_system:
        raise NotAllowed(actor, "make", "training deployment")
    if HomeCity.objects.exists():
        raise AlreadyThere(_("This data home already belongs to %s.") % HomeCity.objects.get())
    places = list(City.objects.filter(population__gte=100_000).exclude(country="CN").order_by("pk"))
    if not places:
        raise NotSetUp(_("The gazetteer is not loaded yet."))
    network = make_network(seed, size, timezone.localdate(now), places)
    network.home.save()
    home = set_home_city(actor=actor, now=now, city=network.home, office=office, training_seed=seed)
    total = 2 * size + len(network.events) + len(network.exchanges)
    done = 0
    for model, rows, parent in (
        (City, network.partners, ""),
        (Relationship, network.relationships, "partner"),
        (RelationshipEvent, network.events, "relationship"),
        (Exchange, network.exchanges, "relationship"),
    ):
        done += _save(model, rows, parent)
        if progress:
            progress(done, total)
    record.set_zone_rules(actor=actor, now=now, rules=LAYOUT)
    record.record_published_count(
        actor=actor,
        now=now,
        when=str(timezone.localdate(now).year - 1),
        source=SOURCE,
        sister=size // 3,
        exchange=size // 4,
    )
    audit.record_event(
        actor=actor,
        now=now,
        action="network.training_made",
        about=str(home),
        after={"seed": seed, "ties": size},
    )
    return home


def _save(model: type[models.Model], rows: Sequence[Any], parent: str) -> int:
    """Save the rows in bulk; those made before their parent was saved take its key over. Returns how many."""
    for row in rows:
        if parent:
            setattr(row, f"{parent}_id", getattr(row, parent).pk)
    return len(model._default_manager.bulk_create(rows, batch_size=BATCH))
