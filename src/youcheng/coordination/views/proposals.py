"""Deciding about proposed measures from the side-by-side page: each button posts and goes back to its place.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from youcheng.coordination.actions import proposals as actions
from youcheng.coordination.enums import ProposalState
from youcheng.coordination.forms.bulletins import ProposalForm, SplitForm
from youcheng.coordination.models import Proposal
from youcheng.coordination.policies import may_direct, proposal_policy
from youcheng.coordination.queries import bulletins as found
from youcheng.coordination.views.bulletins import bulletin_or_404
from youcheng.coordination.views.finding import living_units
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.views.answering import attempt, attempt_at_once
from youcheng.network.models import City
from youcheng.network.queries import relationships_visible_to


@require_POST
@requires(may_direct)
def decide(request: HttpRequest, pk: int, proposal: int, what: str) -> HttpResponse:
    """Accept, reject or open again one proposal."""
    row = _proposal(request, pk, proposal)
    actor, now = actor_of(request), timezone.now()
    if what == "accept":
        attempt_at_once(
            request,
            lambda: actions.accept_proposal(actor=actor, now=now, proposal=row),
            _("Accepted: %s.") % row,
        )
    elif what == "reject":
        reason = request.POST.get("reason", "")
        attempt_at_once(
            request,
            lambda: actions.reject_proposal(actor=actor, now=now, proposal=row, reason=reason) or True,
            _("Rejected: %s.") % row,
        )
    elif what == "reconsider":
        attempt_at_once(
            request,
            lambda: actions.reconsider(actor=actor, now=now, proposal=row) or True,
            _("Open again: %s.") % row,
        )
    else:
        raise Http404
    return _back(request, pk, proposal)


@require_POST
@requires(may_direct)
def several(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept or merge the chosen proposals; "all" accepts every one that waits."""
    row = bulletin_or_404(request, pk)
    actor, now = actor_of(request), timezone.now()
    waiting = found.proposals_of(actor, row).filter(state=ProposalState.PROPOSED)
    keys = [int(key) for key in request.POST.getlist("proposal") if key.isdigit()]
    chosen = list(waiting if request.POST.get("do") == "all" else waiting.filter(pk__in=keys))
    if not chosen:
        messages.error(request, _("Choose measures first; nothing was changed."))
    elif request.POST.get("do") == "merge":
        attempt_at_once(
            request,
            lambda: actions.merge_proposals(actor=actor, now=now, proposals=chosen),
            _("Merged; the quotations stand below each other."),
        )
    else:
        said = ngettext("%(count)s measure accepted.", "%(count)s measures accepted.", len(chosen))
        attempt_at_once(
            request,
            lambda: actions.accept_many(actor=actor, now=now, proposals=chosen),
            said % {"count": len(chosen)},
        )
    return _back(request, pk)


@requires(may_direct)
def edit(request: HttpRequest, pk: int, proposal: int) -> HttpResponse:
    row = _proposal(request, pk, proposal)
    ties = relationships_visible_to(actor_of(request)).order_by()
    cities = City.objects.filter(relationship__in=ties.values("pk"))
    form = ProposalForm(
        request.POST or None, units=living_units(), cities=cities, initial=ProposalForm.initial_of(row)
    )
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: actions.edit_proposal(
                actor=actor_of(request), now=timezone.now(), proposal=row, **form.values()
            ),
        )
        if done is not None:
            return _back(request, pk, proposal)
    return _form(request, form, row, _("Change the proposal"))


@requires(may_direct)
def split(request: HttpRequest, pk: int, proposal: int) -> HttpResponse:
    row = _proposal(request, pk, proposal)
    form = SplitForm(request.POST or None, initial={"parts": row.quotation, "version": row.version})
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: actions.split_proposal(
                actor=actor_of(request),
                now=timezone.now(),
                proposal=row,
                parts=form.cleaned_data["parts"].splitlines(),
                version=form.cleaned_data["version"],
            ),
        )
        if made is not None:
            return _back(request, pk, made[0].pk)
    return _form(request, form, row, _("Split into several"))


def _proposal(request: HttpRequest, pk: int, proposal: int) -> Proposal:
    actor = actor_of(request)
    row = found.proposals_of(actor, bulletin_or_404(request, pk)).filter(pk=proposal).first()
    if row is None:
        raise Http404
    proposal_policy.require(actor, "decide", row)
    return row


def _back(request: HttpRequest, pk: int, proposal: int | None = None) -> HttpResponse:
    """The side-by-side page as it was filtered, at the proposal."""
    query = request.GET.urlencode()
    place = f"#p{proposal}" if proposal else ""
    return redirect(f"{reverse('coordination:bulletin', args=[pk])}{'?' + query if query else ''}{place}")


def _form(request: HttpRequest, form: object, row: Proposal, heading: str) -> HttpResponse:
    context = {"form": form, "proposal": row, "bulletin": row.bulletin, "heading": heading}
    return render(request, "coordination/proposal_form.html", context)
