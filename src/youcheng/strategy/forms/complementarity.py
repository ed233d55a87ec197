"""What a reader of complementarity chooses: whose partners, which table and year, the level of classes, the conventions.

Used by the views; choices come from the catalogue, and an address with another one falls back to the default.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from youcheng.engines.conventions import Conventions
from youcheng.evidence.models import Dataset
from youcheng.network.enums import Zone
from youcheng.strategy.drafting.names import level_name


class BasisForm(forms.Form):
    """Table, year, level and conventions; every one may be empty, which means the default."""

    dataset = forms.ChoiceField(label=_("Data set"), required=False)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    level = forms.ChoiceField(label=_("Level"), required=False)
    world = forms.ChoiceField(
        label=_("World imports"),
        required=False,
        choices=[
            ("", _("without the seller's own (Drysdale)")),
            ("whole", _("the whole world's (WITS)")),
        ],
    )

    def __init__(self, *args: Any, tables: Sequence[Dataset], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("by default")), *((row.name, table_name(row)) for row in tables)]
        self.fields["dataset"].choices = choices  # type: ignore[attr-defined]
        years = sorted({year for row in tables for year in row.years}, reverse=True)
        self.fields["year"].choices = [("", _("newest")), *((year, str(year)) for year in years)]  # type: ignore[attr-defined]

    def offer(self, years: Sequence[int], levels: Sequence[str], scheme: str, level: str) -> None:
        """Offer what the table chosen holds; called once it is known which one that is."""
        self.fields["year"].choices = [("", _("newest")), *((year, str(year)) for year in years)]  # type: ignore[attr-defined]
        usual = gettext("by default: %(level)s") % {"level": level_name(level, scheme)}
        shown = [(one, level_name(one, scheme)) for one in levels]
        self.fields["level"].choices = [("", usual), *shown]  # type: ignore[attr-defined]

    def conventions(self) -> Conventions:
        """The conventions chosen; what the form does not ask, or was asked wrongly, is the default."""
        given = getattr(self, "cleaned_data", {})
        names = {field.name for field in fields(Conventions)}
        return Conventions(**{name: given[name] for name in names if given.get(name)})


class PartnersForm(BasisForm):
    """The list's filter: a name, whose partners, the zone of the layout, and what the figures are made from."""

    text = forms.CharField(label=_("Country (region)"), required=False, max_length=100)
    who = forms.ChoiceField(
        label=_("Which"),
        required=False,
        choices=[("", _("countries with ties")), ("all", _("all in the table"))],
    )
    zone = forms.ChoiceField(label=_("Zone"), required=False, choices=[("", _("all")), *Zone.choices])

    field_order = ("text", "who", "zone", "dataset", "year", "level", "world")


class PairForm(BasisForm):
    """The choices of one partner's page: the table, and the conventions of the product space."""

    special = forms.ChoiceField(
        label=_("Specialised where"),
        required=False,
        choices=[("", "RCA ≥ 1"), ("above", "RCA > 1")],
    )
    own = forms.ChoiceField(
        label=_("A good near itself"),
        required=False,
        choices=[("", _("counts (φ_pp = 1)")), ("left_out", _("left out"))],
    )
    spread = forms.ChoiceField(
        label=_("PCI divided by"),
        required=False,
        choices=[("", _("population s.d.")), ("sample", _("sample s.d."))],
    )
    way = forms.CharField(required=False, widget=forms.HiddenInput)


def table_name(row: Dataset) -> str:
    """A table as the chooser names it: its name first, for two vintages of one set differ by it."""
    return " · ".join(part for part in (row.name, row.year_span or gettext("undated"), row.version) if part)
