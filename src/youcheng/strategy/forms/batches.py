"""The forms of the batches' pages: the list's filter and a decision against the rules.

Used by the views; what may be decided is the actions' business.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youcheng.network.enums import Zone
from youcheng.strategy.enums import Batch


class BatchFilter(forms.Form):
    """The filters of the list; every one may be empty."""

    text = forms.CharField(label=_("Partner"), required=False, max_length=100)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    batch = forms.ChoiceField(label=_("Batch"), required=False, choices=[("", _("all")), *Batch.choices])
    decided = forms.ChoiceField(
        label=_("Sorted by"),
        required=False,
        choices=[("", _("all")), ("rules", _("the rules")), ("person", _("a person"))],
    )
    zone = forms.ChoiceField(label=_("Zone"), required=False, choices=[("", _("all")), *Zone.choices])

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]


class OverruleForm(forms.Form):
    """Another batch than the rules give, with the reason."""

    batch = forms.ChoiceField(label=_("Batch"), choices=Batch.choices)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stays beside the batch wherever it is shown."),
    )
