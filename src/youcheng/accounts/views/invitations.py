"""Inviting by link, withdrawing a link, and the page the invited person opens.

Reached through `urls`; the secret of a link is shown once, in the answer to the request that made it.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youcheng.accounts.actions import invitations
from youcheng.accounts.errors import InvitationVoid
from youcheng.accounts.forms import AcceptForm, InvitationForm
from youcheng.accounts.network_address import address_of
from youcheng.accounts.policies import organisation_policy
from youcheng.accounts.queries import invitations_visible_to, organisations_visible_to
from youcheng.foundation.access import actor_of, public, signed_in
from youcheng.foundation.views.answering import attempt, attempt_at_once, show_once


@signed_in
def invite(request: HttpRequest, key: str) -> HttpResponse:
    actor = actor_of(request)
    row = get_object_or_404(organisations_visible_to(actor), key=key)
    organisation_policy.require(actor, "invite", row)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: invitations.invite(
                actor=actor, now=timezone.now(), organisation=row, **form.cleaned_data
            ),
        )
        if made:
            invitation, secret = made
            context = {
                "heading": _("Invitation for %(name)s") % {"name": invitation.name},
                "link": request.build_absolute_uri(reverse("accounts:accept", args=[secret])),
                "until": invitation.expires_at,
                "back": reverse("accounts:organisation", args=[row.key]),
            }
            return show_once(request, context)
    return render(request, "accounts/invitation_form.html", {"form": form, "row": row})


@require_POST
@signed_in
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(invitations_visible_to(actor_of(request)), pk=pk)
    attempt_at_once(
        request,
        lambda: invitations.withdraw_invitation(actor=actor_of(request), now=timezone.now(), invitation=row),
        _("The invitation was withdrawn; its link opens nothing any more."),
    )
    return redirect("accounts:organisation", row.organisation.key)


@public("the secret in the link is the key, and it opens one account once")
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    try:
        row = invitations.open_invitation(secret=secret, now=timezone.now())
    except InvitationVoid as void:
        return render(request, "accounts/invitation_void.html", {"reason": str(void)}, status=404)
    initial = {"name": row.name, "language": get_language()}
    form = AcceptForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = {k: v for k, v in form.cleaned_data.items() if k != "again"}
        person = attempt(
            form,
            lambda: invitations.accept_invitation(
                secret=secret, now=timezone.now(), address=address_of(request), **given
            ),
        )
        if person:
            messages.success(request, _("Your account is ready. Sign in with the password you chose."))
            return redirect("account_login")
    return render(request, "accounts/accept.html", {"form": form, "row": row})
