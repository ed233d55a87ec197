"""What the topics' forms share: titles in two languages, money, many words, the version that was read.

Used by the modules beside this one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def words(label: Any, *, rows: int = 4, required: bool = True, **kwargs: Any) -> forms.CharField:
    """A text of several lines."""
    kwargs.setdefault("max_length", 20_000)
    return forms.CharField(
        label=label, required=required, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


def money(label: Any, *, required: bool = False, **kwargs: Any) -> forms.DecimalField:
    """An amount above zero, to the hundredth."""
    return forms.DecimalField(
        label=label, required=required, min_value=0, max_digits=14, decimal_places=2, **kwargs
    )


def currency(**kwargs: Any) -> forms.CharField:
    kwargs.setdefault("help_text", _("such as CNY"))
    return forms.CharField(label=_("Currency"), max_length=3, required=False, **kwargs)


class Versioned(forms.Form):
    """A row with the version it was read at; two people at once are told apart by it."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        """The cleaned values as the actions take them; the version goes its own way."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        if "currency" in given:
            given["currency"] = given["currency"].upper() if given.get("budget", True) is not None else ""
        return given

    @property
    def version_read(self) -> int | None:
        """The version the form was made from; None for a new row."""
        version: int | None = self.cleaned_data["version"]
        return version


def titles(given: dict[str, Any], kept: Mapping[str, str] | None = None) -> dict[str, str]:
    """The title in all languages from the two that are asked, beside what is `kept` in others."""
    typed = {"zh-hans": given.pop("title_zh"), "en": given.pop("title_en")}
    return {language: text for language, text in {**(kept or {}), **typed}.items() if text}
