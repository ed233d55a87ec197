"""What the two cities did together: exchanges and their documents.

Money and head counts are empty when unknown, never zero.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Organisation
from youcheng.foundation.translated import TranslatedField
from youcheng.network.enums import Direction, ExchangeType, Field, Visibility
from youcheng.network.models.dated import Dated
from youcheng.network.models.ties import Relationship


class Exchange(Dated):
    """One exchange with one partner. The span says when it began; `ends_on` its last day where known."""

    relationship = models.ForeignKey(Relationship, on_delete=models.CASCADE, related_name="exchanges")
    title = TranslatedField(_("title"))
    type = models.CharField(_("type"), max_length=30, choices=ExchangeType.choices)
    fields = models.JSONField(_("fields"), default=list, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    direction = models.CharField(
        _("direction"), max_length=10, choices=Direction.choices, blank=True, default=""
    )
    led_by = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="led_exchanges",
        verbose_name=_("led by"),
    )
    head_count = models.PositiveIntegerField(_("number of people"), null=True, blank=True)
    cost = models.DecimalField(_("cost"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    outcome = models.TextField(_("outcome"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility.choices, default=Visibility.INTERNAL
    )
    key = models.CharField(_("external key"), max_length=80, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-latest", "-pk"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["relationship", "latest"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(cost__isnull=True) | models.Q(cost__gte=0),
                name="exchange_cost_not_negative",
            )
        ]

    def __str__(self) -> str:
        return str(self.title) or self.get_type_display()

    @property
    def field_labels(self) -> list[str]:
        """The fields in the reader's language."""
        return [str(Field(code).label) for code in self.fields if code in Field.values]


class ExchangeDocument(models.Model):
    """A paper of an exchange. It is seen by whoever sees the exchange."""

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(_("file"), upload_to="exchanges/%Y/")
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def file_name(self) -> str:
        """The title with the file's own suffix, for a download."""
        suffix = Path(self.file.name or "").suffix
        return self.title if self.title.endswith(suffix) else f"{self.title}{suffix}"
