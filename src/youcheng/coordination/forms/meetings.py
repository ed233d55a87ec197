"""Forms of meetings: the meeting, a matter, a decision.

Used by the meetings' pages.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Organisation
from youcheng.coordination.models import AgendaItem
from youcheng.network.forms.fields import DayField


class MomentInput(forms.DateTimeInput):
    """The browser's own field for a day and a time, filled in the one form it understands."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class MeetingForm(forms.Form):
    """A meeting as it is called, and as it was."""

    title = forms.CharField(label=_("Title"), max_length=200)
    held_at = forms.DateTimeField(label=_("Time"), widget=MomentInput())
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    chair = forms.CharField(label=_("Chair"), max_length=120, required=False)
    units = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("Units taking part"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    present = forms.CharField(
        label=_("Present"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Names as the minutes print them."),
    )  # fmt: skip
    minutes = forms.CharField(label=_("Summary"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, units: QuerySet[Organisation], is_new: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = units  # type: ignore[attr-defined]
        if is_new:
            for name in ("present", "minutes", "version"):
                del self.fields[name]

    def values(self) -> dict[str, Any]:
        """The cleaned values without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class MatterForm(forms.Form):
    """A matter and what was said on it."""

    title = forms.CharField(label=_("Matter"), max_length=300)
    said = forms.CharField(label=_("What was said"), required=False, widget=forms.Textarea(attrs={"rows": 5}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class DecisionForm(forms.Form):
    """A decision: what, by whom, until when."""

    text = forms.CharField(label=_("Decision"), max_length=300)
    item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label=_("Matter"), required=False, empty_label=_("none")
    )
    lead = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Lead unit"), required=False, empty_label=_("not chosen yet")
    )
    due_on = DayField(label=_("Deadline"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, units: QuerySet[Organisation], agenda: QuerySet[AgendaItem] | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = units  # type: ignore[attr-defined]
        if agenda is None:
            del self.fields["item"]
        else:
            self.fields["item"].queryset = agenda  # type: ignore[attr-defined]
