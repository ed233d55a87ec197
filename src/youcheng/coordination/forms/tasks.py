"""The form of one task as the office writes it down.

Used by the task pages; empty stays empty. The filter of lists of tasks is `filters`.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Organisation
from youcheng.coordination.models import Measure, Task
from youcheng.network.enums import Field
from youcheng.network.forms.fields import DayField
from youcheng.network.models import City, Relationship


class TaskForm(forms.Form):
    """One task as the office writes it down."""

    title = forms.CharField(label=_("Task"), max_length=300)
    description = forms.CharField(
        label=_("What is to be done"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    measure = forms.ModelChoiceField(
        Measure.objects.none(), label=_("Measure"), required=False, empty_label=_("none")
    )
    relationship = forms.ModelChoiceField(
        Relationship.objects.none(), label=_("Tie"), required=False, empty_label=_("none")
    )
    lead = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Lead unit"), required=False, empty_label=_("not chosen yet"),
        help_text=_("Who does the work. The office builds the stage; it leads only what nobody else can."),
    )  # fmt: skip
    cooperating = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("Cooperating units"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    starts_on = DayField(label=_("Begins on"), required=False)
    due_on = DayField(label=_("Deadline"), required=False)
    proof_required = forms.CharField(label=_("Proof required"), max_length=300, required=False)
    budget_line = forms.CharField(label=_("Budget line"), max_length=120, required=False)
    budget = forms.DecimalField(
        label=_("Budget"), min_value=0, max_digits=14, decimal_places=2, required=False
    )
    currency = forms.CharField(label=_("Currency"), max_length=3, required=False, help_text=_("such as CNY"))
    cities = forms.ModelMultipleChoiceField(City.objects.none(), label=_("Cities"), required=False)
    fields_ = forms.MultipleChoiceField(
        label=_("Fields"), choices=Field.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    waits_for = forms.ModelMultipleChoiceField(Task.objects.none(), label=_("Waits for"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: dict[str, QuerySet[Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(task: Task) -> dict[str, Any]:
        """The form's values of a task as it stands."""
        names = (
            "title", "description", "measure", "relationship", "lead", "starts_on", "due_on", "proof_required",
            "budget_line", "budget", "currency", "version",
        )  # fmt: skip
        links = {name: list(getattr(task, name).all()) for name in ("cooperating", "cities", "waits_for")}
        return {name: getattr(task, name) for name in names} | links | {"fields_": task.fields}

    def values(self) -> dict[str, Any]:
        """The cleaned values as `write_task` takes them."""
        cleaned = dict(self.cleaned_data)
        cleaned.pop("version", None)
        for name in ("measure", "relationship", "lead"):
            chosen = cleaned.pop(name)
            cleaned[f"{name}_id"] = chosen.pk if chosen else None
        cleaned["currency"] = cleaned["currency"].upper()
        return {"fields": cleaned.pop("fields_"), **cleaned}
