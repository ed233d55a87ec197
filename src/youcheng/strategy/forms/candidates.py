"""The forms of the candidates' pages: filters, weights by sliders, and the cities to compare.

Ordinary GET forms, so that a ranking is an address. Used by the views; bad filters are ignored field by field, weights
that weigh nothing are refused in words.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from youcheng.network.enums import Zone
from youcheng.strategy.candidate_words import criterion_name
from youcheng.strategy.criteria import Criteria
from youcheng.strategy.enums import Show
from youcheng.strategy.queries.candidates import Filters

HEAVIEST = 5.0
PREFIX = "w_"


class Choice(forms.ChoiceField):
    """A choice with an entry for all; a mistyped code counts as all."""

    def __init__(self, choices: Any = (), **kwargs: Any) -> None:
        super().__init__(choices=[("", _("all")), *choices], required=False, **kwargs)


class CandidateFilter(forms.Form):
    """What the list is narrowed to. The number of inhabitants is the office's own threshold where none is given."""

    q = forms.CharField(label=_("Name of the city"), max_length=100, required=False)
    zone = Choice(Zone.choices, label=_("Zone"))
    country = Choice(label=_("Country (region)"))
    group = Choice(label=_("Group of countries"))
    smallest = forms.IntegerField(
        label=_("Inhabitants at least"), min_value=0, max_value=100_000_000, required=False
    )
    show = Choice(label=_("Show"))
    seeking = forms.BooleanField(label=_("looking for a partner"), required=False)

    def __init__(
        self, data: Any, *, countries: list[tuple[str, str]], groups: list[tuple[str, str]], smallest: int
    ) -> None:
        super().__init__(data)
        self.fields["country"].choices = [("", _("all")), *countries]  # type: ignore[attr-defined]
        self.fields["group"].choices = [("", _("all")), *groups]  # type: ignore[attr-defined]
        self.fields["show"].choices = Show.choices  # type: ignore[attr-defined]
        self.fields["smallest"].widget.attrs |= {"placeholder": str(smallest), "step": 10_000}

    def filters(self) -> Filters:
        """What could be read of the filter."""
        self.is_valid()
        cleaned = self.cleaned_data
        return Filters(
            q=cleaned.get("q", ""),
            zone=cleaned.get("zone", ""),
            country=cleaned.get("country", ""),
            group=cleaned.get("group", ""),
            smallest=cleaned.get("smallest"),
            seeking=bool(cleaned.get("seeking")),
            show=cleaned.get("show", ""),
        )


class WeightForm(forms.Form):
    """One slider a criterion, from 0 to 5; what is not given is the office's own weight."""

    def __init__(self, data: Any, criteria: Criteria) -> None:
        given = data.copy() if data is not None else {}
        for criterion in criteria.engine:
            if not given.get(PREFIX + criterion.code):
                given[PREFIX + criterion.code] = f"{criterion.weight:g}"
        super().__init__(given)
        self.criteria = criteria
        for criterion in criteria.engine:
            heaviest = max(HEAVIEST, criterion.weight)
            attrs = {"type": "range", "min": "0", "max": f"{heaviest:g}", "step": "0.1"}
            self.fields[PREFIX + criterion.code] = forms.FloatField(
                label=criterion_name(criterion.code),
                min_value=0,
                widget=forms.NumberInput(attrs=attrs),
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            raise ValidationError(
                _("All weights are zero, so nothing can be ranked. Raise at least one of them.")
            )
        return cleaned

    def weights(self) -> list[float] | None:
        """The weights in the criteria's order; None where they cannot be used, and the errors say why."""
        if not self.is_valid():
            return None
        return [self.cleaned_data[PREFIX + code] for code in self.criteria.codes]

    def changed(self) -> dict[str, str]:
        """The weights that differ from the office's own, as they stand in an address."""
        weights = self.weights() or self.criteria.weights
        return {
            PREFIX + criterion.code: f"{weight:g}"
            for criterion, weight in zip(self.criteria.engine, weights, strict=True)
            if weight != criterion.weight
        }
