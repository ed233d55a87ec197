"""What the register's views share: 404 for hidden things, a day from the address, and refusals beside the form.

Used by the views beside it alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.foundation.access import actor_of
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import ChangedMeanwhile
from youcheng.foundation.views import answering
from youcheng.network import queries
from youcheng.network.enums import Kind, State
from youcheng.network.errors import ImpossibleDate
from youcheng.network.forms import RemoveForm
from youcheng.network.models import Relationship
from youcheng.network.standing import Standing

T = TypeVar("T")
TONES = {
    Kind.SISTER.value: "good",
    Kind.EXCHANGE.value: "info",
    Kind.LETTER_OF_INTENT.value: "attention",
    Kind.PROSPECT.value: "open",
    State.SUSPENDED.value: "attention",
    State.ENDED.value: "critical",
}


def tie_or_404(request: HttpRequest, slug: str) -> Relationship:
    """The tie at this address, or 404 whether it is absent or hidden."""
    try:
        return queries.relationship_of(actor_of(request), slug)
    except Relationship.DoesNotExist:
        raise Http404 from None


def today() -> dt.date:
    return timezone.localdate()


def attempt(
    form: forms.Form,
    act: Callable[..., T],
    *,
    held: Callable[[], Mapping[str, Any]] | None = None,
    **values: Any,
) -> T | None:
    """Run an action; a refusal is shown beside the form and answered with None. What was typed stays.

    `held` reads the form's initial values again, for the second of two people (see `answering.attempt`).
    """

    def run() -> T | None:
        try:
            return act(now=timezone.now(), **values)
        except ChangedMeanwhile:
            form.changed_meanwhile = True  # type: ignore[attr-defined]
            raise
        except ImpossibleDate as impossible:
            form.add_error("when" if "when" in form.fields else None, str(impossible))
            return None

    return answering.attempt(form, run, held)


@dataclass(frozen=True)
class Back:
    """Where a form leads back to: the page it was opened from."""

    url: str
    label: str


def removal(
    request: HttpRequest,
    row: Model,
    remove: Callable[..., None],
    *,
    back: Back,
    called: str = "",
    **given: Any,
) -> HttpResponse:
    """Ask why a row that was entered by mistake is taken off, take it off, and go back.

    `given` names it to the action, `called` to the reader, where the row's own name is not enough.
    """
    version = type(row)._default_manager.values_list("version", flat=True).get(pk=row.pk)  # as it stands now
    form = RemoveForm(request.POST or None, initial={"version": version})
    if request.method == "POST" and form.is_valid():
        held = {"version": version}
        attempt(form, remove, held=lambda: held, actor=actor_of(request), **form.cleaned_data, **given)
        if not form.errors:
            say(request, _("Removed. The audit log keeps what it said."))
            return redirect(back.url)
    context = {
        "form": form,
        "heading": _("Remove “%s”") % (called or row),
        "lead": _("For what was entered by mistake. The audit log keeps what it said and your reason."),
        "is_danger": True,
        "back": back,
    }
    return render(request, "network/form.html", context)


def saved(request: HttpRequest, done: bool) -> None:
    """Say whether a correction changed anything."""
    say(request, _("Saved.") if done else _("Nothing was different, so nothing was saved."))


def say(request: HttpRequest, text: str) -> None:
    messages.success(request, text)


def actor(request: HttpRequest) -> Actor:
    return actor_of(request)


def kind_labels(found: Standing) -> list[tuple[str, str]]:
    """Label and tone of every kind a tie may be, the highest first; of the kind it had when it ended."""
    kinds = found.kinds or {found.highest}
    order = [kind for kind in reversed(Kind.values) if kind in kinds]
    return [(str(Kind(kind).label), TONES[kind]) for kind in order]


def state_labels(found: Standing) -> list[tuple[str, str]]:
    """Label and tone of every state but plain "in force"."""
    states = [
        state
        for state in State.values
        if state in found.states and (state != State.ACTIVE or not found.state)
    ]
    return [(str(State(state).label), TONES.get(state, "good")) for state in states]
