"""Forms of the pages that show several capabilities: the day a page is read as of.

Used by `views`; what a list may be filtered by belongs to the list's own app.
"""

from __future__ import annotations

import datetime as dt

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2100, 12, 31)


class AsOfForm(forms.Form):
    """One day between 1900 and 2100; empty means today."""

    as_of = forms.DateField(label=_("As of"), required=False)

    def clean_as_of(self) -> dt.date:
        day: dt.date | None = self.cleaned_data["as_of"]
        if day is not None and not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(_("Choose a day between 1900 and 2100."))
        return day or timezone.localdate()


def day_of(request: HttpRequest) -> tuple[dt.date, list[str]]:
    """The day the address asks for, and what was wrong with it; a wrong day means today, and the page says so."""
    form = AsOfForm(request.GET)
    if form.is_valid():
        return form.cleaned_data["as_of"], []
    return timezone.localdate(), [str(error) for error in form.errors["as_of"]]
