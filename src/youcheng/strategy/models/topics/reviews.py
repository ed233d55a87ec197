"""Who reviews the proposals of a topic, with which interests, by which criteria, and the marks they gave.

Written by `actions.topics.reviews`. Means and spreads are never columns: they follow from the marks (`topics.ranking`).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Person
from youcheng.foundation.translated import TranslatedField
from youcheng.strategy.enums import Interest
from youcheng.strategy.models.topics.calls import Topic
from youcheng.strategy.models.topics.experts import Expert
from youcheng.strategy.models.topics.proposals import TopicProposal


class TopicCriterion(models.Model):
    """One thing by which the proposals of a topic are judged, with its weight among the others."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="criteria")
    name = TranslatedField(_("criterion"))
    weight = models.DecimalField(_("weight"), max_digits=5, decimal_places=2)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "pk"]
        verbose_name = _("criterion")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(weight__gt=0), name="criterion_weight_above_zero")
        ]

    def __str__(self) -> str:
        return str(self.name)


class Reviewer(models.Model):
    """Somebody asked to review a topic's proposals: a person with an account, or an expert who may have none."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="reviewers")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    expert = models.ForeignKey(
        Expert, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("expert")
    )
    asked_at = models.DateTimeField()
    withdrawn_on = models.DateField(_("no longer since"), null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["asked_at", "pk"]
        verbose_name = _("reviewer")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) ^ models.Q(expert__isnull=True),
                name="reviewer_is_person_or_expert",
            ),
            models.UniqueConstraint(fields=["topic", "person"], name="one_reviewer_a_person"),
            models.UniqueConstraint(fields=["topic", "expert"], name="one_reviewer_an_expert"),
        ]

    def __str__(self) -> str:
        return str(self.person or self.expert)

    @property
    def account(self) -> int | None:
        """The key of the person who scores; None where the office types the marks in."""
        return self.person_id or (self.expert.person_id if self.expert else None)


class Review(models.Model):
    """One reviewer on one proposal: the declared interest first, then the marks, then handed in for good."""

    reviewer = models.ForeignKey(Reviewer, on_delete=models.CASCADE, related_name="reviews")
    proposal = models.ForeignKey(TopicProposal, on_delete=models.CASCADE, related_name="reviews")
    interest = models.CharField(
        _("interest"), max_length=20, choices=Interest.choices, blank=True, default=Interest.UNDECLARED
    )
    interest_text = models.CharField(_("interest in words"), max_length=300, blank=True)
    is_found = models.BooleanField(_("found by the platform"), default=False)
    declared_at = models.DateTimeField(null=True, blank=True)
    comment = models.TextField(_("reviewer's comment"), blank=True)
    handed_in_at = models.DateTimeField(_("handed in at"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["proposal", "reviewer"]
        verbose_name = _("review")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["reviewer", "proposal"], name="one_review_a_proposal")
        ]

    def __str__(self) -> str:
        return f"{self.reviewer} · {self.proposal}"

    @property
    def is_barred(self) -> bool:
        """Whether an interest keeps this reviewer from scoring."""
        return self.interest not in {Interest.UNDECLARED, Interest.NONE}

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done by the reviewer."""
        return not self.is_barred and self.handed_in_at is None


class Score(models.Model):
    """The mark of one review for one criterion, 0 to 10 in tenths."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(TopicCriterion, on_delete=models.CASCADE, related_name="scores")
    points = models.DecimalField(_("points given"), max_digits=3, decimal_places=1)
    comment = models.CharField(_("reviewer's comment"), max_length=500, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["criterion__order", "criterion"]
        verbose_name = _("mark")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["review", "criterion"], name="one_mark_a_criterion"),
            models.CheckConstraint(
                condition=models.Q(points__gte=0) & models.Q(points__lte=10), name="mark_from_0_to_10"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"
