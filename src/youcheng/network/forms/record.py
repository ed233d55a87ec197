"""Forms of what stands beside the ties: published counts, alliances and their members, policy terms, notes on gaps.

Names are asked in Chinese and English; texts in other languages that came with an import are kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from youcheng.network.enums import Grade, TermKind
from youcheng.network.forms.fields import WAYS, Choice, CityField, DayField, SpanField
from youcheng.network.models import Alliance, AllianceMember, PolicyTerm, PublishedCount, RegisterNote


class _Recorded(forms.Form):
    """A row of the record with its source, how well it is known, and the version it was read at."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        """The cleaned values as the actions take them; the version goes its own way."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    @property
    def version_read(self) -> int | None:
        """The version the form was made from; None for a new row."""
        version: int | None = self.cleaned_data["version"]
        return version


class _Named(_Recorded):
    """A row with a name in Chinese and in English, of which one is enough."""

    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not (cleaned.get("name_zh") or cleaned.get("name_en")):
            self.add_error("name_zh", _("Give a name in Chinese or in English."))
        return cleaned

    def values(self, kept: Mapping[str, str] | None = None) -> dict[str, Any]:
        """As above, with the name in all languages: what was typed, beside what is `kept` in others."""
        values = super().values()
        given = {"zh-hans": values.pop("name_zh"), "en": values.pop("name_en")}
        name = {language: text for language, text in {**(kept or {}), **given}.items() if text}
        return values | {"name": name}


def _and_ways(text: Any) -> Any:
    """A help text, and the ways in which a date can be written."""
    return format_lazy("{}{}{}", text, pgettext_lazy("between two facts", "; "), WAYS)


def _names_of(name: Mapping[str, str]) -> dict[str, str]:
    return {"name_zh": name.get("zh-hans", ""), "name_en": name.get("en", "")}


class PublishedCountForm(_Recorded):
    """A count as somebody published it."""

    when = SpanField(label=_("As of"))
    sister = forms.IntegerField(label=_("Sister cities"), min_value=0, required=False)
    exchange = forms.IntegerField(label=_("Friendly exchange cities"), min_value=0, required=False)
    letter_of_intent = forms.IntegerField(label=_("Letters of intent"), min_value=0, required=False)
    total = forms.IntegerField(label=_("Total"), min_value=0, required=False)
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    grade = Choice(
        Grade.choices, empty=_("choose"), label=_("How well it is known"), required=True, initial=Grade.B
    )

    @staticmethod
    def initial_of(row: PublishedCount) -> dict[str, Any]:
        names = ("sister", "exchange", "letter_of_intent", "total", "source", "grade", "version")
        return {"when": row.span, **{name: getattr(row, name) for name in names}}


class AllianceForm(_Named):
    """An alliance of cities."""

    founded = SpanField(label=_("Founded"), required=False)
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    grade = Choice(
        Grade.choices, empty=_("choose"), label=_("How well it is known"), required=True, initial=Grade.C
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    field_order = ("name_zh", "name_en")

    @staticmethod
    def initial_of(row: Alliance) -> dict[str, Any]:
        names = ("source", "grade", "note", "version")
        return {
            **_names_of(row.name),
            "founded": row.founded_span,
            **{name: getattr(row, name) for name in names},
        }


class AllianceFilter(forms.Form):
    """What the list of alliances is narrowed to."""

    q = forms.CharField(label=_("Name of the alliance or a member"), max_length=100, required=False)
    grade = Choice(Grade.choices, empty=_("all"), label=_("Grade"))


class MemberForm(_Recorded):
    """A city that joins an alliance."""

    city = CityField(label=_("City"))
    since = SpanField(label=_("Since"), required=False)
    until = SpanField(
        label=_("Until"),
        required=False,
        help_text=_and_ways(_("empty while it belongs")),
    )
    source = forms.CharField(label=_("Source"), max_length=300, required=False)

    def __init__(self, *args: Any, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["city"]

    @staticmethod
    def initial_of(row: AllianceMember) -> dict[str, Any]:
        return {
            "since": row.since_span,
            "until": row.until_span,
            "source": row.source,
            "version": row.version,
        }


class TermForm(_Named):
    """A term of the home city's policy and the time it was in use."""

    kind = Choice(TermKind.choices, empty=_("choose"), label=_("Kind of term"), required=True)
    valid_from = SpanField(label=_("In use from"), required=False)
    valid_until = SpanField(
        label=_("In use until"),
        required=False,
        help_text=_and_ways(_("empty while it is in use")),
    )
    code = forms.SlugField(
        label=_("Code"),
        max_length=80,
        required=False,
        help_text=_("joins the wordings of one term over time; one is made where you give none"),
    )
    order = forms.IntegerField(
        label=_("Place in the list"), min_value=0, max_value=9999, required=False, help_text=_("empty: last")
    )
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    grade = Choice(
        Grade.choices, empty=_("choose"), label=_("How well it is known"), required=True, initial=Grade.B
    )
    field_order = ("name_zh", "name_en")

    @staticmethod
    def initial_of(row: PolicyTerm) -> dict[str, Any]:
        names = ("kind", "code", "order", "source", "grade", "version")
        return {
            **_names_of(row.name),
            "valid_from": row.from_span,
            "valid_until": row.until_span,
            **{name: getattr(row, name) for name in names},
        }


class TermFilter(forms.Form):
    """What the list of policy terms is narrowed to; `on` asks what was in use on a day."""

    q = forms.CharField(label=_("Words"), max_length=100, required=False)
    kind = Choice(TermKind.choices, empty=_("all"), label=_("Kind of term"))
    on = DayField(label=_("In use on"), required=False)


class GapForm(_Recorded):
    """What the register knows it lacks."""

    text_zh = forms.CharField(
        label=_("Wording in Chinese"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    text_en = forms.CharField(
        label=_("Wording in English"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    @staticmethod
    def initial_of(row: RegisterNote) -> dict[str, Any]:
        text = row.text
        return {"text_zh": text.get("zh-hans", ""), "text_en": text.get("en", ""), "version": row.version}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not (cleaned.get("text_zh") or cleaned.get("text_en")):
            self.add_error("text_zh", _("Say it in Chinese or in English."))
        return cleaned

    def text(self) -> dict[str, str]:
        given = {"zh-hans": self.cleaned_data["text_zh"], "en": self.cleaned_data["text_en"]}
        return {language: text for language, text in given.items() if text}
