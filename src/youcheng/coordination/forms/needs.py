"""Forms of needs and offers: the filter of their lists, one of each, and the reason of a refusal.

Used by the pages of needs and matches.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Organisation
from youcheng.coordination.enums import ListingState, ResourceKind
from youcheng.coordination.forms.choosing import cities_field
from youcheng.coordination.models import Need, Offer
from youcheng.coordination.queries.needs import ListingFilter
from youcheng.network.enums import Field
from youcheng.network.forms.fields import Choice, DayField


class ListingFilterForm(forms.Form):
    """What a list of needs or offers is narrowed to."""

    q = forms.CharField(label=_("Words"), max_length=100, required=False)
    kind = Choice(ResourceKind.choices, empty=_("all"), label=_("Kind"))
    field = Choice(Field.choices, empty=_("all"), label=_("Field"))
    unit = forms.CharField(label=_("Unit"), max_length=120, required=False)
    state = Choice(ListingState.choices, empty=ListingState.OPEN.label, label=_("State"))

    def narrowing(self) -> ListingFilter:
        self.is_valid()
        given = {name: value or "" for name, value in self.cleaned_data.items()}
        words = given.pop("q", "")
        return ListingFilter(words=words, **given)


class ListingForm(forms.Form):
    """What a need and an offer have in common."""

    owner = forms.ModelChoiceField(Organisation.objects.none(), label=_("Unit"), empty_label=None)
    title = forms.CharField(label=_("What it is"), max_length=200)
    kind = Choice(ResourceKind.choices, empty=_("choose"), label=_("Kind"), required=True)
    quantity = forms.DecimalField(
        label=_("Quantity"), min_value=0, max_digits=14, decimal_places=2, required=False,
        help_text=_("Left empty: one whole thing, such as a venue."),
    )  # fmt: skip
    unit = forms.CharField(
        label=_("Counted in"), max_length=30, required=False, help_text=_("people, hours, CNY …")
    )
    from_day = DayField(label=_("From"), required=False)
    until_day = DayField(label=_("Until"), required=False)
    cities = cities_field(_("Cities"), help_text=_("Left empty: for any city."))
    fields_ = forms.MultipleChoiceField(
        label=_("Fields"), choices=Field.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    OWN: tuple[str, ...] = ()

    def __init__(self, *args: Any, units: QuerySet[Organisation] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if units is None:
            del self.fields["owner"]
        else:
            self.fields["owner"].queryset = units  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, row: Need | Offer) -> dict[str, Any]:
        """The form's values of a need or an offer as it stands."""
        names = ("title", "kind", "quantity", "unit", "from_day", "until_day", "note", "version", *cls.OWN)
        return {name: getattr(row, name) for name in names} | {
            "fields_": row.fields,
            "cities": list(row.cities.all()),
        }

    def values(self) -> dict[str, Any]:
        """The cleaned values as the actions take them."""
        cleaned = dict(self.cleaned_data)
        cleaned.pop("version", None)
        return {"fields": cleaned.pop("fields_"), **cleaned}


class NeedForm(ListingForm):
    is_divisible = forms.BooleanField(
        label=_("May be met in parts, by several offers"), required=False, initial=True
    )
    priority = forms.TypedChoiceField(
        label=_("Priority"),
        choices=[(1, _("ordinary")), (2, _("high")), (3, _("highest"))],
        coerce=int,
        initial=1,
    )
    OWN = ("is_divisible", "priority")


class OfferForm(ListingForm):
    most_needs = forms.IntegerField(
        label=_("Needs it may serve at most"), min_value=1, required=False,
        help_text=_("Left empty: as many as the quantity bears; a whole thing serves one."),
    )  # fmt: skip
    OWN = ("most_needs",)


class DeclineForm(forms.Form):
    """Why a match is declined; the next run respects it."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class RunForm(forms.Form):
    """How far a district may stay below what all could reach."""

    slack = forms.DecimalField(
        label=_("Fairness between districts"), min_value=0, max_value=1, decimal_places=2, initial="0.10",
        help_text=_("How far a district may lie below the level all could reach: 0 not at all, 1 any."),
    )  # fmt: skip
