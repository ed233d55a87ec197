"""A tie between the home city and a partner, and the dated, sourced events it is made of.

Kind and state are never stored: `network.standing` derives them from the events at any date.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Organisation
from youcheng.network.enums import EventType, Grade, Side, Visibility
from youcheng.network.models.dated import Dated
from youcheng.network.models.places import City


class Relationship(models.Model):
    """The tie with one partner city. `revision` grows with every change to it or its events."""

    partner = models.OneToOneField(
        City, on_delete=models.PROTECT, related_name="relationship", verbose_name=_("partner city")
    )
    key = models.CharField(_("external key"), max_length=80, unique=True)
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    counterpart = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="ties",
        verbose_name=_("partner's office"),
    )
    signed_by_chief = models.BooleanField(_("signed by the chief"), null=True, blank=True)
    not_limited_to_one_field = models.BooleanField(_("not limited to one field"), null=True, blank=True)
    approved_by_assembly = models.BooleanField(_("approved by the assembly"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["partner__slug"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["visibility"])]

    def __str__(self) -> str:
        return str(self.partner)


class RelationshipEvent(Dated):
    """One side's claim of one dated fact. Rows of equal type and `occurrence` are claims of the same event."""

    relationship = models.ForeignKey(Relationship, on_delete=models.CASCADE, related_name="events")
    type = models.CharField(_("event"), max_length=40, choices=EventType.choices)
    occurrence = models.PositiveSmallIntegerField(_("occurrence"), default=1)
    side = models.CharField(_("claimed by"), max_length=10, choices=Side.choices, default=Side.HOME)
    term_until = models.DateField(_("term until"), null=True, blank=True)
    serial_number = models.CharField(_("serial number"), max_length=80, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    grade = models.CharField(_("grade"), max_length=1, choices=Grade.choices, default=Grade.C)
    note = models.TextField(_("note"), blank=True)
    key = models.CharField(_("external key"), max_length=80, null=True, blank=True, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["latest", "earliest", "pk"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["type", "latest"])]

    def __str__(self) -> str:
        return f"{self.get_type_display()} {self.span}"

    @property
    def is_confirmed(self) -> bool:
        """Whether it was seen in a published source; everything else is shown as to be confirmed."""
        return self.grade == Grade.A
