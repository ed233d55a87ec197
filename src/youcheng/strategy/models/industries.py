"""Cities' own industry tables, as offices hand them in.

Written only through `actions`, read through `facts.profiles`.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youcheng.network.models import City
from youcheng.strategy.enums import Scheme


class CityIndustry(models.Model):
    """One industry of a city's own table in one year. `is_estimate` marks an editor's estimate wherever it is shown."""

    city = models.ForeignKey(
        City, on_delete=models.CASCADE, related_name="industries", verbose_name=_("city")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    scheme = models.CharField(_("classification"), max_length=10, choices=Scheme.choices, default=Scheme.ISIC)
    industry = models.CharField(_("industry"), max_length=20)
    value = models.FloatField(_("value"))
    unit = models.CharField(_("unit"), max_length=80, blank=True)
    source = models.CharField(_("source"), max_length=300)
    is_estimate = models.BooleanField(_("editor's estimate"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["city__slug", "-year", "industry"]
        verbose_name = _("industry of a city")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["city", "year", "scheme", "industry"], name="one_figure_an_industry"
            ),
            models.CheckConstraint(condition=models.Q(value__gte=0), name="industry_value_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.city} {self.year} {self.industry}"
