"""The forms of the portfolio's pages: the list's filter, a portfolio with its limits, a copy, and a wish.

Used by the views; what may be saved is decided by the actions.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youcheng.network.enums import Zone
from youcheng.network.models import Relationship
from youcheng.strategy.enums import Batch, PortfolioState, Wish
from youcheng.strategy.models import ActionKind, Portfolio

MOST = Decimal(10) ** 12
QUOTA_LABELS = {
    "least": _("at least (actions)"),
    "most": _("at most (actions)"),
    "least_share": _("at least (% of the actions)"),
    "most_share": _("at most (% of the actions)"),
}


class PortfolioFilter(forms.Form):
    """The filters of the list."""

    text = forms.CharField(label=_("Name of the portfolio"), required=False, max_length=100)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), *PortfolioState.choices]
    )

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("all")), *((year, str(year)) for year in years)]
        self.fields["year"].choices = choices  # type: ignore[attr-defined]


class PortfolioForm(forms.ModelForm[Portfolio]):
    """A portfolio's name and limits; an empty limit is no limit. The quotas of a zone are four optional numbers."""

    batches = forms.MultipleChoiceField(
        label=_("Batches that take part"), choices=Batch.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Portfolio
        fields = ("year", "name", "budget", "staff_days", "abroad", "most_a_city", "batches", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, years: list[int], currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"] = forms.TypedChoiceField(
            label=_("Year"), coerce=int, choices=[(year, str(year)) for year in years]
        )
        self.fields["budget"].help_text = _("In %(currency)s; empty for no limit.") % {"currency": currency}
        for name in ("budget", "staff_days"):
            self.fields[name].min_value = Decimal(0)  # type: ignore[attr-defined]
            self.fields[name].validators.append(forms.DecimalField(min_value=0).validators[0])
        quotas = self.instance.quotas or {}
        for zone, label in Zone.choices:
            for key, words in QUOTA_LABELS.items():
                self.fields[f"{zone}__{key}"] = self._quota(key, f"{label}: {words}", quotas.get(zone, {}))

    @staticmethod
    def _quota(key: str, label: str, held: dict[str, Any]) -> forms.Field:
        value = held.get(key)
        if key.endswith("share"):
            initial = None if value is None else round(100 * value, 1)
            return forms.FloatField(label=label, required=False, min_value=0, max_value=100, initial=initial)
        return forms.IntegerField(label=label, required=False, min_value=0, max_value=10_000, initial=value)

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if "__" not in field.name]

    @property
    def quota_rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        """A line a zone, with its four boxes."""
        return [
            (str(label), [self[f"{zone}__{key}"] for key in QUOTA_LABELS]) for zone, label in Zone.choices
        ]

    @property
    def values(self) -> dict[str, Any]:
        """What the actions take: the columns, quotas joined and shares from 0 to 1."""
        given = {name: self.cleaned_data[name] for name in self.Meta.fields}
        quotas: dict[str, dict[str, float]] = {}
        for name, value in self.cleaned_data.items():
            zone, found, key = name.partition("__")
            if found and value is not None:
                quotas.setdefault(zone, {})[key] = value / 100 if key.endswith("share") else value
        return given | {"quotas": quotas}


class CopyForm(forms.Form):
    """Another way for the same year: its name, budget and staff days."""

    name = forms.CharField(label=_("Name of the portfolio"), max_length=120)
    budget = forms.DecimalField(
        label=_("Budget"), required=False, min_value=0, max_value=MOST, decimal_places=2
    )
    staff_days = forms.DecimalField(
        label=_("Staff days"), required=False, min_value=0, max_value=Decimal(10) ** 6, decimal_places=1
    )


class WishForm(forms.Form):
    """An action with a city, or all of a city, that must or must not be in the portfolio."""

    relationship = forms.ModelChoiceField(label=_("Partner"), queryset=Relationship.objects.none())
    action = forms.ModelChoiceField(
        label=_("Action"), queryset=ActionKind.objects.none(), required=False, empty_label=_("any action")
    )
    wish = forms.ChoiceField(label=_("Wish"), choices=Wish.choices)

    def __init__(self, *args: Any, ties: Any, actions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["relationship"].queryset = ties  # type: ignore[attr-defined]
        self.fields["relationship"].label_from_instance = lambda tie: str(tie.partner)  # type: ignore[attr-defined]
        self.fields["action"].queryset = actions  # type: ignore[attr-defined]
