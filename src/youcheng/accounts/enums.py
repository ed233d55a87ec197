"""Choices of accounts: kinds of organisation, roles, the three administrators.

Used by models, policies and forms throughout; stable codes are stored, only the labels are translated.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    OFFICE = "office", _("foreign affairs office")
    DEPARTMENT = "department", _("department")
    COUNTY = "county", _("county or district")
    PARK = "park", _("park")
    ENTERPRISE = "enterprise", _("enterprise")
    UNIVERSITY = "university", _("university")
    INSTITUTE = "institute", _("institute")
    SOCIAL_ORGANISATION = "social_organisation", _("social organisation")
    MISSION = "mission", _("embassy or consulate")
    MINISTRY = "ministry", _("ministry")
    FRIENDSHIP_ASSOCIATION = "friendship_association", _("friendship association")
    PARTNER_GOVERNMENT = "partner_government", _("partner government")
    MEDIA = "media", _("media")


class Role(models.IntegerChoices):
    """A role belongs to a membership in one organisation; a higher one includes the lower ones."""

    VIEWER = 10, _("viewer")
    CONTRIBUTOR = 20, _("contributor")
    COORDINATOR = 30, _("coordinator")
    STEWARD = 40, _("steward")


class Duty(models.TextChoices):
    """The three administrators are separate people; nobody holds two duties, and a duty brings no business data."""

    NONE = "", _("none")
    SYSTEM = "system", _("system administrator")
    SECURITY = "security", _("security administrator")
    AUDIT = "audit", _("audit administrator")
