"""Ties an actor may see, and what each of them is on a day.

All standings of a list come from one query for events, however many ties there are.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused
from youcheng.network import preferences
from youcheng.network.models import Relationship, RelationshipEvent
from youcheng.network.models.dated import add_years
from youcheng.network.policies import relationship_policy
from youcheng.network.standing import MOVES, Claim, Standing, facts_of, standing


def relationships_visible_to(actor: Actor) -> QuerySet[Relationship]:
    """Ties the actor may see, with partner city and country."""
    rows = Relationship.objects.select_related("partner", "partner__country")
    return relationship_policy.filter(rows, actor)


def relationship_of(actor: Actor, slug: str) -> Relationship:
    """The tie with the city at this address; `DoesNotExist` whether it is absent or hidden."""
    return relationships_visible_to(actor).get(partner__slug=slug)


def relationship_named(actor: Actor, slug: str) -> Relationship:
    """As `relationship_of` for people who typed the name: refuses with the nearest names."""
    try:
        return relationship_of(actor, slug)
    except Relationship.DoesNotExist:
        pass
    known = list(relationships_visible_to(actor).values_list("partner__slug", flat=True))
    near = difflib.get_close_matches(slug, known, n=3, cutoff=0.5)
    hint = _("Did you mean %s?") % ", ".join(near) if near else _("See the register for the names.")
    raise Refused(_("There is no tie with “%(slug)s”. %(hint)s") % {"slug": slug, "hint": hint})


def standings(as_of: dt.date, relationships: Iterable[Relationship] | None = None) -> dict[int, Standing]:
    """What each tie is at the end of a day, by its key. Without `relationships`: all ties. One or two queries."""
    events = RelationshipEvent.objects.order_by()
    if relationships is None:
        keys = list(Relationship.objects.order_by().values_list("pk", flat=True))
    elif isinstance(relationships, QuerySet):
        keys = [row.pk for row in relationships]
        events = events.filter(relationship__in=relationships.order_by().values("pk"))
    else:
        keys = [row.pk for row in relationships]
        events = events.filter(relationship__in=keys)
    claims = claims_by_tie(events)
    return {key: standing(facts_of(claims.get(key, ())), as_of) for key in keys}


def standing_of(relationship: Relationship, as_of: dt.date) -> Standing:
    """What one tie is at the end of a day. One query."""
    events = RelationshipEvent.objects.order_by().filter(relationship=relationship)
    return standing(facts_of(claims_by_tie(events).get(relationship.pk, ())), as_of)


def claims_by_tie(events: QuerySet[RelationshipEvent]) -> dict[int, list[Claim]]:
    """The claims of each tie, ready for derivation; an agreement without a stated term gets its customary one. One query."""
    found: dict[int, list[Claim]] = {}
    customary = preferences.customary_terms()
    rows = events.filter(type__in=MOVES).values_list(
        "relationship_id",
        "type",
        "occurrence",
        "earliest",
        "latest",
        "term_until",
        "side",
        "precision",
        "grade",
    )
    for key, type_, occurrence, earliest, latest, term_until, *whose in rows:
        if term_until is None and type_ in customary:
            term_until = add_years(latest, customary[type_])
        found.setdefault(key, []).append(Claim(type_, occurrence, earliest, latest, term_until, *whose))
    return found
