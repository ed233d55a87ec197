"""The form that says which measure follows a recommendation.

Used by the page of a recommendation's measures.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from youcheng.coordination.models import Measure


class MeasureChoice(forms.ModelChoiceField[Measure]):
    """A measure by the plan's year, its number and its title."""

    def label_from_instance(self, obj: Measure) -> str:
        return f"{obj.plan.year} · {obj.number}. {obj.title}"


class AdviceForm(forms.Form):
    """One measure more."""

    measure = MeasureChoice(Measure.objects.none(), label=_("Measure"), empty_label=_("choose"))

    def __init__(self, *args: Any, measures: QuerySet[Measure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].queryset = measures  # type: ignore[attr-defined]
