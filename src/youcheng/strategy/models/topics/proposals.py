"""What organisations propose to research, with their files.

Written by `actions.topics.proposals`. Who may read one, and when, is the policy's business.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Organisation
from youcheng.strategy.enums import ProposalState
from youcheng.strategy.models.topics.calls import Topic


class TopicProposal(models.Model):
    """One organisation's proposal. `received_on` is the day its paper came in, where the office typed it in for them."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="proposals")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="topic_proposals", verbose_name=_("organisation")
    )
    title = models.CharField(_("title"), max_length=200)
    people = models.TextField(_("researchers"), blank=True)
    plan = models.TextField(_("plan of work"), blank=True)
    deliverables = models.TextField(_("what will be handed in"), blank=True)
    budget = models.DecimalField(
        _("budget asked for"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=ProposalState.choices, default=ProposalState.DRAFT
    )
    received_on = models.DateField(_("received on"), null=True, blank=True)
    decision_reason = models.TextField(_("reason of the decision"), blank=True)
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["submitted_at", "pk"]
        verbose_name = _("proposal for a topic")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(budget__isnull=True) | models.Q(budget__gt=0),
                name="proposal_budget_above_zero",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_typed_in(self) -> bool:
        """Whether the office entered it for an organisation without an account."""
        return self.received_on is not None


class ProposalFile(models.Model):
    """A paper that belongs to a proposal. Seen by whoever sees the proposal."""

    proposal = models.ForeignKey(TopicProposal, on_delete=models.CASCADE, related_name="files")
    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(_("file"), upload_to="topics/%Y/")
    file_name = models.CharField(max_length=200)
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["added_at", "pk"]
        verbose_name = _("file of a proposal")

    def __str__(self) -> str:
        return self.title
