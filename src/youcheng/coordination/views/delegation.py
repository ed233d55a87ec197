"""Delegating a task by a link: making it, taking the task back, and the page the invited person opens.

Called through `urls`; the secret of a link is shown once, in the answer to the request that made it.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youcheng.accounts.forms import AcceptForm
from youcheng.accounts.network_address import address_of
from youcheng.coordination import queries
from youcheng.coordination.actions import delegating
from youcheng.coordination.enums import MoveKind
from youcheng.coordination.errors import LinkVoid
from youcheng.coordination.forms.delegation import DelegationForm
from youcheng.coordination.policies import may_take_part, task_policy
from youcheng.coordination.views.finding import task_or_404
from youcheng.foundation.access import actor_of, public, requires
from youcheng.foundation.views.answering import attempt, attempt_at_once, show_once


@requires(may_take_part)
def delegate(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite one person outside the unit; the answer shows the link once."""
    row = task_or_404(request, pk)
    if MoveKind.DELEGATED.value not in queries.moves_offered(row):
        raise Http404
    form = DelegationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: delegating.delegate(
                actor=actor_of(request), now=timezone.now(), task=row, **form.cleaned_data
            ),
        )
        if made is not None:
            delegation, secret = made
            context = {
                "heading": _("Invitation for %(name)s") % {"name": delegation.name},
                "link": request.build_absolute_uri(reverse("coordination:delegation", args=[secret])),
                "until": delegation.expires_at,
                "back": reverse("coordination:task", args=[pk]),
            }
            return show_once(request, context)
    heading = _("Delegate to one person outside the unit")
    return render(request, "coordination/form.html", {"task": row, "form": form, "heading": heading})


@require_POST
@requires(may_take_part)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    row = task_or_404(request, pk)
    task_policy.require(actor_of(request), "hand_on", row)
    attempt_at_once(
        request,
        lambda: delegating.end_delegation(actor=actor_of(request), now=timezone.now(), task=row) or True,
        _("The task is back with your unit; the link opens nothing any more."),
    )
    return redirect("coordination:task", pk)


@public("the secret in the link is the key, and it opens one task to one person once")
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Whoever is signed in takes the task on as themselves; others open an account first."""
    try:
        row = delegating.open_delegation(secret=secret, now=timezone.now())
    except LinkVoid as void:
        return render(request, "accounts/invitation_void.html", {"reason": str(void)}, status=404)
    if actor_of(request).is_signed_in:
        return _as_oneself(request, secret, {"row": row})
    form = AcceptForm(request.POST or None, initial={"name": row.name, "language": get_language()})
    if request.method == "POST" and form.is_valid():
        given = {k: v for k, v in form.cleaned_data.items() if k != "again"}
        person = attempt(
            form,
            lambda: delegating.accept_with_new_account(
                secret=secret, now=timezone.now(), address=address_of(request), **given
            ),
        )
        if person:
            messages.success(request, _("Your account is ready. Sign in with the password you chose."))
            return redirect("account_login")
    here = reverse("coordination:delegation", args=[secret])
    context = {"form": form, "row": row, "sign_in": f"{reverse('account_login')}?next={here}"}
    return render(request, "coordination/delegation.html", context)


def _as_oneself(request: HttpRequest, secret: str, context: dict[str, object]) -> HttpResponse:
    if request.method == "POST":
        task = attempt_at_once(
            request,
            lambda: delegating.accept_delegation(secret=secret, now=timezone.now(), actor=actor_of(request)),
            _("The task is yours."),
        )
        if task is not None:
            return redirect("coordination:task", task.pk)
    return render(request, "coordination/delegation.html", context)
