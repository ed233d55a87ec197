"""Alliances of cities: the list with its sheet, one alliance, recording and correcting it and its members.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from youcheng.accounts.belonging import takes_part
from youcheng.foundation.access import actor_of, requires, signed_in
from youcheng.foundation.exporting import export_response
from youcheng.foundation.views.answering import page_of, sorted_by
from youcheng.network import actions, queries
from youcheng.network.exports import alliance_columns, alliance_rows
from youcheng.network.forms import AllianceFilter, AllianceForm, MemberForm
from youcheng.network.models import Alliance, AllianceMember
from youcheng.network.policies import alliance_policy
from youcheng.network.views.handling import Back, attempt, removal, saved, say
from youcheng.network.views.record import coordinators

SORTS = {"name": "slug", "founded": "founded", "members": "member_count", "grade": "grade"}


@requires(takes_part)
def alliances(request: HttpRequest) -> HttpResponseBase:
    actor = actor_of(request)
    form = AllianceFilter(request.GET)
    form.is_valid()
    found = sorted_by(
        queries.alliances_listed(actor, **form.cleaned_data), request.GET.get("sort", ""), SORTS, "name"
    )
    if "format" in request.GET:
        return export_response(request, alliance_columns(), alliance_rows(found), _("Alliances"))
    context = {"form": form, "page": page_of(request, found), "can_add": queries.may_keep_record(actor)}
    return render(request, "network/alliances.html", context)


@signed_in
def alliance(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "network/alliance.html", {"alliance": _alliance(request, slug)})


@requires(coordinators)
def add(request: HttpRequest) -> HttpResponse:
    form = AllianceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = attempt(form, actions.record_alliance, actor=actor_of(request), **form.values())
        if row is not None:
            say(request, _("Recorded: %s. Add its members.") % row)
            return redirect("network:alliance", row.slug)
    back = Back(reverse("network:alliances"), _("Alliances"))
    context = {"form": form, "heading": _("Record an alliance"), "back": back}
    return render(request, "network/form.html", context)


@signed_in
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    row = _editable(request, slug)
    form = AllianceForm(request.POST or None, initial=AllianceForm.initial_of(row))
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form, actions.correct_alliance, held=lambda: AllianceForm.initial_of(_editable(request, slug)),
            actor=actor_of(request), alliance=row, version=form.version_read, **form.values(row.name),
        )  # fmt: skip
        if done is not None:
            saved(request, done)
            return redirect("network:alliance", slug)
    context = {"form": form, "heading": _("Correct “%s”") % row, "back": _page(row)}
    return render(request, "network/form.html", context)


@signed_in
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    row = _editable(request, slug)
    back = Back(reverse("network:alliances"), _("Alliances"))
    return removal(request, row, actions.remove_alliance, back=back, alliance=row)


@signed_in
def member_add(request: HttpRequest, slug: str) -> HttpResponse:
    row = _editable(request, slug)
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        member = attempt(form, actions.add_member, actor=actor_of(request), alliance=row, **form.values())
        if member is not None:
            say(request, _("%s is among the members now.") % member)
            return redirect("network:alliance", slug)
    context = {"form": form, "heading": _("Add a member to “%s”") % row, "back": _page(row)}
    return render(request, "network/form.html", context)


@signed_in
def member_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    row = _member(request, slug, pk)
    form = MemberForm(request.POST or None, initial=MemberForm.initial_of(row), is_new=False)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form, actions.correct_member, held=lambda: MemberForm.initial_of(_member(request, slug, pk)),
            actor=actor_of(request), member=row, version=form.version_read, **form.values(),
        )  # fmt: skip
        if done is not None:
            saved(request, done)
            return redirect("network:alliance", slug)
    heading = _("Membership of %s") % row
    return render(
        request, "network/form.html", {"form": form, "heading": heading, "back": _page(row.alliance)}
    )


@signed_in
def member_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    row = _member(request, slug, pk)
    return removal(request, row, actions.remove_member, back=_page(row.alliance), member=row)


def _alliance(request: HttpRequest, slug: str) -> Alliance:
    return get_object_or_404(queries.alliances_visible_to(actor_of(request)), slug=slug)


def _editable(request: HttpRequest, slug: str) -> Alliance:
    row = _alliance(request, slug)
    alliance_policy.require(actor_of(request), "edit", row)
    return row


def _member(request: HttpRequest, slug: str, pk: int) -> AllianceMember:
    row = _editable(request, slug)
    return get_object_or_404(row.members.select_related("city", "alliance"), pk=pk)


def _page(row: Alliance) -> Back:
    return Back(reverse("network:alliance", args=[row.slug]), str(row))
