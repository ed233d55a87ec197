"""The measures of a recommendation: which of the plan follow it, one more, and taking one back.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youcheng.coordination.actions import advice as actions
from youcheng.coordination.forms.advice import AdviceForm
from youcheng.coordination.policies import may_plan
from youcheng.coordination.queries import advice
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.views.answering import attempt, attempt_at_once
from youcheng.strategy.models import Recommendation
from youcheng.strategy.queries.topics.advice import recommendations_visible_to


@requires(may_plan)
def measures(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = _recommendation(request, pk), actor_of(request)
    form = AdviceForm(request.POST or None, measures=advice.measures_to_link(actor))
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: actions.link_advice(
                actor=actor, now=timezone.now(), recommendation=row, **form.cleaned_data
            ),
        )
        if done is not None:
            return redirect("coordination:advice_measures", pk)
    context = {"recommendation": row, "links": advice.links_of(actor, row), "form": form}
    return render(request, "coordination/advice.html", context)


@require_POST
@requires(may_plan)
def remove(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    row, actor = _recommendation(request, pk), actor_of(request)
    one = get_object_or_404(advice.links_of(actor, row), pk=link)
    attempt_at_once(
        request,
        lambda: actions.unlink_advice(actor=actor, now=timezone.now(), link=one) is None,
        _("The measure no longer names this advice."),
    )
    return redirect("coordination:advice_measures", pk)


def _recommendation(request: HttpRequest, pk: int) -> Recommendation:
    row: Recommendation = get_object_or_404(recommendations_visible_to(actor_of(request)), pk=pk)
    if not row.can_decide:  # type: ignore[attr-defined]
        raise Http404
    return row
