"""The filter of the heat map of risk.

Used by the views; which rows there are is decided by the queries.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youcheng.evidence.models import Dataset
from youcheng.network.enums import Zone
from youcheng.strategy.drafting.names import dimension_name
from youcheng.strategy.facts.risk import RiskBook
from youcheng.strategy.queries.risk import dimensions_of


class RiskFilter(forms.Form):
    """The filters of the heat map; every one may be empty."""

    text = forms.CharField(label=_("Country (region) or partner"), required=False, max_length=100)
    zone = forms.ChoiceField(label=_("Zone"), required=False, choices=[("", _("all")), *Zone.choices])
    dimension = forms.ChoiceField(label=_("Dimension"), required=False)
    scope = forms.ChoiceField(
        label=_("Countries"),
        required=False,
        choices=[
            ("", _("of our partners")),
            ("all", _("all on the register")),
            ("red", _("those with a red line")),
        ],
    )

    vintage = forms.ChoiceField(label=_("Figures"), required=False)

    def __init__(self, *args: Any, book: RiskBook, vintages: Sequence[Dataset] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if vintages:
            self.fields["vintage"].choices = [  # type: ignore[attr-defined]
                ("", _("used by default")),
                *((each.name, f"{each.name} · {each.version}") for each in vintages),
            ]
        else:
            del self.fields["vintage"]
        self.fields["dimension"].choices = [  # type: ignore[attr-defined]
            ("", _("all")),
            *((code, dimension_name(code, book.framework.engine)) for code in dimensions_of(book)),
        ]
