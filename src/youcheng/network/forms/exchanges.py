"""Forms of exchanges: the filter of their list, one exchange, and a document of it.

Empty stays empty: no field fills in what nobody knows.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Organisation
from youcheng.network.enums import Direction, ExchangeType, Field, Visibility
from youcheng.network.forms.fields import Choice, DayField, SpanField
from youcheng.network.models import Exchange


class ExchangeFilter(forms.Form):
    """What the list of exchanges is narrowed to."""

    q = forms.CharField(label=_("Words"), max_length=100, required=False)
    partner = forms.CharField(label=_("Partner city"), max_length=120, required=False)
    type = Choice(ExchangeType.choices, empty=_("all"), label=_("Type"))
    field = Choice(Field.choices, empty=_("all"), label=_("Field"))
    year = forms.IntegerField(label=_("Year"), min_value=1800, max_value=2200, required=False)
    until = DayField(label=_("Up to"), required=False)


class ExchangeForm(forms.Form):
    """One exchange."""

    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    type = Choice(ExchangeType.choices, empty=_("choose"), label=_("Type"), required=True)
    fields_ = forms.MultipleChoiceField(
        label=_("Fields"), choices=Field.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    when = SpanField(label=_("When it began"))
    ends_on = DayField(label=_("Last day"), required=False)
    place = forms.CharField(label=_("Where"), max_length=200, required=False)
    direction = Choice(Direction.choices, empty=_("not recorded"), label=_("Direction"))
    led_by = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Led by"), required=False, empty_label=_("not recorded")
    )
    head_count = forms.IntegerField(label=_("Number of people"), min_value=0, required=False)
    cost = forms.DecimalField(label=_("Cost"), min_value=0, max_digits=14, decimal_places=2, required=False)
    currency = forms.CharField(label=_("Currency"), max_length=3, required=False, help_text=_("such as CNY"))
    outcome = forms.CharField(label=_("Outcome"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    visibility = Choice(
        Visibility.choices, empty=_("choose"), label=_("Visibility"), required=True, initial="internal"
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["led_by"].queryset = organisations  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(exchange: Exchange) -> dict[str, Any]:
        """The form's values of an exchange as it stands."""
        names = (
            "type", "ends_on", "place", "direction", "head_count", "cost", "currency", "outcome", "source",
            "visibility", "version",
        )  # fmt: skip
        return {
            "title_zh": exchange.title.get("zh-hans", ""),
            "title_en": exchange.title.get("en", ""),
            "fields_": exchange.fields,
            "when": exchange.span,
            **{name: getattr(exchange, name) for name in names},
            "led_by": exchange.led_by_id,
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not (cleaned.get("title_zh") or cleaned.get("title_en")):
            self.add_error("title_zh", _("Give a title in Chinese or in English."))
        if cleaned.get("cost") is not None and not cleaned.get("currency"):
            self.add_error("currency", _("A cost comes with its currency."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """The cleaned values as `record_exchange` takes them."""
        cleaned = dict(self.cleaned_data)
        cleaned.pop("version", None)
        titles = {"zh-hans": cleaned.pop("title_zh"), "en": cleaned.pop("title_en")}
        title = {language: text for language, text in titles.items() if text}
        return {"fields": cleaned.pop("fields_"), "title": title, **cleaned}


class DocumentForm(forms.Form):
    """A paper of an exchange."""

    title = forms.CharField(label=_("Title"), max_length=200)
    file = forms.FileField(
        label=_("File"),
        help_text=_("Nothing classified may be uploaded: only public or internal papers belong here."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.YOUCHENG_UPLOAD_BYTES:
            raise ValidationError(
                _("The file is larger than %(size)s MB."),
                params={"size": settings.YOUCHENG_UPLOAD_BYTES // 1024**2},
            )
        return file
