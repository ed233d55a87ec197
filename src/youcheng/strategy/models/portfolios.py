"""The catalogue of actions, and portfolios of a year: what limits them, what is wished, and what was chosen or left out.

Written only through `actions`, read through `queries`. An answer belongs to the limits it was solved with: changing them
takes it away.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youcheng.foundation.translated import TranslatedField
from youcheng.network.enums import ExchangeType, Field, Grade, Zone
from youcheng.network.models import Relationship
from youcheng.strategy.enums import Batch, PortfolioState, Wish


class ActionKind(models.Model):
    """Something an office can do with a partner city. Cost and staff days are empty while not known, never zero.

    `exchange` says which type of exchange it counts as; `batches` which batches it is meant for (empty: all); of the
    actions of one `group` a city gets at most one.
    """

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = TranslatedField(_("name"))
    exchange = models.CharField(_("counts as"), max_length=20, choices=ExchangeType.choices)
    field = models.CharField(_("field"), max_length=20, choices=Field.choices, blank=True)
    cost = models.DecimalField(_("cost"), max_digits=14, decimal_places=2, null=True, blank=True)
    staff_days = models.DecimalField(_("staff days"), max_digits=8, decimal_places=1, null=True, blank=True)
    is_abroad = models.BooleanField(_("a visit abroad"), default=False)
    batches = models.JSONField(_("for the batches"), default=list, blank=True)
    group = models.CharField(_("group of which a city gets one"), max_length=60, blank=True)
    source = models.CharField(_("source of cost and effect"), max_length=300, blank=True)
    grade = models.CharField(_("grade"), max_length=1, choices=Grade.choices, default=Grade.C)
    is_active = models.BooleanField(_("in use"), default=True)
    order = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "code"]
        verbose_name = _("action")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(cost__isnull=True) | models.Q(cost__gte=0), name="action_cost_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(staff_days__isnull=True) | models.Q(staff_days__gte=0),
                name="action_days_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name) or self.code

    @property
    def is_priced(self) -> bool:
        """Whether both its cost and its staff days are known."""
        return self.cost is not None and self.staff_days is not None


class Portfolio(models.Model):
    """One way to spend a year's money and people. Empty limits are no limits.

    `batches` are those that take part, `quotas` maps a zone to `least`, `most` (counts), `least_share`, `most_share`;
    `answer` is what solving gave, {} before.
    """

    year = models.PositiveSmallIntegerField(_("year"))
    name = models.CharField(_("name of the portfolio"), max_length=120)
    note = models.TextField(_("note"), blank=True)
    budget = models.DecimalField(_("budget"), max_digits=14, decimal_places=2, null=True, blank=True)
    staff_days = models.DecimalField(_("staff days"), max_digits=8, decimal_places=1, null=True, blank=True)
    abroad = models.PositiveSmallIntegerField(_("visits abroad at most"), null=True, blank=True)
    most_a_city = models.PositiveSmallIntegerField(_("actions a city at most"), null=True, blank=True)
    batches = models.JSONField(_("batches that take part"), default=list)
    quotas = models.JSONField(_("quotas of the zones"), default=dict, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=PortfolioState.choices, default=PortfolioState.DRAFT
    )
    answer = models.JSONField(default=dict, blank=True)
    solved_at = models.DateTimeField(_("solved at"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by = models.CharField(_("accepted by"), max_length=200, blank=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(_("made by"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-year", "pk"]
        verbose_name = _("portfolio")

    def __str__(self) -> str:
        return f"{self.year} {self.name}"

    @property
    def is_solved(self) -> bool:
        return self.state == PortfolioState.SOLVED

    @property
    def value(self) -> float | None:
        """The expected effect of what was chosen, None before it is solved."""
        return self._number("value")

    @property
    def money(self) -> float | None:
        """What the chosen actions cost, None before it is solved."""
        return self._number("money")

    @property
    def days(self) -> float | None:
        """The staff days they take, None before it is solved."""
        return self._number("days")

    def _number(self, name: str) -> float | None:
        found: float | None = self.answer.get(name)
        return found


class PortfolioWish(models.Model):
    """An action with a city that must or must not be in a portfolio; without an action: any action, or none at all."""

    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="wishes")
    relationship = models.ForeignKey(
        Relationship, on_delete=models.CASCADE, related_name="+", verbose_name=_("tie")
    )
    action = models.ForeignKey(
        ActionKind,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("action"),
    )
    wish = models.CharField(_("wish"), max_length=20, choices=Wish.choices)

    class Meta:
        ordering: ClassVar[list[str]] = ["-wish", "relationship__partner__slug", "action__order"]
        verbose_name = _("wish")

    def __str__(self) -> str:
        return f"{self.relationship} {self.action or ''} {self.get_wish_display()}"


class PortfolioItem(models.Model):
    """One action with one city as it was weighed: what it was worth and took, whether it was chosen, or what it would cost.

    `loss` is what having it would take from the value: exact, or at least so much; null where it can't be had.
    """

    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="items")
    relationship = models.ForeignKey(
        Relationship, on_delete=models.CASCADE, related_name="portfolio_items", verbose_name=_("tie")
    )
    action = models.ForeignKey(
        ActionKind, on_delete=models.PROTECT, related_name="items", verbose_name=_("action")
    )
    batch = models.CharField(_("batch"), max_length=20, choices=Batch.choices)
    zone = models.CharField(_("zone"), max_length=20, choices=Zone.choices, blank=True)
    value = models.FloatField(_("expected effect"))
    money = models.DecimalField(_("cost"), max_digits=14, decimal_places=2)
    days = models.DecimalField(_("staff days"), max_digits=8, decimal_places=1)
    is_abroad = models.BooleanField(_("a visit abroad"), default=False)
    is_chosen = models.BooleanField(_("chosen"), default=False)
    loss = models.FloatField(_("loss if it is taken"), null=True, blank=True)
    loss_is_exact = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["relationship__partner__slug", "action__order"]
        verbose_name = _("item of a portfolio")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["portfolio", "relationship", "action"], name="one_item_an_action_and_tie"
            )
        ]

    def __str__(self) -> str:
        return f"{self.relationship.partner} · {self.action}"
