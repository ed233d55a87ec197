"""The evidence catalogue: one row for every data set in the store, with where it comes from and what may be done with it.

The figures themselves are Parquet files beside the database; `queries` reads them, `actions` writes both together.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from youcheng.evidence.enums import Kind, Shape
from youcheng.foundation.translated import Translated, TranslatedField


class Dataset(models.Model):
    """One stored table. `name` is what people type; the file's name carries the first digits of its checksum."""

    name = models.SlugField(_("name"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    shape = models.CharField(_("content"), max_length=20, choices=Shape.choices)
    title = TranslatedField(_("title"))
    note = TranslatedField(_("note"), blank=True)
    unit = TranslatedField(_("unit"), blank=True)
    version = models.CharField(_("vintage"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    citation = models.TextField(_("citation"), blank=True)
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    licence_url = models.URLField(_("licence address"), max_length=500, blank=True)
    homepage = models.URLField(_("publisher's page"), max_length=500, blank=True)

    rows = models.PositiveIntegerField(_("rows"))
    columns = models.JSONField(_("columns"), default=list)
    years = models.JSONField(_("years"), default=list)
    economies = models.PositiveIntegerField(_("countries (regions)"), default=0)
    file = models.CharField(_("file"), max_length=200)
    size = models.PositiveBigIntegerField(_("bytes"))
    sha256 = models.CharField(_("checksum"), max_length=64)

    source_name = models.CharField(_("loaded from"), max_length=300, blank=True)
    source_sha256 = models.CharField(_("checksum of the loaded file"), max_length=64, blank=True)
    options = models.JSONField(_("options"), default=dict, blank=True)
    loaded_at = models.DateTimeField(_("loaded at"))
    loaded_by = models.CharField(_("loaded by"), max_length=200, blank=True)
    is_starter = models.BooleanField(_("ships with the platform"), default=False)
    is_default = models.BooleanField(_("used by default"), default=False)

    class Meta:
        ordering = ["shape", "-is_default", "name"]
        verbose_name = _("data set")
        verbose_name_plural = _("data sets")
        constraints = [
            models.UniqueConstraint(
                fields=["shape"], condition=models.Q(is_default=True), name="evidence_one_default_a_shape"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_title(self) -> str:
        """The title in the active language, or the name where no title was given."""
        return str(Translated(self.title)) or self.name

    @property
    def year_span(self) -> str:
        """The years held, such as “2013–2023”, or "" for a table without years."""
        if not self.years:
            return ""
        first, last = min(self.years), max(self.years)
        return str(first) if first == last else f"{first}–{last}"
