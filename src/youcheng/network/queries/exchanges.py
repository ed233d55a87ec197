"""Exchanges an actor may see, and the contacts that vitality is measured from.

Vitality counts every recorded exchange of a tie, so that the number is the same for everybody who may see it.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from youcheng.engines.timespans import Precision, Span
from youcheng.engines.vitality import Contact
from youcheng.foundation.actors import Actor
from youcheng.network.models import Exchange, Relationship
from youcheng.network.policies import exchange_policy


def exchanges_visible_to(actor: Actor) -> QuerySet[Exchange]:
    """Exchanges the actor may see, newest first, with partner and leading organisation."""
    rows = Exchange.objects.select_related(
        "relationship", "relationship__partner", "relationship__partner__country", "led_by"
    )
    return exchange_policy.filter(rows, actor)


def in_field(field: str) -> dict[str, str]:
    """The condition that an exchange (or a seeker) is of a field, for `filter`.

    A JSON list of codes is text on both databases; the quotes keep "sport" from meaning "transport".
    """
    return {"fields__icontains": f'"{field}"'}


def exchange_of(actor: Actor, pk: int) -> Exchange:
    """One exchange; `DoesNotExist` whether it is absent or hidden."""
    return exchanges_visible_to(actor).get(pk=pk)


def contacts_of(relationships: Iterable[Relationship]) -> dict[int, list[Contact]]:
    """The dated contacts of each tie, by its key; a tie without any has an empty list. One query."""
    found: dict[int, list[Contact]] = {row.pk: [] for row in relationships}
    rows = Exchange.objects.order_by().filter(relationship__in=list(found))
    for key, type_, earliest, latest, precision in rows.values_list(
        "relationship_id", "type", "earliest", "latest", "precision"
    ):
        found[key].append(Contact(Span(earliest, latest, Precision(precision)), type_))
    return found
