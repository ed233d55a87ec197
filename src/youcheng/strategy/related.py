"""Links from a tie to its newest dossier and batch, to trade with its country, from a dossier to the advice
that changed it, and from a city to its place as a candidate and to what it makes. Offered to `foundation.related` when the app starts.

Nothing but links belongs here.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youcheng.foundation.actors import Actor
from youcheng.foundation.related import Related
from youcheng.network.models import City, Relationship
from youcheng.network.queries import home_city
from youcheng.strategy.models import Dossier
from youcheng.strategy.policies import city_industry_policy, may_see_dossiers
from youcheng.strategy.queries import dossiers_visible_to
from youcheng.strategy.queries.batches import batch_in_force
from youcheng.strategy.queries.topics.advice import recommendations_visible_to


def dossier_link(actor: Actor, relationship: Model) -> Related | None:
    """The newest drafted dossier of this tie; None where there is none or the actor may not see it."""
    dossiers = dossiers_visible_to(actor).filter(relationship=relationship.pk, current__isnull=False)
    newest = dossiers.order_by("-year").values_list("relationship__partner__slug", "year").first()
    if newest is None:
        return None
    return Related(_("One city, one policy"), reverse("strategy:dossier", args=newest), "dossier")


def batch_link(actor: Actor, relationship: Model) -> Related | None:
    """The newest batch of this tie, marked where a person decided it; None where there is none or it is hidden."""
    assert isinstance(relationship, Relationship)
    found = batch_in_force(actor, relationship)
    if found is None:
        return None
    year, row = found
    words = _("%(year)s: %(batch)s, decided otherwise") if row.decision else _("%(year)s: %(batch)s")
    return Related(
        words % {"year": year, "batch": row.label},
        reverse("strategy:batch", args=[relationship.partner.slug, year]),
        "batches",
    )


def advice_in_dossier(actor: Actor, dossier: Model) -> Related | None:
    """How many recommendations of research topics changed this dossier; None where there are none to be seen."""
    assert isinstance(dossier, Dossier)
    count = recommendations_visible_to(actor).filter(dossier=dossier).order_by().count()
    if not count:
        return None
    label = ngettext("changed by %(count)s recommendation", "changed by %(count)s recommendations", count) % {
        "count": count
    }
    return Related(label, f"{reverse('strategy:advice')}?dossier={dossier.pk}#list", "topics")


def advice_of_paragraph(actor: Actor, dossier: Model) -> Callable[[str], Related | None]:
    """For each paragraph the recommendation that changed it, the newest where there are several."""
    assert isinstance(dossier, Dossier)
    rows = recommendations_visible_to(actor).filter(dossier=dossier).exclude(block="")
    held = {row.block: row for row in rows.order_by("decided_on", "pk")}

    def link(block: str) -> Related | None:
        row = held.get(block)
        if row is None:
            return None
        label = _("changed by recommendation %(number)s of “%(topic)s”") % {
            "number": row.number,
            "topic": row.deliverable.topic,
        }
        url = f"{reverse('strategy:deliverable', args=[row.deliverable_id])}#r{row.pk}"
        return Related(label, url, "topics")

    return link


def candidate_link(actor: Actor, city: Model) -> Related | None:
    """What a city of the gazetteer is worth as a candidate; None for the home city and for who may not see candidates."""
    assert isinstance(city, City)
    if hasattr(city, "home") or not may_see_dossiers(actor):
        return None
    return Related(_("As a candidate"), reverse("strategy:candidate", args=[city.slug]), "candidates")


def complementarity_link(actor: Actor, relationship: Model) -> Related | None:
    """Trade with the partner's country; None inside one country and for who may not see it. One query."""
    assert isinstance(relationship, Relationship)
    home = home_city()
    iso3 = relationship.partner.country.iso3
    if home is None or iso3 == home.city.country.iso3 or not may_see_dossiers(actor):
        return None
    return Related(_("Complementarity"), reverse("strategy:pair", args=[iso3]), "complement")


def profile_link(actor: Actor, city: Model) -> Related | None:
    """What a city makes, from its own table; None where there is none or the actor may not see it."""
    assert isinstance(city, City)
    if not city_industry_policy.filter(city.industries.all(), actor).exists():
        return None
    return Related(_("What it makes"), reverse("strategy:profile", args=[city.slug]), "chart")


def batch_of_dossier(actor: Actor, dossier: Model) -> Related | None:
    """The newest batch of the tie the dossier is about."""
    assert isinstance(dossier, Dossier)
    return batch_link(actor, dossier.relationship)
