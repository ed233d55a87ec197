"""Choices of the dossiers: their state, why a version was made, and how a city's industry table is coded.

Stable codes are stored; only the labels are translated.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a dossier is. An approved one is locked until it is reopened with a reason."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    APPROVED = "approved", _("approved and locked")


class Made(models.TextChoices):
    """Why a version was made."""

    BUILT = "built", _("drafted from the figures")
    APPROVED = "approved", _("approved")


class Scheme(models.TextChoices):
    """The classification a city's industry table is coded in."""

    ISIC = "isic", _("ISIC rev. 4")
    GBT = "gbt", _("GB/T 4754 sections")
