"""The world's ties as lists of pairs tell them: which place each end means, who looked at it, and the pairs themselves.

Made by `actions.match_pairs` from a loaded list of pairs; the register's own ties never come from here and never go there.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youcheng.foundation.translated import TranslatedField
from youcheng.network.enums import Found, Sureness, Zone


class Matching(models.Model):
    """The matching of one list (a data set by name) to places. `sha256` is that of the figures it was made from.

    `revision` grows with every decision, so that whatever was worked out from the matching knows itself stale. `figures` holds what
    takes long: mean distance and the comparison with chance, with the revision they were made at.
    """

    dataset = models.SlugField(_("data set"), max_length=80, unique=True)
    sha256 = models.CharField(_("checksum"), max_length=64)
    made_at = models.DateTimeField(_("matched at"))
    made_by = models.CharField(_("matched by"), max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1)
    figures = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["dataset"]

    def __str__(self) -> str:
        return self.dataset


class WorldPlace(models.Model):
    """A place of GeoNames that an end of a pair means; from 500 people up, more than the gazetteer's cities."""

    number = models.PositiveIntegerField(_("GeoNames number"), primary_key=True)
    name = TranslatedField(_("names"))
    country = models.CharField(_("country (region)"), max_length=2)
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["country"])]

    def __str__(self) -> str:
        return str(self.name)


class PairEnd(models.Model):
    """A place as a list writes it, once however many pairs it stands in (`links`), and the place meant, if any."""

    matching = models.ForeignKey(Matching, on_delete=models.CASCADE, related_name="ends")
    name = models.CharField(_("as written"), max_length=300)
    country = models.CharField(_("country (region)"), max_length=2, blank=True)
    latitude = models.FloatField(_("latitude"), null=True)
    longitude = models.FloatField(_("longitude"), null=True)
    links = models.PositiveIntegerField(_("links"))
    place = models.ForeignKey(
        WorldPlace, on_delete=models.PROTECT, null=True, related_name="ends", verbose_name=_("place")
    )
    how = models.CharField(_("reason"), max_length=20, choices=Found.choices)
    sureness = models.CharField(_("sureness"), max_length=10, choices=Sureness.choices)
    km = models.FloatField(_("distance"), null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-links", "name", "pk"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["matching", "sureness", "-links"])]

    def __str__(self) -> str:
        return self.name


class PairLink(models.Model):
    """One pair of a list; `year` where the list prints one.

    Pairs go before their ends, by the action that renews a matching: letting the database follow them would read every row first.
    """

    matching = models.ForeignKey(Matching, on_delete=models.CASCADE, related_name="pairs")
    first = models.ForeignKey(PairEnd, on_delete=models.DO_NOTHING, related_name="+")
    second = models.ForeignKey(PairEnd, on_delete=models.DO_NOTHING, related_name="+")
    year = models.SmallIntegerField(_("year"), null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.first_id} – {self.second_id}"


class EndDecision(models.Model):
    """What a person said of a written place: which place it is, or (`place` empty) that it is none. Kept when lists are loaded again.

    It holds for every list that writes the same name in the same country near the same coordinates.
    """

    name = models.CharField(_("as written"), max_length=300)
    country = models.CharField(_("country (region)"), max_length=2, blank=True)
    latitude = models.FloatField(_("latitude"), null=True)
    longitude = models.FloatField(_("longitude"), null=True)
    place = models.ForeignKey(
        WorldPlace, on_delete=models.PROTECT, null=True, related_name="decisions", verbose_name=_("place")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("decided at"))
    decided_by = models.CharField(_("decided by"), max_length=200)

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "pk"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["name", "country"])]

    def __str__(self) -> str:
        return self.name


class ZoneTarget(models.Model):
    """The share of the formal and exchange ties a zone is meant to have, in per cent, from one day to another, with its source."""

    zone = models.CharField(_("zone"), max_length=20)
    share = models.DecimalField(_("target share, %"), max_digits=5, decimal_places=2)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["zone", "-since"]

    def __str__(self) -> str:
        return f"{self.zone_label} {self.share} %"

    @property
    def zone_label(self) -> str:
        return str(Zone(self.zone).label)
