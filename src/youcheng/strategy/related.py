"""The link from a relationship's page to its newest dossier. Offered to `foundation.related` when the app starts.

Nothing but links belongs here.
"""

from __future__ import annotations

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from youcheng.foundation.actors import Actor
from youcheng.foundation.related import Related
from youcheng.strategy.queries import dossiers_visible_to


def dossier_link(actor: Actor, relationship: Model) -> Related | None:
    """The newest drafted dossier of this tie; None where there is none or the actor may not see it."""
    dossiers = dossiers_visible_to(actor).filter(relationship=relationship.pk, current__isnull=False)
    newest = dossiers.order_by("-year").values_list("relationship__partner__slug", "year").first()
    if newest is None:
        return None
    return Related(_("One city, one policy"), reverse("strategy:dossier", args=newest), "dossier")
