"""Organisations: the tree, one unit with its members, adding, changing, dissolving, and the roles in it.

Reached through `urls`. People have their own module, and so have invitations.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youcheng.accounts import exports
from youcheng.accounts.actions import memberships, organisations
from youcheng.accounts.enums import Role
from youcheng.accounts.forms import (
    DayForm,
    DissolveForm,
    OrganisationFilterForm,
    OrganisationForm,
    RoleForm,
    organisation_initial,
)
from youcheng.accounts.models import Membership, Organisation
from youcheng.accounts.policies import may_add_organisations, organisation_policy
from youcheng.accounts.queries import (
    as_tree,
    invitations_visible_to,
    memberships_visible_to,
    organisations_listed,
    organisations_visible_to,
)
from youcheng.foundation.access import actor_of, requires, signed_in
from youcheng.foundation.views.answering import attempt, attempt_at_once, page_of, sorted_by

SORTS = {"name": "shown_name", "key": "key", "kind": "kind", "members": "members"}


def _listed(request: HttpRequest) -> tuple[OrganisationFilterForm, Any, bool]:
    """The filter form, its rows, and whether they are shown as a tree (nothing is filtered or sorted)."""
    form = OrganisationFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = organisations_listed(
        actor_of(request),
        on=timezone.localdate(),
        text=wanted.get("text", ""),
        kind=wanted.get("kind", ""),
        with_dissolved=wanted.get("dissolved", False),
    )
    sort = request.GET.get("sort", "")
    is_tree = not (sort or wanted.get("text") or wanted.get("kind"))
    return form, sorted_by(rows, sort, SORTS, "key"), is_tree


@signed_in
def listed(request: HttpRequest) -> HttpResponse:
    form, rows, is_tree = _listed(request)
    shown: Any = as_tree(rows) if is_tree else rows
    context = {
        "form": form,
        "is_tree": is_tree,
        "page": page_of(request, shown),
        "can_add": may_add_organisations(actor_of(request)),
    }
    return render(request, "accounts/organisations.html", context)


@signed_in
def exported(request: HttpRequest) -> HttpResponseBase:
    return exports.organisations(request, _listed(request)[1])


@signed_in
def shown(request: HttpRequest, key: str) -> HttpResponse:
    actor = actor_of(request)
    row = _visible(request, key)
    today = timezone.localdate()
    members = list(
        memberships_visible_to(actor).filter(organisation=row).order_by("-role", "person__name", "-since")
    )
    context = {
        "row": row,
        "current": [m for m in members if m.until is None or m.until >= today],
        "former": [m for m in members if m.until is not None and m.until < today],
        "parts": organisations_visible_to(actor).filter(parent=row),
        "invitations": invitations_visible_to(actor).filter(organisation=row)[:20],
        "today": today,
        "roles": Role.choices,
    }
    return render(request, "accounts/organisation.html", context)


@requires(may_add_organisations)
def add(request: HttpRequest) -> HttpResponse:
    parents = organisations_visible_to(actor_of(request)).filter(dissolved_on__isnull=True)
    form = OrganisationForm(request.POST or None, parents=parents)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        row = attempt(
            form,
            lambda: organisations.create_organisation(
                actor=actor_of(request),
                now=timezone.now(),
                key=given["key"],
                name=form.name,
                kind=given["kind"],
                parent=given["parent"],
            ),
        )
        if row:
            return redirect("accounts:organisation", row.key)
    return render(request, "accounts/organisation_form.html", {"form": form})


@signed_in
def edit(request: HttpRequest, key: str) -> HttpResponse:
    actor, row = actor_of(request), _visible(request, key)
    organisation_policy.require(actor, "edit", row)
    parents = organisations_visible_to(actor).filter(dissolved_on__isnull=True).exclude(pk=row.pk)
    form = OrganisationForm(request.POST or None, parents=parents, row=row)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        saved = attempt(
            form,
            lambda: organisations.edit_organisation(
                actor=actor,
                now=timezone.now(),
                organisation=row,
                version=given["version"] or 0,
                name=form.name,
                kind=given["kind"],
                parent=given["parent"],
            ),
            held=lambda: organisation_initial(_visible(request, key)),
        )
        if saved:
            return redirect("accounts:organisation", row.key)
    return render(request, "accounts/organisation_form.html", {"form": form, "row": row})


@signed_in
def dissolve(request: HttpRequest, key: str) -> HttpResponse:
    actor, row = actor_of(request), _visible(request, key)
    organisation_policy.require(actor, "dissolve", row)
    living = organisations_visible_to(actor).filter(dissolved_on__isnull=True).exclude(pk=row.pk)
    form = DissolveForm(request.POST or None, units=living, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: organisations.dissolve_organisation(
                actor=actor, now=timezone.now(), organisation=row, **form.cleaned_data
            ),
        )
        if done:
            return redirect("accounts:organisation", row.key)
    return render(request, "accounts/organisation_dissolve.html", {"form": form, "row": row})


@require_POST
@signed_in
def change_role(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = _visible_membership(request, pk), RoleForm(request.POST)
    if form.is_valid():
        attempt_at_once(
            request,
            lambda: memberships.change_role(
                actor=actor_of(request),
                now=timezone.now(),
                membership=row,
                role=form.cleaned_data["role"],
            ),
            _("The role of %(person)s was changed.") % {"person": row.person},
        )
    return redirect("accounts:organisation", row.organisation.key)


@require_POST
@signed_in
def end_membership(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = _visible_membership(request, pk), DayForm(request.POST)
    if form.is_valid():
        attempt_at_once(
            request,
            lambda: memberships.end_membership(
                actor=actor_of(request),
                now=timezone.now(),
                membership=row,
                on=form.cleaned_data["on"],
            ),
            _("The membership of %(person)s ends.") % {"person": row.person},
        )
    return redirect("accounts:organisation", row.organisation.key)


def _visible(request: HttpRequest, key: str) -> Organisation:
    return get_object_or_404(organisations_visible_to(actor_of(request)), key=key)


def _visible_membership(request: HttpRequest, pk: int) -> Membership:
    return get_object_or_404(memberships_visible_to(actor_of(request)), pk=pk)
