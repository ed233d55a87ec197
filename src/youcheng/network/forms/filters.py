"""The filter of the register: an ordinary GET form, so that a filtered list is an address.

Bad values are ignored field by field: a mistyped address still shows the list.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youcheng.network.enums import Field, Grade, Kind, State, Zone
from youcheng.network.forms.fields import Choice, DayField
from youcheng.network.queries.counts import ANY, COUNTED, FORMAL, UNCERTAIN
from youcheng.network.queries.register import TERM_OVER, Filters

CODES = ("country", "group", "zone", "kind", "state", "grade", "counted", "decade", "field")


class RegisterFilter(forms.Form):
    """All filters of the register. `as_of` is the day on which kinds and states are asked."""

    q = forms.CharField(label=_("Name of the city"), max_length=100, required=False)
    country = Choice((), empty=_("all"), label=_("Country (region)"))
    group = Choice((), empty=_("all"), label=_("Group of countries"))
    zone = Choice(Zone.choices, empty=_("all"), label=_("Zone"))
    kind = Choice(Kind.choices, empty=_("all"), label=_("Kind"))
    state = Choice([*State.choices, (TERM_OVER, _("term over"))], empty=_("all"), label=_("State"))
    grade = Choice(Grade.choices, empty=_("all"), label=_("Grade"))
    year = forms.IntegerField(label=_("Year signed"), min_value=1800, max_value=2200, required=False)
    counted = Choice((), empty=_("all"), label=_("Counted as"))
    decade = Choice((), empty=_("all"), label=_("Decade in which it began"))
    field = Choice(Field.choices, empty=_("all"), label=_("Exchanges in the field"))
    as_of = DayField(label=_("As of"), required=False)

    def __init__(
        self,
        data: Any,
        *,
        countries: list[tuple[str, str]],
        groups: list[tuple[str, str]],
        decades: list[int],
        today: dt.date,
    ) -> None:
        super().__init__(data)
        self.today = today
        self.fields["country"].choices = [("", _("all")), *countries]  # type: ignore[attr-defined]
        self.fields["group"].choices = [("", _("all")), *groups]  # type: ignore[attr-defined]
        kinds = [(kind, Kind(kind).label) for kind in COUNTED]
        kinds += [(UNCERTAIN, _("date uncertain")), (FORMAL, _("sister or exchange city"))]
        counted = [("", _("all")), (ANY, _("any counted kind")), *kinds]
        self.fields["counted"].choices = counted  # type: ignore[attr-defined]
        named = [(str(decade), _("%(decade)ss") % {"decade": decade}) for decade in decades]
        spans = [("", _("all")), *named, (UNCERTAIN, _("decade uncertain"))]
        self.fields["decade"].choices = spans  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        """What could be read of the filter."""
        self.is_valid()
        cleaned = self.cleaned_data
        return Filters(
            text=cleaned.get("q", "").strip(),
            year=cleaned.get("year"),
            **{name: cleaned.get(name, "") for name in CODES},
        )

    def day(self) -> dt.date:
        """The day asked for, today where none or an impossible one was given."""
        self.is_valid()
        return self.cleaned_data.get("as_of") or self.today
