"""One step of the path to a formal tie: where it stands, its papers, and what to mind.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.foundation.access import actor_of, signed_in
from youcheng.network import actions, queries
from youcheng.network.enums import Paper, Step
from youcheng.network.forms import PathForm
from youcheng.network.models import PathStep
from youcheng.network.policies import relationship_policy
from youcheng.network.queries.path import PAPERS
from youcheng.network.views.handling import attempt, say, tie_or_404, today


@signed_in
def step(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    if step not in Step.values:
        raise Http404
    tie = tie_or_404(request, slug)
    relationship_policy.require(actor_of(request), "take_step", tie)
    row = PathStep.objects.filter(relationship=tie, step=step).first()
    form = PathForm(request.POST or None, initial=PathForm.initial_of(row))
    if request.method == "POST" and form.is_valid():
        taken = attempt(
            form,
            actions.take_path_step,
            held=lambda: PathForm.initial_of(PathStep.objects.get(relationship=tie, step=step)),
            actor=actor_of(request),
            relationship=tie,
            step=step,
            **form.cleaned_data,
        )
        if taken is not None:
            _check_papers(request, taken[0])
            say(request, _("Saved."))
            return redirect("network:relationship", slug)
    checked = {paper.paper for paper in row.papers.all() if paper.is_checked} if row else set()
    context = {
        "form": form,
        "tie": tie,
        "heading": _("%(step)s: %(tie)s") % {"step": Step(step).label, "tie": tie},
        "cautions": queries.path_warnings(tie, today()),
        "papers": [(p.value, p.label, p.value in checked) for p in PAPERS.get(step, ())],
    }
    return render(request, "network/path_step.html", context)


def _check_papers(request: HttpRequest, row: PathStep) -> None:
    """Note the papers that were ticked and are not noted yet."""
    have = set(row.papers.filter(is_checked=True).values_list("paper", flat=True))
    for paper in request.POST.getlist("papers"):
        if paper in Paper.values and paper not in have:
            actions.add_paper(
                actor=actor_of(request), now=timezone.now(), path_step=row, paper=paper, is_checked=True
            )
