"""Fields the register's forms share: a roughly known date, a plain day, a city, choices with an empty entry, yes/no/unknown.

Used by the modules beside it alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from youcheng.engines.errors import BadSpan
from youcheng.engines.timespans import Span
from youcheng.foundation import formatting
from youcheng.network import written
from youcheng.network.models import City
from youcheng.network.queries import cities_meant

WAYS = _("for example 1981-11-05, 2014-04, 2008, “before 2011”, “by 2019-09” or “between 2011 and 2014-04”")


class DateInput(forms.DateInput):
    """The browser's own date field, filled in the one form it understands."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """A calendar day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=DateInput(), **kwargs)


class SpanField(forms.CharField):
    """A date that may be known only roughly; cleans to a `Span`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", WAYS)
        super().__init__(max_length=60, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return written.read(text)
        except BadSpan as error:
            raise ValidationError(
                _("“%(text)s” is not a date. Write it roughly or exactly, %(ways)s."),
                params={"text": text, "ways": WAYS},
            ) from error

    def prepare_value(self, value: Any) -> Any:
        """A known date in the words the field reads back: the reader's in Chinese, the six forms in English."""
        if not isinstance(value, Span):
            return value
        return formatting.span(value) if formatting.locale().startswith("zh") else str(value)


class CityInput(forms.TextInput):
    """A box that offers cities of the gazetteer while one types; the page gives it the list `city-options`."""

    def __init__(self) -> None:
        super().__init__(
            attrs={
                "list": "city-options",
                "autocomplete": "off",
                "hx-get": reverse_lazy("network:city_options"),
                "hx-trigger": "input changed delay:200ms",
                "hx-target": "#city-options",
            }
        )


class CityField(forms.CharField):
    """A city of the gazetteer by its address, or by a name that only one city has; cleans to a `City`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Type a name in any language and choose from the list."))
        super().__init__(max_length=120, widget=CityInput(), **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = cities_meant(text)
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(
                _("The gazetteer holds no “%(text)s”. Check the spelling, or add the place first."),
                params={"text": text},
            )
        named = ", ".join(f"{city.slug} ({city.country})" for city in found[:6])
        raise ValidationError(
            _("More than one city is called “%(text)s”; write one of these addresses: %(named)s."),
            params={"text": text, "named": named},
        )

    def prepare_value(self, value: Any) -> Any:
        return value.slug if isinstance(value, City) else value


class Choice(forms.ChoiceField):
    """One of an enum's choices, with an entry for none (in filters: all)."""

    def __init__(self, choices: Iterable[tuple[Any, Any]], empty: Any = "", **kwargs: Any) -> None:
        given = [pair for pair in choices if pair[0] != ""]
        super().__init__(choices=[("", empty), *given], required=kwargs.pop("required", False), **kwargs)


class UnknownOrNot(forms.TypedChoiceField):
    """Yes, no, or not recorded: a fact nobody looked up is not a no."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[("", _("not recorded")), ("yes", _("yes")), ("no", _("no"))],
            coerce=lambda value: value == "yes",
            empty_value=None,
            required=False,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)
