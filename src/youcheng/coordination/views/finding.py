"""What coordination's pages share: finding a row or answering 404, and the choices their forms offer.

Called by the views beside it; no page of its own.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.accounts.models import Membership, Organisation, Person
from youcheng.accounts.queries import living
from youcheng.coordination import queries
from youcheng.coordination.models import Plan, Task
from youcheng.coordination.policies import may_direct, may_keep_rooms
from youcheng.foundation.access import actor_of


def task_or_404(request: HttpRequest, pk: int) -> Task:
    """The task at this address, or 404 whether it is absent or hidden."""
    try:
        return queries.task_of(actor_of(request), pk)
    except Task.DoesNotExist:
        raise Http404 from None


def plan_or_404(request: HttpRequest, year: int) -> Plan:
    """The plan of this year, or 404 whether it is absent or hidden."""
    plan = queries.plans_visible_to(actor_of(request)).filter(year=year).first()
    if plan is None:
        raise Http404
    return plan


def living_units() -> QuerySet[Organisation]:
    """Units that exist today, by name key: whoever may assign or hand on may name any of them."""
    return living(timezone.localdate())


def saved(changed: bool) -> str:
    """What is said after a form was sent."""
    return _("Saved.") if changed else _("Nothing was different, so nothing was saved.")


def people_of(unit: Organisation | None) -> QuerySet[Person]:
    """Members of a unit today; nobody where there is no unit."""
    today = timezone.localdate()
    if unit is None:
        return Person.objects.none()
    rows = Membership.objects.filter(
        Q(until__isnull=True) | Q(until__gte=today), organisation=unit, since__lte=today
    )
    return Person.objects.filter(pk__in=rows.order_by().values("person_id"), is_active=True)


def supervision_tabs(request: HttpRequest, here: str) -> dict[str, Any]:
    """What `parts/supervision_tabs.html` needs: which page is open, and which of the others the actor may open."""
    actor = actor_of(request)
    directs = may_direct(actor)
    return {"here": here, "directs": directs, "keeps_rooms": directs or may_keep_rooms(actor)}
