"""The filters of the evidence pages.

Called by `views`; whatever is not understood is left out of the filter instead of refused.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from youcheng.evidence.enums import Shape
from youcheng.evidence.models import Dataset
from youcheng.foundation import countries

CODE_COLUMNS = ("indicator", "product", "industry", "code", "group")
"""The column the filter “code” looks in: the first of these that a data set has."""


class CatalogueFilter(forms.Form):
    """Which data sets to list."""

    text = forms.CharField(label=_("Name or source"), required=False, max_length=100)
    shape = forms.ChoiceField(label=_("Content"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["shape"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("All")), *Shape.choices]


class RowsFilter(forms.Form):
    """Which rows of one data set to show: of an economy, a year, a code."""

    economy = forms.ChoiceField(label=_("Country (region)"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)
    code = forms.CharField(label=_("Code"), required=False, max_length=120)

    def __init__(self, dataset: Dataset, economies: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "zh-hans"
        asked = countries.iso3(str(self.data.get("economy", "")))
        if asked and asked not in economies:
            # The rows behind a gap: the table lacks this country (region), and the page says so.
            economies = [*economies, asked]
        named = sorted((countries.name(code, language), code) for code in economies)
        self._choose("economy", [("", _("All")), *((code, f"{name} ({code})") for name, code in named)])
        self._choose("year", [("", _("All")), *((str(year), str(year)) for year in reversed(dataset.years))])
        self.code_column = next(
            (key for key in CODE_COLUMNS if key in dataset.columns),
            "",
        )
        if not self.code_column:
            del self.fields["code"]
        if not dataset.years:
            del self.fields["year"]

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
