"""“Why can this person see this?”: the rules that let somebody do something with one thing.

Reached through `urls` from a person's page; the answer comes from the policies themselves, so it can't drift from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from youcheng.accounts.belonging import holds_duty
from youcheng.accounts.enums import Duty
from youcheng.accounts.forms import WhyForm
from youcheng.accounts.policies import may_explain
from youcheng.accounts.queries import people_visible_to
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import Policy, clause_name, clause_sentence, policy_of


@dataclass(frozen=True)
class Answer:
    """One action, whether it is allowed, and the sentences of the rules that allow it."""

    action: str
    is_allowed: bool
    reasons: list[str]


@requires(may_explain)
def why(request: HttpRequest, username: str) -> HttpResponse:
    asker = actor_of(request)
    person = get_object_or_404(people_visible_to(asker), username=username)
    form = WhyForm(request.GET if "of" in request.GET else None)
    context: dict[str, Any] = {"form": form, "row": person}
    if form.is_bound and form.is_valid():
        policy = policy_of(apps.get_model(form.cleaned_data["of"]))
        thing = _thing(policy, asker, form.cleaned_data["key"])
        if thing is None:
            form.add_error("key", _("There is no such thing that you may ask about."))
        else:
            subject = Actor(person_id=person.pk, name=str(person), on=asker.on)
            context["answers"] = answers(policy, subject, thing)
            context["thing"] = thing if policy.allows(asker, "view", thing) else f"#{thing.pk}"
    return render(request, "accounts/why.html", context)


def answers(policy: Policy, subject: Actor, thing: Any) -> list[Answer]:
    """Each action of the policy with the clauses that allow it to this person."""
    found = []
    for action, rule in policy.rules().items():
        allowing = set(policy.explain(subject, action, thing))
        reasons = [_(clause_sentence(c)) for c in rule.clauses if clause_name(c) in allowing]
        found.append(Answer(_(action.replace("_", " ")), bool(allowing), reasons))
    return found


def _thing(policy: Policy, asker: Actor, key: str) -> Any:
    """The row asked about. The security administrator may ask about any row by its number, without seeing its name."""
    rows: Any = policy.model._default_manager.all()
    if not (asker.is_system or holds_duty(asker, Duty.SECURITY)):
        rows = policy.filter(rows, asker, "view")
    by_key = {"key", "slug", "username"} & {field.name for field in policy.model._meta.fields}
    for name in sorted(by_key):
        found = rows.filter(**{name: key}).first()
        if found is not None:
            return found
    return rows.filter(pk=key).first() if key.isdecimal() else None
