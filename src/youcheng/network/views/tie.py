"""The page of one tie (or of a gazetteer city without one), its vitality, and correcting its history.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.foundation import formatting, related
from youcheng.foundation.access import actor_of, signed_in
from youcheng.foundation.exporting import export_response
from youcheng.network import actions, charts, preferences, queries
from youcheng.network.enums import Zone
from youcheng.network.forms import EventForm, TieForm
from youcheng.network.imports import TIES
from youcheng.network.models import City, Relationship, RelationshipEvent
from youcheng.network.policies import relationship_policy
from youcheng.network.queries.tie_page import tie_page
from youcheng.network.views.handling import (
    Back,
    attempt,
    kind_labels,
    removal,
    saved,
    say,
    state_labels,
    tie_or_404,
    today,
)
from youcheng.network.views.methods import described
from youcheng.network.views.register import day_of


@signed_in
def relationship(request: HttpRequest, slug: str) -> HttpResponseBase:
    actor = actor_of(request)
    try:
        tie = queries.relationship_of(actor, slug)
    except Relationship.DoesNotExist:
        return _city(request, slug)
    if "format" in request.GET:
        # The columns of the import: the log of a tie can be corrected in the sheet and brought in again.
        rows = TIES.rows_of(actor, queries.relationships_visible_to(actor).filter(pk=tie.pk))
        return export_response(request, TIES.columns, rows, _("Events of the tie with %s") % tie)
    page = tie_page(actor, tie, day_of(request, today()), timezone.now())
    context = {
        "page": page,
        "tie": tie,
        "kinds": kind_labels(page.standing),
        "states": state_labels(page.standing),
        "is_certain": page.standing.kind is not None or not page.standing.kinds,
        "zone": Zone(page.zone).label,
        "today": today(),
        "related": related.links(actor, tie),
    }
    return render(request, "network/relationship.html", context)


def _city(request: HttpRequest, slug: str) -> HttpResponse:
    """A place of the gazetteer with which the actor sees no tie."""
    city = get_object_or_404(City.objects.select_related("country"), slug=slug)
    context = {
        "city": city,
        "distance": queries.distance_from_home(city),
        "hours": queries.time_difference(city, timezone.now()),
        "zone": Zone(queries.zone_of(city.country, today())).label,
        "groups": queries.group_names(queries.groups_of(city.country, today())),
        "can_add": queries.may_add(actor_of(request)),
        "seeking": queries.open_seekers_of(actor_of(request), city, today()),
        "can_seek": queries.may_add_seeker(actor_of(request)),
        "is_home": hasattr(city, "home"),
        "related": related.links(actor_of(request), city),
    }
    return render(request, "network/city.html", context)


@signed_in
def vitality(request: HttpRequest, slug: str) -> HttpResponse:
    """The three readings with their formulas, parameters and reservations: where the numbers open to."""
    tie = tie_or_404(request, slug)
    as_of = day_of(request, today())
    reading = queries.vitality_of(tie, as_of)
    kinds = preferences.vitality_kinds()
    context = {
        "tie": tie,
        "as_of": as_of,
        "reading": reading,
        "methods": [
            described(_("Vitality by decay"), reading.decay),
            described(_("Probability that the tie is alive"), reading.alive),
            described(_("Silence alarm"), reading.silence),
        ],
        "picture": charts.decline_picture(queries.decline_of(tie, as_of)),
        "can_record": relationship_policy.allows(actor_of(request), "add_exchange", tie),
        "kinds": queries.kinds_used(tie, kinds),
    }
    return render(request, "network/vitality.html", context)


@signed_in
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    tie = tie_or_404(request, slug)
    actor = actor_of(request)
    relationship_policy.require(actor, "edit", tie)
    may_name = relationship_policy.allows(actor, "set_counterpart", tie)
    offices = queries.counterparts_for(actor) if may_name else None
    form = TieForm(request.POST or None, counterparts=offices, initial=TieForm.initial_of(tie))
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form, actions.correct_relationship, held=lambda: form.held(tie_or_404(request, slug)),
            actor=actor, relationship=tie, **form.values(),
        )  # fmt: skip
        if done is not None:
            saved(request, done)
            return redirect("network:relationship", slug)
    context = {"form": form, "tie": tie, "heading": _("Facts about the tie with %s") % tie}
    return render(request, "network/form.html", context)


@signed_in
def event_add(request: HttpRequest, slug: str) -> HttpResponse:
    tie = tie_or_404(request, slug)
    relationship_policy.require(actor_of(request), "add_event", tie)
    form = EventForm(request.POST or None, initial={"type": request.GET.get("type", "")})
    if request.method == "POST" and form.is_valid():
        event = attempt(form, actions.record_event, actor=actor_of(request), relationship=tie, **form.claim())
        if event is not None:
            say(request, _("Recorded: %s.") % event)
            return redirect("network:relationship", slug)
    context = {"form": form, "tie": tie, "heading": _("Record an event with %s") % tie}
    return render(request, "network/event.html", context)


@signed_in
def event_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    tie, event = _event(request, slug, pk)
    form = EventForm(request.POST) if request.method == "POST" else EventForm.of(event)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        done = attempt(
            form, actions.correct_event, actor=actor_of(request), event=event, version=version, **form.claim()
        )
        if done is not None:
            saved(request, done)
            return redirect("network:relationship", slug)
    context = {"form": form, "tie": tie, "event": event, "heading": _("Correct an event with %s") % tie}
    if getattr(form, "changed_meanwhile", False):
        # The person has now been told: saving again is a decision, made against what stands there now.
        context |= {"form": form.told(event.version), "stored": event}
    return render(request, "network/event.html", context)


@signed_in
def event_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    tie, event = _event(request, slug, pk)
    back = Back(reverse("network:relationship", args=[slug]), str(tie))
    called = f"{event.get_type_display()} {formatting.span(event.span)}"
    return removal(request, event, actions.remove_event, back=back, called=called, event=event)


def _event(request: HttpRequest, slug: str, pk: int) -> tuple[Relationship, RelationshipEvent]:
    tie = tie_or_404(request, slug)
    event = tie.events.filter(pk=pk).first()
    if event is None:
        raise Http404
    relationship_policy.require(actor_of(request), "add_event", tie)
    return tie, event
