"""Matching: the matches and their reasons, what was not met and why, running it, and what units say of a match.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youcheng.coordination import tasks
from youcheng.coordination.actions import matches as actions
from youcheng.coordination.enums import ListingState, MatchState, RunState
from youcheng.coordination.forms.needs import DeclineForm, RunForm
from youcheng.coordination.match_words import said
from youcheng.coordination.models import Match, MatchRun
from youcheng.coordination.policies import may_direct, may_take_part
from youcheng.coordination.queries import needs as found
from youcheng.engines.errors import EngineError
from youcheng.foundation import jobs
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.errors import Refused
from youcheng.foundation.views.answering import attempt, attempt_at_once, page_of

AT_ONCE = 200
"""So many open needs and offers are matched while one waits; more are matched beside the web server."""


@requires(may_take_part)
def matches(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    page = page_of(request, found.matches_shown(actor))
    names = found.names_for(actor)
    run = found.newest_run(actor)
    context: dict[str, Any] = {
        "page": page,
        "rows": [(row, [said(reason, names) for reason in row.reasons]) for row in page],
        "run": run,
        "form": RunForm(),
        "can_run": may_direct(actor),
        "refusals": _worded(run.refusals, names) if run else [],
        "unused": _worded(run.summary.get("offers", []), names) if run else [],
        "here": "matches",
    }
    return render(request, "coordination/matches.html", context)


def _worded(rows: list[dict[str, Any]], names: dict[str, str]) -> list[dict[str, Any]]:
    return [{**row, "said": [said(reason, names) for reason in row["reasons"]]} for row in rows]


@require_POST
@requires(may_direct)
def run(request: HttpRequest) -> HttpResponse:
    """Match everything open: at once where it is little, else with progress that can be left."""
    form = RunForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Fairness is a share from 0 to 1."))
        return redirect("coordination:matches")
    actor, now = actor_of(request), timezone.now()
    row = actions.begin_run(actor=actor, now=now, slack=float(form.cleaned_data["slack"]))
    if _size(request) > AT_ONCE:
        job = jobs.start(
            actor=actor, now=now, kind="coordination.matching", title=_("Matching needs with offers")
        )
        MatchRun.objects.filter(pk=row.pk).update(job=job)
        tasks.work_out_matches.enqueue(
            str(job.pk), row.pk, actor.person_id, actor.name, get_language() or "zh-hans"
        )
        return redirect("foundation:job", job.pk)
    try:
        count = actions.work_out(actor=actor, now=now, run=row)
        text = ngettext("%(count)s match is proposed.", "%(count)s matches are proposed.", count)
        messages.success(request, text % {"count": count})
    except (Refused, EngineError) as refused:
        MatchRun.objects.filter(pk=row.pk).update(state=RunState.FAILED)
        messages.error(request, str(refused))
    return redirect("coordination:matches")


def _size(request: HttpRequest) -> int:
    actor = actor_of(request)
    rows = (found.needs_visible_to(actor), found.offers_visible_to(actor))
    return sum(row.order_by().filter(state=ListingState.OPEN).count() for row in rows)


@require_POST
@requires(may_take_part)
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    row = _match(request, pk)
    done = attempt_at_once(
        request,
        lambda: actions.agree(actor=actor_of(request), now=timezone.now(), match=row),
        _("Agreed: %s.") % row,
    )
    if done is not None and done.task_id:
        messages.info(request, _("Both units agree, so there is a task for them now."))
    return redirect("coordination:matches")


@requires(may_take_part)
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    row = _match(request, pk)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: actions.decline(
                actor=actor_of(request), now=timezone.now(), match=row, reason=form.cleaned_data["reason"]
            ),
        )
        if done is not None:
            return redirect("coordination:matches")
    context = {
        "form": form,
        "side": "needs",
        "heading": _("Decline the match"),
        "match": row,
        "is_danger": True,
    }
    return render(request, "coordination/listing_form.html", context)


def _match(request: HttpRequest, pk: int) -> Match:
    """A match the person may speak about; 404 for those who only see it."""
    row = get_object_or_404(found.matches_visible_to(actor_of(request)), pk=pk)
    if not (row.can_agree_for_need or row.can_agree_for_offer) or row.state == MatchState.LAPSED:  # type: ignore[attr-defined]
        raise Http404
    return row
