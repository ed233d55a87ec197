"""Risk frameworks as files taken in, the office's own indicators, and what scoring gave at each vintage.

Written only through `actions`, read through `queries`. A framework's text never changes: another text is another row.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youcheng.foundation.translated import TranslatedField
from youcheng.network.enums import Grade


class FrameworkFile(models.Model):
    """A framework file somebody loaded, whole and checked. At most one is in force; with none the data home's file is."""

    code = models.CharField(_("code"), max_length=80)
    edition = models.CharField(_("version"), max_length=40)
    text = models.TextField(_("text"))
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    source_name = models.CharField(_("file"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)
    is_in_force = models.BooleanField(_("in force"), default=False)
    loaded_at = models.DateTimeField(_("loaded at"))
    loaded_by = models.CharField(_("loaded by"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["code", "-loaded_at"]
        verbose_name = _("risk framework")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["code", "edition"], name="one_framework_a_version"),
            models.UniqueConstraint(
                fields=["is_in_force"], condition=models.Q(is_in_force=True), name="one_framework_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.edition}"


class OwnIndicator(models.Model):
    """An indicator of the office's own, with what it measures, in which unit, and where its figures come from."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = TranslatedField(_("name"))
    unit = models.CharField(_("unit"), max_length=80)
    source = models.CharField(_("source"), max_length=300)
    note = models.TextField(_("note"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]
        verbose_name = _("own indicator")

    def __str__(self) -> str:
        return str(self.name) or self.code


class OwnFigure(models.Model):
    """One figure of an own indicator: a country (alpha-3), a year, the value, and its standard error where it has one."""

    indicator = models.ForeignKey(
        OwnIndicator, on_delete=models.CASCADE, related_name="figures", verbose_name=_("indicator")
    )
    iso3 = models.CharField(_("country (region)"), max_length=3)
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.FloatField(_("value"))
    standard_error = models.FloatField(_("standard error"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)
    grade = models.CharField(_("grade"), max_length=1, choices=Grade.choices, default=Grade.C)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["indicator", "iso3", "year"]
        verbose_name = _("figure of an own indicator")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["indicator", "iso3", "year"], name="one_own_figure_a_year"),
            models.CheckConstraint(
                condition=models.Q(standard_error__isnull=True) | models.Q(standard_error__gte=0),
                name="own_standard_error_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.iso3} {self.year}"


class RiskSnapshot(models.Model):
    """The bands of all countries under one framework and one set of figures, kept to compare the next vintage with.

    `bands` maps a country to its dimensions, each [5 %, median, 95 %]; `datasets` maps a shape to the data set read, its
    version and checksum; `figures_sha` tells two sets of figures apart.
    """

    framework_code = models.CharField(max_length=80)
    framework_edition = models.CharField(max_length=40)
    framework_sha = models.CharField(max_length=64)
    figures_sha = models.CharField(max_length=64)
    datasets = models.JSONField(default=dict)
    bands = models.JSONField(default=dict)
    taken_at = models.DateTimeField(_("taken at"))

    class Meta:
        ordering: ClassVar[list[str]] = ["-taken_at", "-pk"]
        verbose_name = _("state of risk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["framework_sha", "figures_sha"], name="one_snapshot_a_vintage")
        ]

    def __str__(self) -> str:
        return f"{self.framework_code} {self.framework_edition} {self.figures_sha[:12]}"


class RiskAlert(models.Model):
    """A partner's country whose median a new vintage moved out of the band it had before; open until somebody has seen it.

    One that was closed without a name came back into its band with later figures.
    """

    iso3 = models.CharField(_("country (region)"), max_length=3)
    dimension = models.CharField(_("dimension"), max_length=60)
    before = models.ForeignKey(RiskSnapshot, on_delete=models.CASCADE, related_name="+")
    after = models.ForeignKey(RiskSnapshot, on_delete=models.CASCADE, related_name="alerts")
    old_low = models.FloatField()
    old_median = models.FloatField()
    old_high = models.FloatField()
    new_low = models.FloatField()
    new_median = models.FloatField()
    new_high = models.FloatField()
    raised_at = models.DateTimeField(_("raised at"))
    seen_at = models.DateTimeField(_("seen at"), null=True, blank=True)
    seen_by = models.CharField(_("seen by"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-raised_at", "iso3", "dimension"]
        verbose_name = _("risk alert")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["iso3", "dimension"],
                condition=models.Q(seen_at__isnull=True),
                name="one_open_alert_a_dimension",
            )
        ]

    def __str__(self) -> str:
        return f"{self.iso3} {self.dimension}"

    @property
    def is_worse(self) -> bool:
        """Whether the new median is less safe than the old band."""
        return self.new_median < self.old_low
