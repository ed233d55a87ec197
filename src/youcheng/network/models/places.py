"""Places: countries and regions, their groups, the gazetteer's cities, the home city and its layout rules.

Names of countries come from foundation.countries, names of cities from the gazetteer and the register's own entries.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Organisation
from youcheng.foundation import countries
from youcheng.foundation.translated import TranslatedField
from youcheng.network.enums import CityLevel, Zone


class Country(models.Model):
    """A country or region (国家（地区）) of ISO 3166. Its name is never stored: it is looked up in the reader's language."""

    iso2 = models.CharField(max_length=2, primary_key=True)
    iso3 = models.CharField(max_length=3, unique=True)
    numeric = models.CharField(max_length=3, blank=True)
    continent = models.CharField(_("continent"), max_length=2, blank=True)
    has_diplomatic_relations = models.BooleanField(_("diplomatic relations"), null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["iso2"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return countries.name(self.iso3, get_language() or "zh-hans")


class RegionGroup(models.Model):
    """A group of countries by its short code, with its names."""

    code = models.CharField(max_length=30, primary_key=True)
    name = TranslatedField(_("names"))

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]

    def __str__(self) -> str:
        return str(self.name)


class GroupMembership(models.Model):
    """A country's membership of a group (ASEAN, SCO, EU …) from one day to another, with its source."""

    group = models.CharField(_("group"), max_length=30)
    country = models.ForeignKey(Country, on_delete=models.CASCADE, related_name="memberships")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["group", "country"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["group", "country", "since"], name="one_membership_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.group} · {self.country_id}"


class City(models.Model):
    """A place of the gazetteer or one of the register's own. Own names win over the gazetteer's."""

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    name = TranslatedField(_("names"))
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="cities")
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)
    geonames_id = models.PositiveIntegerField(_("GeoNames number"), null=True, blank=True, unique=True)
    level = models.CharField(_("level"), max_length=10, choices=CityLevel.choices, blank=True, default="")
    is_fictional = models.BooleanField(default=False)
    note = models.TextField(_("note"), blank=True)
    search_text = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["slug"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["country", "-population"]),
            models.Index(fields=["-population"]),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def has_place(self) -> bool:
        """Whether it can be drawn and measured."""
        return self.latitude is not None and self.longitude is not None


class HomeCity(models.Model):
    """The single row that says whose platform this is. `training_seed` marks a fictional training deployment."""

    city = models.OneToOneField(City, on_delete=models.PROTECT, related_name="home", verbose_name=_("city"))
    office = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("office"),
    )
    training_seed = models.PositiveIntegerField(null=True, blank=True)
    started_on = models.DateField(_("started on"))

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_home_city")
        ]

    def __str__(self) -> str:
        return str(self.city)

    @property
    def is_training(self) -> bool:
        return self.training_seed is not None


class ZoneRule(models.Model):
    """One line of the layout: the first rule in force whose conditions a country meets gives its zone.

    All of `groups`, any of `continents` and any of `countries` (ISO alpha-2); an empty list asks nothing.
    """

    order = models.PositiveSmallIntegerField(_("order"))
    zone = models.CharField(_("zone"), max_length=20, choices=Zone.choices)
    groups = models.JSONField(_("groups"), default=list, blank=True)
    continents = models.JSONField(_("continents"), default=list, blank=True)
    countries = models.JSONField(_("countries"), default=list, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.order} {self.zone}"
