"""The path of a formal tie: its steps with dates and who decided, and the papers each step asks for.

Which warnings a step meets is `network.path`'s business; nothing here blocks.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youcheng.network.enums import Paper, Step, StepState
from youcheng.network.models.ties import Relationship


class PathStep(models.Model):
    """Where one step of the path stands for one tie."""

    relationship = models.ForeignKey(Relationship, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(_("step"), max_length=30, choices=Step.choices)
    state = models.CharField(
        _("state"), max_length=20, choices=StepState.choices, default=StepState.NOT_STARTED
    )
    begun_on = models.DateField(_("begun on"), null=True, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["relationship", "step"], name="a_step_once_a_tie")
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.get_state_display()}"


class PathPaper(models.Model):
    """A paper of a step: what it is, whether it was checked, and the file where one is kept."""

    path_step = models.ForeignKey(PathStep, on_delete=models.CASCADE, related_name="papers")
    paper = models.CharField(_("paper"), max_length=30, choices=Paper.choices)
    is_checked = models.BooleanField(_("checked"), default=False)
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    file = models.FileField(_("file"), upload_to="path/%Y/", blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.get_paper_display()
