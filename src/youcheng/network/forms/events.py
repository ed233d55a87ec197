"""Forms of a tie's history and its path: a claim, its removal, a step.

The version travels as a hidden field, so that the second of two people is told.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youcheng.network.enums import EventType, Grade, Side, StepState
from youcheng.network.forms.fields import Choice, DayField, SpanField
from youcheng.network.models import PathStep, RelationshipEvent


class EventForm(forms.Form):
    """One side's claim of a dated fact."""

    type = Choice(EventType.choices, empty=_("choose"), label=_("What happened"), required=True)
    when = SpanField(label=_("When"))
    side = Choice(Side.choices, empty=_("choose"), label=_("Who says so"), required=True, initial=Side.HOME)
    grade = Choice(
        Grade.choices, empty=_("choose"), label=_("How well it is known"), required=True, initial=Grade.C
    )
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    source_url = forms.URLField(label=_("Address of the source"), required=False, assume_scheme="https")
    serial_number = forms.CharField(label=_("Serial number"), max_length=80, required=False)
    term_until = DayField(label=_("Term until"), required=False)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, event: RelationshipEvent) -> EventForm:
        """The form filled with a claim as it stands."""
        names = (
            "type",
            "side",
            "grade",
            "source",
            "source_url",
            "serial_number",
            "term_until",
            "note",
            "version",
        )
        return cls(initial={"when": event.span, **{name: getattr(event, name) for name in names}})

    def told(self, version: int) -> EventForm:
        """The same form, with what was typed and its errors, for saving over the version that stands there now."""
        again = EventForm({**self.data.dict(), "version": version})  # type: ignore[attr-defined]
        again.is_valid()
        for error in self.non_field_errors():
            again.add_error(None, str(error))
        return again

    def claim(self) -> dict[str, Any]:
        """The cleaned values as `record_event` takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class RemoveForm(forms.Form):
    """Why something entered by mistake is taken off."""

    reason = forms.CharField(label=_("Reason"), max_length=300)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class PathForm(forms.Form):
    """Where one step of the path stands."""

    state = Choice(StepState.choices, empty=_("choose"), label=_("State"), required=True)
    begun_on = DayField(label=_("Begun on"), required=False)
    decided_on = DayField(label=_("Decided on"), required=False)
    decided_by = forms.CharField(label=_("Decided by"), max_length=200, required=False)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @staticmethod
    def initial_of(step: PathStep | None) -> dict[str, Any]:
        """The form's values of a step as it stands; of one nobody took yet: none."""
        names = ("state", "begun_on", "decided_on", "decided_by", "note", "version")
        return {name: getattr(step, name) for name in names} if step else {}
