"""The rules of supervision, and what they would send out today.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.coordination.actions import rules as actions
from youcheng.coordination.actions.queueing import mail_is_on
from youcheng.coordination.forms.supervision import RuleForm
from youcheng.coordination.models import SupervisionRule
from youcheng.coordination.policies import may_direct
from youcheng.coordination.queries.notices import last_sweep
from youcheng.coordination.queries.sweeping import not_told, planned
from youcheng.coordination.views.finding import supervision_tabs
from youcheng.coordination.views.previewing import preview_of
from youcheng.coordination.wording import rule_words
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.views.answering import attempt


@requires(may_direct)
def rules(request: HttpRequest) -> HttpResponse:
    context = {
        "rules": [
            (rule, rule_words(rule.kind, rule.days)) for rule in SupervisionRule.objects.order_by("pk")
        ],
        "sweep": last_sweep(),
        "today": timezone.localdate(),
        "mail_is_on": mail_is_on(),
        **supervision_tabs(request, "rules"),
    }
    return render(request, "coordination/rules.html", context)


@requires(may_direct)
def preview(request: HttpRequest) -> HttpResponse:
    """What a sweep would make now; nothing is made."""
    today = timezone.localdate()
    plan = planned(today)
    context = {
        "preview": preview_of(not_told(plan.notices)),
        "tasks": plan.tasks,
        "today": today,
        "sweep": last_sweep(),
    }
    return render(request, "coordination/sweep_preview.html", context | supervision_tabs(request, "rules"))


@requires(may_direct)
def add(request: HttpRequest) -> HttpResponse:
    form = RuleForm(request.POST or None, is_new=True)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: actions.add_rule(actor=actor_of(request), now=timezone.now(), **form.cleaned_data),
        )
        if made is not None:
            return redirect("coordination:rules")
    return render(request, "coordination/rule_form.html", {"form": form, "heading": _("Add a rule")})


@requires(may_direct)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    rule = get_object_or_404(SupervisionRule, pk=pk)
    initial = {name: getattr(rule, name) for name in ("days", "is_active", "version")}
    form = RuleForm(request.POST or None, is_new=False, initial=initial)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: actions.edit_rule(
                actor=actor_of(request), now=timezone.now(), rule=rule, **form.cleaned_data
            ),
        )
        if done is not None:
            return redirect("coordination:rules")
    context = {"form": form, "heading": _("Change the rule"), "lead": rule_words(rule.kind, rule.days)}
    return render(request, "coordination/rule_form.html", context)
