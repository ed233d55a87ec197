"""Forms of the world pages: which city stands in the middle, what the review list shows, what a place is, a zone's target.

Used by the world views alone.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youcheng.network.enums import Found, Sureness, Zone
from youcheng.network.forms.fields import Choice, CityField, DayField
from youcheng.network.models import PairEnd, ZoneTarget


class CentreForm(forms.Form):
    """The city in the middle and which steps are listed."""

    city = CityField(label=_("City in the middle"), required=False, help_text="")
    steps = Choice([("1", _("its partners")), ("2", _("their partners"))], empty=_("both"), label=_("List"))
    country = Choice((), empty=_("all"), label=_("Country (region)"))
    reach = Choice(
        [("5000", _("5,000 km")), ("2000", _("2,000 km"))], empty=_("the world"), label=_("Picture out to")
    )

    def __init__(self, data: Any, *, countries: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["country"].choices = [("", _("all")), *countries]  # type: ignore[attr-defined]

    def chosen(self, name: str) -> Any:
        """One cleaned value; "" where it could not be read."""
        self.is_valid()
        return self.cleaned_data.get(name) or ""


class PartnersFilter(forms.Form):
    """Partners by where they are known from."""

    where = Choice(
        [("both", _("in both")), ("register", _("only on the register")), ("list", _("only in the list"))],
        empty=_("all"),
        label=_("Known from"),
    )

    def chosen(self) -> str:
        self.is_valid()
        return str(self.cleaned_data.get("where", ""))


class EndsFilter(forms.Form):
    """The review list: without a choice, what a person should look at."""

    q = forms.CharField(label=_("Name as written"), max_length=100, required=False)
    sureness = Choice(
        [*Sureness.choices, ("all", _("all"))], empty=_("low and not matched"), label=_("Sureness")
    )
    how = Choice(Found.choices, empty=_("all"), label=_("Reason"))
    country = Choice((), empty=_("all"), label=_("Country (region)"))

    def __init__(self, data: Any, *, countries: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["country"].choices = [("", _("all")), *countries]  # type: ignore[attr-defined]

    def values(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "").strip() for name in ("q", "sureness", "how", "country")}


class DecisionForm(forms.Form):
    """Which place a written place is. `answer` is a GeoNames number of the candidates, "other" or "none"."""

    answer = forms.ChoiceField(label=_("This is"), widget=forms.RadioSelect)
    number = forms.IntegerField(
        label=_("GeoNames number"),
        required=False,
        min_value=1,
        help_text=_("of a place that is not listed above"),
    )
    note = forms.CharField(label=_("Why"), max_length=300, required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, end: PairEnd, candidates: list[tuple[int, str]]) -> None:
        held = str(end.place_id) if end.place_id else ""
        super().__init__(data, initial={"answer": held, "version": end.version})
        listed = [(str(number), label) for number, label in candidates]
        self.fields["answer"].choices = [  # type: ignore[attr-defined]
            *listed,
            ("other", _("another place, by its GeoNames number")),
            ("none", _("no city, or not to be told: leave its pairs out")),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("answer") == "other" and not cleaned.get("number"):
            self.add_error("number", _("Give the number of the place."))
        return cleaned

    def place(self) -> int | None:
        """The GeoNames number meant; None for no city."""
        answer = self.cleaned_data["answer"]
        if answer == "none":
            return None
        number: int = self.cleaned_data["number"] if answer == "other" else int(answer)
        return number


class TargetForm(forms.Form):
    """The share of the ties a zone is meant to have."""

    zone = forms.ChoiceField(label=_("Zone"), choices=Zone.choices)
    share = forms.DecimalField(
        label=_("Target share, %"), min_value=0, max_value=100, max_digits=5, decimal_places=2
    )
    since = DayField(label=_("Since"))
    until = DayField(
        label=_("Until"), required=False, help_text=_("the last day it holds; empty while it holds")
    )
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @staticmethod
    def initial_of(row: ZoneTarget) -> dict[str, Any]:
        return {name: getattr(row, name) for name in ("zone", "share", "since", "until", "source", "version")}

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
