"""The form of one task as the office writes it down, with only what may be said of it in its state.

Used by the task pages; empty stays empty. The filter of lists of tasks is `filters`.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Person
from youcheng.coordination.enums import TaskState
from youcheng.coordination.forms.choosing import cities_field, tasks_field, tie_field, unit_field, units_field
from youcheng.coordination.models import Measure, Task
from youcheng.foundation.actors import Actor
from youcheng.network.enums import Field
from youcheng.network.forms.fields import DayField
from youcheng.strategy.queries import dossiers_visible_to

BY_MOVE = ("lead", "starts_on", "due_on")
"""What changes by a move, with its notice and its place in the history, once the task is assigned."""


class MeasureField(forms.ModelChoiceField[Measure]):
    """A measure of the plan, by its number and words."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number}. {obj.title}"


class TaskForm(forms.Form):
    """One task. The recommendation of a dossier it follows from travels in hidden fields."""

    title = forms.CharField(label=_("Task"), max_length=300)
    description = forms.CharField(
        label=_("Concrete measures"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("How it is done, step by step, as the published table has it."),
    )  # fmt: skip
    measure = MeasureField(Measure.objects.none(), label=_("Measure"), required=False, empty_label=_("none"))
    lead = unit_field(
        _("Lead unit"),
        help_text=_("Who does the work. The office builds the stage; it leads only what nobody else can."),
    )
    cooperating = units_field(_("Cooperating units"))
    responsible = forms.ModelChoiceField(
        Person.objects.none(), label=_("Responsible person"), required=False, empty_label=_("not said")
    )
    starts_on = DayField(label=_("Begins on"), required=False)
    due_on = DayField(label=_("Deadline"), required=False)
    proof_required = forms.CharField(label=_("Proof required"), max_length=300, required=False)
    budget_line = forms.CharField(label=_("Budget line"), max_length=120, required=False)
    budget = forms.DecimalField(
        label=_("Budget"), min_value=0, max_digits=14, decimal_places=2, required=False
    )
    currency = forms.CharField(label=_("Currency"), max_length=3, required=False, help_text=_("such as CNY"))
    cities = cities_field(_("Cities"))
    fields_ = forms.MultipleChoiceField(
        label=_("Fields"), choices=Field.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    dossier = forms.IntegerField(required=False, widget=forms.HiddenInput)
    dossier_block = forms.CharField(max_length=120, required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        measures: QuerySet[Measure],
        people: QuerySet[Person] | None = None,
        task: Task | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["measure"].queryset = measures  # type: ignore[attr-defined]
        self.fields["relationship"] = tie_field(_("Tie"), actor=actor)
        self.fields["waits_for"] = tasks_field(_("Waits for"), actor=actor)
        if people is None:
            del self.fields["responsible"]  # there is no lead unit to choose somebody from
        else:
            self.fields["responsible"].queryset = people  # type: ignore[attr-defined]
        if task is not None and task.state != TaskState.DRAFT:
            for name in BY_MOVE:
                del self.fields[name]

    def clean_dossier(self) -> int | None:
        """The dossier the reader may see, or nothing."""
        key: int | None = self.cleaned_data["dossier"]
        if key is not None and not dossiers_visible_to(self.actor).filter(pk=key).exists():
            raise forms.ValidationError(_("This dossier is not there any more."))
        return key

    @property
    def groups(self) -> list[tuple[str, list[BoundField]]]:
        """The fields under the headings of the page."""
        parts = (
            (gettext("What and why"), ("title", "description", "measure", "relationship")),
            (gettext("Who"), ("lead", "responsible", "cooperating")),
            (gettext("Until when"), ("starts_on", "due_on", "waits_for", "proof_required")),
            (gettext("Where, in which fields, with what money"), ("cities", "fields_", "budget_line", "budget", "currency")),
        )  # fmt: skip
        return [(heading, [self[name] for name in names if name in self.fields]) for heading, names in parts]

    @staticmethod
    def initial_of(task: Task) -> dict[str, Any]:
        """The form's values of a task as it stands."""
        names = (
            "title", "description", "measure", "relationship", "lead", "responsible", "starts_on", "due_on",
            "proof_required", "budget_line", "budget", "currency", "dossier_block", "version",
        )  # fmt: skip
        links = {name: list(getattr(task, name).all()) for name in ("cooperating", "cities", "waits_for")}
        own = {name: getattr(task, name) for name in names} | {"dossier": task.dossier_id}
        return own | links | {"fields_": task.fields}

    def held(self, task: Task) -> dict[str, Any]:
        """What stands there now of the fields this form has, to be compared with what was typed."""
        return {name: value for name, value in self.initial_of(task).items() if name in self.fields}

    def values(self) -> dict[str, Any]:
        """The cleaned values as `write_task` and `edit_task` take them."""
        cleaned = dict(self.cleaned_data)
        cleaned.pop("version", None)
        for name in ("measure", "relationship", "lead", "responsible"):
            if name in cleaned:
                chosen = cleaned.pop(name)
                cleaned[f"{name}_id"] = chosen.pk if chosen else None
        cleaned["currency"] = cleaned["currency"].upper()
        cleaned["dossier_id"] = cleaned.pop("dossier")
        return {"fields": cleaned.pop("fields_"), **cleaned}
