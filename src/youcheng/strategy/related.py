"""The links from a relationship's page to its newest dossier and its batch. Offered to `foundation.related` when the app starts.

Nothing but links belongs here.
"""

from __future__ import annotations

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from youcheng.foundation.actors import Actor
from youcheng.foundation.related import Related
from youcheng.network.models import Relationship
from youcheng.strategy.queries import dossiers_visible_to
from youcheng.strategy.queries.batches import batch_in_force


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
