"""The form of one action of the catalogue.

Used by the views; what may be saved is decided by the actions.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youcheng.foundation.translated import Translated
from youcheng.network.enums import ExchangeType, Field, Grade
from youcheng.strategy.enums import Batch
from youcheng.strategy.models import ActionKind


class ActionFilter(forms.Form):
    """The filters of the catalogue; every one may be empty."""

    text = forms.CharField(label=_("Action"), required=False, max_length=100)
    exchange = forms.ChoiceField(
        label=_("Counts as"), required=False, choices=[("", _("all")), *ExchangeType.choices]
    )
    priced = forms.ChoiceField(
        label=_("Cost and staff days"),
        required=False,
        choices=[("", _("all")), ("yes", _("known")), ("no", _("not known"))],
    )


class ActionKindForm(forms.Form):
    """An action in both languages with what it takes. Cost and staff days stay empty while they are not known."""

    code = forms.SlugField(
        label=_("Code"),
        max_length=60,
        help_text=_("Small letters, digits and hyphens; does not change later."),
    )
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    exchange = forms.ChoiceField(
        label=_("Counts as"),
        choices=ExchangeType.choices,
        help_text=_("Gives the worth and half-life the expected effect is made of."),
    )
    field = forms.ChoiceField(label=_("Field"), required=False, choices=[("", "—"), *Field.choices])
    cost = forms.DecimalField(
        label=_("Cost"), required=False, min_value=0, max_value=Decimal(10) ** 11, decimal_places=2,
        help_text=_("Empty while not known: such an action can't be chosen."),
    )  # fmt: skip
    staff_days = forms.DecimalField(
        label=_("Staff days"), required=False, min_value=0, max_value=Decimal(10) ** 5, decimal_places=1
    )
    is_abroad = forms.BooleanField(label=_("A visit abroad"), required=False)
    batches = forms.MultipleChoiceField(
        label=_("For the batches"),
        required=False,
        choices=Batch.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None marked: for all."),
    )
    group = forms.CharField(
        label=_("Group"), required=False, max_length=60,
        help_text=_("Of the actions of one group a city gets at most one."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Source of cost and effect"), required=False, max_length=300,
        help_text=_("Where the figures come from, such as last year's accounts."),
    )  # fmt: skip
    grade = forms.ChoiceField(label=_("Grade"), choices=Grade.choices, initial=Grade.C)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, row: ActionKind | None = None, **kwargs: Any) -> None:
        if row is not None:
            kwargs["initial"] = {
                name: getattr(row, name) for name in self.base_fields if hasattr(row, name)
            } | {"name_zh": row.name.get("zh-hans", ""), "name_en": row.name.get("en", "")}
        super().__init__(*args, **kwargs)
        if row is not None:
            del self.fields["code"]

    @property
    def values(self) -> dict[str, Any]:
        """The columns, as the actions take them."""
        given = dict(self.cleaned_data)
        names = {"zh-hans": given.pop("name_zh"), "en": given.pop("name_en")}
        given.pop("version", None)
        return given | {"name": Translated({key: text for key, text in names.items() if text})}
