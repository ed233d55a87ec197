"""Forms of the tie itself and of a city of the register's own.

A partner is chosen with the gazetteer's search on the page, which hands its address on.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Organisation
from youcheng.foundation.formatting import collation
from youcheng.network.enums import CityLevel, Visibility
from youcheng.network.forms.fields import Choice, UnknownOrNot
from youcheng.network.models import City, Country, Relationship


class RelationshipForm(forms.Form):
    """Putting a partner city on the register."""

    partner = forms.SlugField(label=_("City"), max_length=120, widget=forms.HiddenInput)
    key = forms.CharField(
        label=_("External key"),
        max_length=80,
        required=False,
        help_text=_("your own number for it, used by imports"),
    )
    visibility = Choice(
        Visibility.choices, empty=_("choose"), label=_("Visibility"), required=True, initial="public"
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_partner(self) -> City:
        city = City.objects.filter(slug=self.cleaned_data["partner"]).first()
        if city is None:
            raise forms.ValidationError(_("There is no city with this address in the gazetteer."))
        return city


class TieForm(forms.Form):
    """What is kept on the tie itself."""

    visibility = Choice(Visibility.choices, empty=_("choose"), label=_("Visibility"), required=True)
    counterpart = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Partner's office"),
        required=False,
        empty_label=_("not recorded"),
        help_text=_(
            "The partner government's office. Its members see this tie, also an internal one. It is not in the list? "
            "Add it under Organisations, as a partner government."
        ),
    )
    signed_by_chief = UnknownOrNot(label=_("Signed by the chief"))
    not_limited_to_one_field = UnknownOrNot(label=_("Not limited to one field"))
    approved_by_assembly = UnknownOrNot(label=_("Approved by the assembly"))
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, counterparts: QuerySet[Organisation] | None, **kwargs: Any) -> None:
        """`counterparts` are the offices the actor may name; None where the actor may not name one."""
        super().__init__(*args, **kwargs)
        if counterparts is None:
            del self.fields["counterpart"]
        else:
            self.fields["counterpart"].queryset = counterparts  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, tie: Relationship) -> dict[str, Any]:
        """The form's values of a tie as it stands."""
        return {name: getattr(tie, name) for name in cls.base_fields} | {"counterpart": tie.counterpart_id}

    def held(self, tie: Relationship) -> dict[str, Any]:
        """What the tie holds now, of the fields this form has."""
        return {name: value for name, value in self.initial_of(tie).items() if name in self.fields}

    def values(self) -> dict[str, Any]:
        """The cleaned values as `correct_relationship` takes them, the revision among them."""
        values = dict(self.cleaned_data)
        if "counterpart" in values:
            office = values.pop("counterpart")
            values["counterpart_id"] = office.pk if office else None
        return values


class CityForm(forms.Form):
    """A city's own names, place and level."""

    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=120, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    country = forms.ModelChoiceField(Country.objects.none(), label=_("Country (region)"), required=False)
    level = Choice(CityLevel.choices, empty=_("not recorded"), label=_("Level"))
    latitude = forms.FloatField(
        label=_("Latitude"),
        min_value=-90,
        max_value=90,
        required=False,
        help_text=_("in degrees, such as 18.79; south of the equator with a minus"),
    )
    longitude = forms.FloatField(
        label=_("Longitude"),
        min_value=-180,
        max_value=180,
        required=False,
        help_text=_("in degrees, such as 98.98; west of Greenwich with a minus"),
    )
    population = forms.IntegerField(label=_("Population"), min_value=0, required=False)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, city: City | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.city = city
        if city is None:
            self.fields["country"].required = True
            every = Country.objects.all()
            self.fields["country"].queryset = every  # type: ignore[attr-defined]
            named = sorted(((row.pk, row.name) for row in every), key=lambda pair: collation(pair[1]))
            self.fields["country"].choices = [("", _("choose")), *named]  # type: ignore[attr-defined]
        else:
            del self.fields["country"]

    @staticmethod
    def initial_of(city: City) -> dict[str, Any]:
        names = ("level", "latitude", "longitude", "population", "note", "version")
        return {
            "name_zh": city.name.get("zh-hans", ""),
            "name_en": city.name.get("en", ""),
            **{name: getattr(city, name) for name in names},
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not (cleaned.get("name_zh") or cleaned.get("name_en")):
            self.add_error("name_zh", _("Give a name in Chinese or in English."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """The cleaned values as the actions take them; names in other languages are kept."""
        cleaned = dict(self.cleaned_data)
        version = cleaned.pop("version")
        names = {"zh-hans": cleaned.pop("name_zh"), "en": cleaned.pop("name_en")}
        kept = dict(self.city.name) if self.city else {}
        name = {language: text for language, text in {**kept, **names}.items() if text}
        country = cleaned.pop("country", None)
        return cleaned | {"name": name} | ({"country": country.iso3} if country else {"version": version})
