"""The form with which a portfolio goes into the plan: one measure a city or a batch, who leads, until when.

Used by the page that shows what will be made. What may be made is decided by the action.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Organisation
from youcheng.coordination.actions.portfolios import Charge
from youcheng.coordination.queries.portfolios import Part
from youcheng.network.forms.fields import DayField

LEAD, DUE = "lead__", "due__"


class AcceptForm(forms.Form):
    """Lead unit and deadline for all, and for each part where it differs."""

    lead = forms.ModelChoiceField(
        label=_("Lead unit"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("decided later"),
    )
    due_on = DayField(label=_("Deadline"))

    def __init__(
        self, *args: Any, units: QuerySet[Organisation], parts: Sequence[Part], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = units  # type: ignore[attr-defined]
        self.parts = parts
        choices = [("", _("as for all")), *((str(unit.pk), str(unit)) for unit in units)]
        self.units = {str(unit.pk): unit for unit in units}
        for part in parts:
            self.fields[f"{LEAD}{part.key}"] = forms.ChoiceField(
                label=_("Lead unit"), required=False, choices=choices
            )
            self.fields[f"{DUE}{part.key}"] = DayField(label=_("Deadline"), required=False)

    @property
    def rows(self) -> list[tuple[Part, forms.BoundField, forms.BoundField]]:
        """Each part with its two boxes."""
        return [(part, self[f"{LEAD}{part.key}"], self[f"{DUE}{part.key}"]) for part in self.parts]

    @property
    def charge(self) -> Charge:
        """What holds for all parts."""
        return Charge(self.cleaned_data["lead"], self.cleaned_data["due_on"])

    @property
    def charges(self) -> dict[str, Charge]:
        """What holds for the parts that differ."""
        found = {}
        for part in self.parts:
            lead = self.units.get(self.cleaned_data.get(f"{LEAD}{part.key}") or "")
            due: dt.date | None = self.cleaned_data.get(f"{DUE}{part.key}")
            if lead or due:
                found[part.key] = Charge(lead or self.charge.lead, due or self.charge.due_on)
        return found
