"""Forms of the expert pool: the filter, and one entry.

Used by the pool's pages.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Organisation, Person
from youcheng.network.enums import Field
from youcheng.network.forms.fields import Choice
from youcheng.strategy.forms.topics.parts import Versioned, words
from youcheng.strategy.models import Expert
from youcheng.strategy.queries.topics.experts import ExpertFilter
from youcheng.strategy.topics.languages import language_choices


class ExpertFilterForm(forms.Form):
    """What the pool is narrowed to."""

    q = forms.CharField(label=_("Words"), max_length=100, required=False)
    field = Choice(Field.choices, empty=_("all"), label=_("Field"))
    language = forms.ChoiceField(label=_("Language"), required=False)
    all = forms.BooleanField(label=_("also those set aside"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", _("all")), *language_choices()]  # type: ignore[attr-defined]

    def narrowing(self) -> ExpertFilter:
        self.is_valid()
        given = self.cleaned_data
        return ExpertFilter(
            given.get("q") or "",
            given.get("field") or "",
            given.get("language") or "",
            bool(given.get("all")),
        )


class ExpertForm(Versioned):
    """One expert. Least data: what is not needed to ask them stays empty."""

    name = forms.CharField(label=_("Name of the expert"), max_length=120)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Organisation"),
        required=False,
        empty_label=_("not on record here"),
    )
    affiliation = forms.CharField(
        label=_("Affiliation in words"), max_length=200, required=False,
        help_text=_("Where the organisation is not on record here."),
    )  # fmt: skip
    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Account"), required=False, empty_label=_("no account")
    )
    fields_ = forms.MultipleChoiceField(
        label=_("Fields"), choices=Field.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), required=False, widget=forms.CheckboxSelectMultiple
    )
    contact = forms.CharField(
        label=_("How to reach them"), max_length=300, required=False, help_text=_("Seen by the office alone.")
    )
    note = words(_("Note"), rows=2, required=False, max_length=3000, help_text=_("Seen by the office alone."))
    is_active = forms.BooleanField(label=_("may be asked"), required=False, initial=True)

    def __init__(
        self, *args: Any, organisations: QuerySet[Organisation], people: QuerySet[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        held = list(self.initial.get("languages") or [])
        offered = language_choices()
        known = {code for code, _label in offered}
        self.fields["languages"].choices = [  # type: ignore[attr-defined]
            *offered, *((code, code) for code in held if code not in known),
        ]  # fmt: skip

    @staticmethod
    def initial_of(row: Expert) -> dict[str, Any]:
        """The form's values of an entry as it stands."""
        names = ("name", "affiliation", "languages", "contact", "note", "is_active", "version")
        return {
            "organisation": row.organisation_id,
            "person": row.person_id,
            "fields_": row.fields,
            **{name: getattr(row, name) for name in names},
        }

    def values(self) -> dict[str, Any]:
        """The cleaned values as the actions take them."""
        values = super().values()
        for name in ("organisation", "person"):
            chosen = values.pop(name)
            values[f"{name}_id"] = chosen.pk if chosen else None
        values["fields"] = values.pop("fields_")
        return values
