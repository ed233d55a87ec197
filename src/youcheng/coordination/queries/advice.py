"""The measures behind which advice of a research topic stands, and the advice behind a measure.

Called by the pages of measures and of a recommendation's measures, and by the links offered on deliverables.
"""

from __future__ import annotations

from django.db.models import QuerySet

from youcheng.coordination.enums import PlanState
from youcheng.coordination.models import Measure, MeasureAdvice
from youcheng.coordination.policies import measure_policy
from youcheng.foundation.actors import Actor
from youcheng.strategy.models import Deliverable, Recommendation
from youcheng.strategy.queries.topics.advice import recommendations_visible_to


def links_of(actor: Actor, recommendation: Recommendation) -> QuerySet[MeasureAdvice]:
    """The measures of one recommendation that the actor may see."""
    seen = measure_policy.filter(Measure.objects.order_by(), actor).values("pk")
    rows = MeasureAdvice.objects.filter(recommendation=recommendation, measure__in=seen)
    return rows.select_related("measure__plan")


def advice_behind(actor: Actor, measure: Measure) -> QuerySet[Recommendation]:
    """The recommendations behind a measure that the actor may see."""
    return recommendations_visible_to(actor).filter(measures__measure=measure)


def measures_of_deliverable(actor: Actor, deliverable: Deliverable) -> dict[int, list[Measure]]:
    """For each recommendation of a deliverable, by key, its measures that the actor may see. One query."""
    seen = measure_policy.filter(Measure.objects.order_by(), actor).values("pk")
    rows = MeasureAdvice.objects.filter(recommendation__deliverable=deliverable, measure__in=seen)
    found: dict[int, list[Measure]] = {}
    for row in rows.select_related("measure__plan"):
        found.setdefault(row.recommendation_id, []).append(row.measure)
    return found


def measures_to_link(actor: Actor) -> QuerySet[Measure]:
    """Measures of plans that are not closed, newest year first, for whoever may change them."""
    rows = Measure.objects.exclude(plan__state=PlanState.CLOSED).select_related("plan")
    return measure_policy.filter(rows, actor, "edit").order_by("-plan__year", "number")
