"""The expert pool: people whom the office may ask to review or to join a task force.

Written by `actions.topics.experts`. As little as is needed is kept of a person, and only the office sees how to reach them.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Organisation, Person
from youcheng.network.enums import Field
from youcheng.strategy.topics.languages import language_name


class Expert(models.Model):
    """One expert. `person` is their account where they have one; `affiliation` stands where their unit is not on record."""

    name = models.CharField(_("name of the expert"), max_length=120)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="experts",
        verbose_name=_("organisation"),
    )
    affiliation = models.CharField(_("affiliation"), max_length=200, blank=True)
    person = models.OneToOneField(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="expert",
        verbose_name=_("account"),
    )
    fields = models.JSONField(_("fields"), default=list, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    contact = models.CharField(_("how to reach them"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)
    is_active = models.BooleanField(_("may be asked"), default=True)
    key = models.CharField(_("external key"), max_length=80, unique=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "pk"]
        verbose_name = _("expert")

    def __str__(self) -> str:
        return self.name

    @property
    def where(self) -> str:
        """The organisation by its name, else what was written of it."""
        return str(self.organisation) if self.organisation else self.affiliation

    @property
    def field_labels(self) -> list[str]:
        return [str(Field(code).label) for code in self.fields if code in Field.values]

    @property
    def language_labels(self) -> list[str]:
        return [language_name(code) for code in self.languages]
