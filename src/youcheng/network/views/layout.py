"""The layout of the ties by zone beside targets and chance, and the targets themselves.

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
from youcheng.network import actions, queries
from youcheng.network.exports import world as exports
from youcheng.network.forms import TargetForm
from youcheng.network.models import ZoneTarget
from youcheng.network.policies import zone_target_policy
from youcheng.network.queries import world as reads
from youcheng.network.views.handling import Back, attempt, removal, saved, say, today
from youcheng.network.views.record import coordinators
from youcheng.network.views.world_frame import world_of


@requires(takes_part)
def layout(request: HttpRequest) -> HttpResponseBase:
    actor, home = actor_of(request), queries.home_city()
    if home is None:
        return render(request, "network/world/layout.html", {})
    found = world_of(request)
    net = found.net if found is not None and found.matching is not None else None
    made = reads.layout(home, actor, today(), net)
    if "format" in request.GET:
        sheet = exports.layout_rows(made)
        return export_response(request, exports.layout_columns(), sheet, _("Layout by zone"))
    context = {
        "world": found,
        "layout": made,
        "home": home,
        "groups": exports.named_groups(made),
        "targets": reads.targets_visible_to(actor),
        "can_set": queries.may_keep_record(actor),
        "today": today(),
    }
    return render(request, "network/world/layout.html", context)


@requires(coordinators)
def target_add(request: HttpRequest) -> HttpResponse:
    form = TargetForm(request.POST or None, initial={"zone": request.GET.get("zone", ""), "since": today()})
    if request.method == "POST" and form.is_valid():
        row = attempt(form, actions.set_target, actor=actor_of(request), **form.values())
        if row is not None:
            say(request, _("The target is set."))
            return redirect("network:layout")
    context = {"form": form, "heading": _("Set a zone's target"), "back": _back()}
    return render(request, "network/form.html", context)


@signed_in
def target_edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = _target(request, pk)
    form = TargetForm(request.POST or None, initial=TargetForm.initial_of(row))
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form, actions.correct_target, held=lambda: TargetForm.initial_of(_target(request, pk)),
            actor=actor_of(request), target=row, version=form.cleaned_data["version"], **form.values(),
        )  # fmt: skip
        if done is not None:
            saved(request, done)
            return redirect("network:layout")
    context = {"form": form, "heading": _("Correct a zone's target"), "back": _back()}
    return render(request, "network/form.html", context)


@signed_in
def target_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = _target(request, pk)
    return removal(request, row, actions.remove_target, back=_back(), target=row)


def _target(request: HttpRequest, pk: int) -> ZoneTarget:
    row: ZoneTarget = get_object_or_404(reads.targets_visible_to(actor_of(request)), pk=pk)
    zone_target_policy.require(actor_of(request), "edit", row)
    return row


def _back() -> Back:
    return Back(reverse("network:layout"), _("Layout"))
