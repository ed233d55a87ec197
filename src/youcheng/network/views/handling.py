"""What the register's views share: 404 for hidden things, a day from the address, and refusals beside the form.

Used by the views beside it alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.utils import timezone

from youcheng.foundation.access import actor_of
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import ChangedMeanwhile, Refused
from youcheng.network import queries
from youcheng.network.enums import Kind, State
from youcheng.network.errors import ImpossibleDate
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


def attempt(form: forms.Form, act: Callable[..., T], **values: Any) -> T | None:
    """Run an action; a refusal is shown beside the form and answered with None. What was typed stays."""
    try:
        return act(now=timezone.now(), **values)
    except ChangedMeanwhile as changed:
        form.add_error(None, str(changed))
        form.changed_meanwhile = True  # type: ignore[attr-defined]
    except ImpossibleDate as impossible:
        form.add_error("when" if "when" in form.fields else None, str(impossible))
    except Refused as refused:
        form.add_error(None, str(refused))
    return None


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
