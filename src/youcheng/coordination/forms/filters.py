"""The filter of every view of tasks: an ordinary GET form, so that a filtered view is an address that can be sent.

Bad values are ignored field by field: a mistyped address still shows the list.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from youcheng.coordination import queries
from youcheng.coordination.enums import TaskState
from youcheng.coordination.models import Goal
from youcheng.coordination.queries.narrowing import OPEN, Narrowing
from youcheng.foundation.actors import Actor
from youcheng.network.enums import Field, Zone
from youcheng.network.forms.fields import Choice


class TaskFilter(forms.Form):
    """What a view of tasks is narrowed to. The goals offered are those of the plans the reader sees, looked up unless given."""

    q = forms.CharField(label=_("Words"), max_length=100, required=False)
    state = Choice([(OPEN, _("open")), *TaskState.choices], empty=_("all"), label=_("State"))
    unit = forms.CharField(label=_("Unit"), max_length=120, required=False)
    city = forms.CharField(label=_("City"), max_length=120, required=False)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100, required=False)
    late = forms.BooleanField(label=_("late only"), required=False)
    mine = forms.BooleanField(label=_("mine only"), required=False)
    lead = forms.CharField(label=_("Lead unit"), max_length=120, required=False)
    person = forms.CharField(label=_("Responsible person"), max_length=120, required=False)
    measure = forms.IntegerField(label=_("Measure no."), min_value=1, max_value=9999, required=False)
    goal = Choice((), empty=_("all"), label=_("Goal"))
    tie = forms.CharField(label=_("Tie"), max_length=120, required=False)
    zone = Choice(Zone.choices, empty=_("all"), label=_("Zone"))
    field = Choice(Field.choices, empty=_("all"), label=_("Field"))

    FIRST = ("q", "state", "unit", "city", "year", "late", "mine")
    """The fields that are always in sight; the others are unfolded, and stay so while one is filled in."""

    def __init__(self, data: Any, *, actor: Actor, goals: Sequence[Goal] | None = None) -> None:
        super().__init__(data)
        self.goals = list(queries.goals_visible_to(actor)) if goals is None else goals
        if self.goals:
            offered = [(str(goal.pk), f"{goal} ({goal.plan.year})") for goal in self.goals]
            self.fields["goal"].choices = [("", _("all")), *offered]  # type: ignore[attr-defined]
        else:
            del self.fields["goal"]

    @property
    def first(self) -> list[BoundField]:
        return [self[name] for name in self.FIRST]

    @property
    def more(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name not in self.FIRST]

    @property
    def has_more(self) -> bool:
        """Whether one of the folded fields narrows the list."""
        return any(field.value() for field in self.more)

    def narrowing(self) -> Narrowing:
        """What could be read of the filter."""
        self.is_valid()
        read = {name: value for name, value in self.cleaned_data.items() if value}
        words, goal = read.pop("q", ""), read.pop("goal", "")
        return Narrowing(words=words, goal=int(goal) if goal else None, **read)

    def kept(self) -> QueryDict:
        """What could be read of the filter, as it stands in an address: for a link that keeps it."""
        self.is_valid()
        query = QueryDict(mutable=True)
        query.update({name: str(self.data[name]) for name, value in self.cleaned_data.items() if value})
        return query

    def said(self) -> list[str]:
        """What is filtered, in words: for a paper, which has no filter to look at."""
        self.is_valid()
        said = []
        for name, value in self.cleaned_data.items():
            field = self.fields[name]
            if not value:
                continue
            if isinstance(field, forms.BooleanField):
                said.append(str(field.label))
            else:
                shown = dict(getattr(field, "choices", ())).get(value, value)
                said.append(gettext("%(name)s: %(value)s") % {"name": field.label, "value": shown})
        return said
