"""Choices of the shared rows.

Used by foundation's models and whoever shows their state; no app's own choices belong here.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class RowState(models.TextChoices):
    """What importing one line of a sheet does."""

    CREATED = "created", _("new")
    CHANGED = "changed", _("changed")
    UNCHANGED = "unchanged", _("unchanged")
    REFUSED = "refused", _("refused")


class ImportState(models.TextChoices):
    """How far one upload has come."""

    UPLOADED = "uploaded", _("columns to be assigned")
    PREVIEWED = "previewed", _("to be confirmed")
    DONE = "done", _("imported")
