"""Forms of cities looking for a partner: the filter of their list, and one entry.

No person is asked for: an organisation and its public address are enough to write to.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youcheng.network.enums import Field, Grade, Visibility, Zone
from youcheng.network.forms.fields import Choice, CityField, DayField, SpanField
from youcheng.network.models import Seeker
from youcheng.network.queries.seekers import ALL, OVER, SeekerFilters


class SeekerFilter(forms.Form):
    """What the list is narrowed to; without a state, the cities that are still looking."""

    q = forms.CharField(label=_("City or contact"), max_length=100, required=False)
    country = Choice((), empty=_("all"), label=_("Country (region)"))
    group = Choice((), empty=_("all"), label=_("Group of countries"))
    zone = Choice(Zone.choices, empty=_("all"), label=_("Zone"))
    field = Choice(Field.choices, empty=_("all"), label=_("Looks for"))
    state = Choice([(OVER, _("over")), (ALL, _("all"))], empty=_("still looking"), label=_("State"))
    tied = Choice([("no", _("not yet")), ("yes", _("yes"))], empty=_("all"), label=_("On the register"))

    def __init__(self, data: Any, *, countries: list[tuple[str, str]], groups: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["country"].choices = [("", _("all")), *countries]  # type: ignore[attr-defined]
        self.fields["group"].choices = [("", _("all")), *groups]  # type: ignore[attr-defined]

    def filters(self) -> SeekerFilters:
        """What could be read of the filter; bad values are left out field by field."""
        self.is_valid()
        return SeekerFilters(**{name: value.strip() for name, value in self.cleaned_data.items()})


class SeekerForm(forms.Form):
    """A city that said it looks for a partner."""

    city = CityField(label=_("City"))
    when = SpanField(label=_("When it was said"))
    until = DayField(label=_("Until"), required=False, help_text=_("the last day it holds; empty while open"))
    fields_ = forms.MultipleChoiceField(
        label=_("Looks for"), choices=Field.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    contact = forms.CharField(label=_("Contact organisation"), max_length=200, required=False)
    contact_details = forms.CharField(
        label=_("How to reach it"),
        max_length=300,
        required=False,
        help_text=_("the organisation's public address or page; no private person's data"),
    )
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    source_url = forms.URLField(label=_("Address of the source"), required=False, assume_scheme="https")
    grade = Choice(
        Grade.choices, empty=_("choose"), label=_("How well it is known"), required=True, initial=Grade.C
    )
    visibility = Choice(
        Visibility.choices, empty=_("choose"), label=_("Visibility"), required=True, initial="internal"
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["city"]

    @staticmethod
    def initial_of(row: Seeker) -> dict[str, Any]:
        """The form's values of an entry as it stands."""
        names = (
            "until", "contact", "contact_details", "source", "source_url", "grade", "visibility", "note", "version",
        )  # fmt: skip
        return {
            "when": row.span,
            "fields_": row.fields,
            **{name: getattr(row, name) for name in names},
        }

    def values(self) -> dict[str, Any]:
        """The cleaned values as the actions take them, without the version."""
        cleaned = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return {"fields": cleaned.pop("fields_"), **cleaned}
