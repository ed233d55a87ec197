"""Money and task force of a topic: laying the grant down, payments, setting the task force up, members.

Reached through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.views.answering import attempt, attempt_at_once
from youcheng.strategy.actions.topics import money, task_forces
from youcheng.strategy.forms.topics.work import (
    GrantForm,
    PaymentForm,
    ReasonForm,
    TaskForceForm,
    TaskForceMemberForm,
)
from youcheng.strategy.models import Instalment, TaskForceMember
from youcheng.strategy.policies import may_see_topics
from youcheng.strategy.queries.topics import work
from youcheng.strategy.queries.topics.reviews import experts_to_ask, people_to_ask
from youcheng.strategy.views.topics.finding import form_page, topic_or_404


@requires(may_see_topics)
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor, today = topic_or_404(request, pk, "direct"), actor_of(request), timezone.localdate()
    held = work.money_of(actor, row, today)
    grant = held.grant if held else None
    names = ("budget_line", "amount", "starts_on", "version")
    initial = {name: getattr(grant, name) for name in names} if grant else {"starts_on": today}
    form = GrantForm(request.POST or None, topic=row, grant=grant, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(
            form,
            lambda: money.lay_down_grant(
                actor=actor,
                now=timezone.now(),
                topic=row,
                version=form.version_read,
                lines=form.instalments(),
                **{name: given[name] for name in names[:3]},
            ),
        )
        if done is not None:
            return redirect("strategy:topic", pk)
    note = _("Instalments add up to the grant. One with a deliverable is payable once that is accepted.")
    context = {"topic": row, "form": form, "heading": _("Grant and instalments"), "note": note}
    return render(request, "strategy/topics/lines_form.html", context)


@requires(may_see_topics)
def pay(request: HttpRequest, pk: int, instalment: int) -> HttpResponse:
    row = topic_or_404(request, pk)
    one = _instalment(request, pk, instalment)
    if not one.can_pay:  # type: ignore[attr-defined]
        raise Http404
    initial = {"paid_on": timezone.localdate(), "version": one.version}
    form = PaymentForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(
            form,
            lambda: money.pay(actor=actor_of(request), now=timezone.now(), instalment=one, **given) is None,
        )
        if done:
            return redirect("strategy:topic", pk)
    return form_page(request, form, _("Enter the payment"), topic=row, lead=one.title)


@requires(may_see_topics)
def take_back(request: HttpRequest, pk: int, instalment: int) -> HttpResponse:
    row = topic_or_404(request, pk)
    one = _instalment(request, pk, instalment)
    if not one.can_take_back:  # type: ignore[attr-defined]
        raise Http404
    form = ReasonForm(request.POST or None, initial={"version": one.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(
            form,
            lambda: (
                money.take_payment_back(actor=actor_of(request), now=timezone.now(), instalment=one, **given)
                is None
            ),
        )
        if done:
            return redirect("strategy:topic", pk)
    heading = _("Take the payment back")
    return form_page(request, form, heading, topic=row, lead=one.title, is_danger=True)


@requires(may_see_topics)
def task_force(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor, today = topic_or_404(request, pk, "direct"), actor_of(request), timezone.localdate()
    held = work.task_force_of(actor, row, today)
    initial = TaskForceForm.initial_of(held.force) if held else {"begins_on": today, "name": str(row.title)}
    form = TaskForceForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(form, lambda: task_forces.set_up(actor=actor, now=timezone.now(), topic=row, **given))
        if done is not None:
            return redirect("strategy:topic", pk)
    return form_page(request, form, _("Task force"), topic=row, button=_("Save"))


@requires(may_see_topics)
def member_add(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor, today = topic_or_404(request, pk, "direct"), actor_of(request), timezone.localdate()
    form = TaskForceMemberForm(
        request.POST or None,
        people=people_to_ask(actor),
        experts=experts_to_ask(),
        organisations=work.organisations_that_send(today),
        initial={"since": today},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(
            form, lambda: task_forces.add_member(actor=actor, now=timezone.now(), topic=row, **given)
        )
        if done is not None:
            return redirect("strategy:topic", pk)
    return form_page(request, form, _("Take somebody in"), topic=row)


@require_POST
@requires(may_see_topics)
def member_end(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    row = topic_or_404(request, pk, "direct")
    one = get_object_or_404(
        TaskForceMember.objects.select_related("task_force__topic", "person", "expert"),
        pk=member,
        task_force__topic=row,
    )
    attempt_at_once(
        request,
        lambda: task_forces.end_membership(actor=actor_of(request), now=timezone.now(), member=one) is None,
        _("%s is no longer in the task force.") % one,
    )
    return redirect("strategy:topic", pk)


def _instalment(request: HttpRequest, pk: int, instalment: int) -> Instalment:
    rows = work.instalments_visible_to(actor_of(request)).filter(grant__topic_id=pk)
    found: Instalment = get_object_or_404(rows, pk=instalment)
    return found
