"""Saying which measures of the plan follow a recommendation of a research topic, and taking that back.

Called by the page of a recommendation's measures.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from youcheng.coordination.enums import PlanState
from youcheng.coordination.errors import NotNow
from youcheng.coordination.models import Measure, MeasureAdvice
from youcheng.coordination.policies import measure_policy
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.strategy.enums import AdviceState
from youcheng.strategy.models import Recommendation
from youcheng.strategy.policies import recommendation_policy

USED = (AdviceState.ADOPTED, AdviceState.ADAPTED)


@transaction.atomic
def link_advice(
    *, actor: Actor, now: datetime, measure: Measure, recommendation: Recommendation
) -> MeasureAdvice:
    """Say that the measure follows the recommendation; one that is linked already stays as it is."""
    measure_policy.require(actor, "edit", measure)
    recommendation_policy.require(actor, "decide", recommendation)
    advice = Recommendation.objects.select_for_update(of=("self",)).get(pk=recommendation.pk)
    if advice.state not in USED:
        raise NotNow(_("Only advice that was adopted, as it is or with changes, stands behind a measure."))
    if measure.plan.state == PlanState.CLOSED:
        raise NotNow(_("“%s” is closed.") % measure.plan)
    link, is_new = MeasureAdvice.objects.get_or_create(
        measure=measure, recommendation=advice, defaults={"added_at": now}
    )
    if is_new:
        after = {"measure": measure.title, "recommendation": str(advice)}
        audit.record(actor=actor, now=now, action="coordination.advice_linked", row=measure, after=after)
    return link


@transaction.atomic
def unlink_advice(*, actor: Actor, now: datetime, link: MeasureAdvice) -> None:
    """Take the link back; measure and recommendation stay."""
    measure_policy.require(actor, "edit", link.measure)
    before = {"measure": link.measure.title, "recommendation": str(link.recommendation)}
    audit.record(actor=actor, now=now, action="coordination.advice_unlinked", row=link.measure, before=before)
    link.delete()
