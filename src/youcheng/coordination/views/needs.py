"""Needs and offers: the two lists, one of each, writing down, correcting, withdrawing.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youcheng.accounts.belonging import is_in_office, organisations_where
from youcheng.accounts.enums import Role
from youcheng.accounts.models import Organisation
from youcheng.coordination.actions import needs as actions
from youcheng.coordination.exports.needs import listing_columns, listing_rows
from youcheng.coordination.forms.needs import ListingFilterForm, ListingForm, NeedForm, OfferForm
from youcheng.coordination.models import Need, Offer
from youcheng.coordination.policies import may_take_part, need_policy, offer_policy
from youcheng.coordination.queries import needs as found
from youcheng.coordination.views.finding import living_units
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.exporting import export_response
from youcheng.foundation.views.answering import attempt, attempt_at_once, page_of


@dataclass(frozen=True)
class Side:
    """One of the two lists: its rows, its form and its words."""

    model: Any
    form: type[ListingForm]
    rows: Any
    policy: Any
    words: Any


SIDES = {
    "needs": Side(Need, NeedForm, found.needs_visible_to, need_policy, lambda: (_("Needs"), _("Write a need down"), _("Correct the need"))),
    "offers": Side(Offer, OfferForm, found.offers_visible_to, offer_policy, lambda: (_("Offers"), _("Write an offer down"), _("Correct the offer"))),
}  # fmt: skip


@requires(may_take_part)
def listed(request: HttpRequest, side: str) -> HttpResponseBase:
    one, form = _side(side), ListingFilterForm(request.GET)
    rows = found.listed(one.rows(actor_of(request)), form.narrowing())
    name = one.words()[0]
    if "format" in request.GET:
        return export_response(request, listing_columns(), listing_rows(rows), name)
    context = {
        "form": form,
        "page": page_of(request, rows),
        "side": side,
        "heading": name,
        "can_add": _owners(request).exists(),
        "here": side,
    }
    return render(request, "coordination/listings.html", context)


@requires(may_take_part)
def add(request: HttpRequest, side: str) -> HttpResponse:
    one, owners = _side(side), _owners(request)
    if not owners.exists():
        raise Http404
    form = one.form(request.POST or None, units=owners)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: actions.list_one(
                actor=actor_of(request), now=timezone.now(), model=one.model, **form.values()
            ),
        )
        if made is not None:
            return redirect("coordination:listings", side)
    return _form(request, form, side, one.words()[1])


@requires(may_take_part)
def edit(request: HttpRequest, side: str, pk: int) -> HttpResponse:
    one = _side(side)
    row = _editable(request, one, pk)
    form = one.form(request.POST or None, units=None, initial=one.form.initial_of(row))
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: actions.correct_listing(
                actor=actor_of(request),
                now=timezone.now(),
                row=row,
                version=form.cleaned_data["version"],
                **form.values(),
            ),
        )
        if done is not None:
            return redirect("coordination:listings", side)
    return _form(request, form, side, one.words()[2])


@require_POST
@requires(may_take_part)
def withdraw(request: HttpRequest, side: str, pk: int) -> HttpResponse:
    row = _editable(request, _side(side), pk)
    attempt_at_once(
        request,
        lambda: actions.withdraw_listing(actor=actor_of(request), now=timezone.now(), row=row) or True,
        _("Withdrawn: %s.") % row,
    )
    return redirect("coordination:listings", side)


def _side(side: str) -> Side:
    try:
        return SIDES[side]
    except KeyError:
        raise Http404 from None


def _editable(request: HttpRequest, side: Side, pk: int) -> Any:
    actor = actor_of(request)
    row = get_object_or_404(side.rows(actor), pk=pk)
    side.policy.require(actor, "edit", row)
    return row


def _owners(request: HttpRequest) -> Any:
    """The units the person may write for: the office for any, others for their own."""
    actor = actor_of(request)
    if is_in_office(actor, Role.CONTRIBUTOR):
        return living_units()
    own = organisations_where(actor, Role.CONTRIBUTOR)
    return living_units().filter(pk__in=Organisation.objects.filter(pk__in=own).values("pk"))


def _form(request: HttpRequest, form: ListingForm, side: str, heading: str) -> HttpResponse:
    return render(request, "coordination/listing_form.html", {"form": form, "side": side, "heading": heading})
