"""Forms of the work on a topic: the grant with its instalments, a payment, the task force and its members.

Used by the topic's pages.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Organisation, Person
from youcheng.network.forms.fields import Choice, DayField
from youcheng.strategy.actions.topics.money import Line
from youcheng.strategy.enums import TaskForceRole
from youcheng.strategy.forms.topics.parts import Versioned, money, words
from youcheng.strategy.models import Deliverable, Expert, Grant, TaskForce, Topic

MOST_INSTALMENTS = 8
LEAST_SHOWN = 4
LINE = ("title", "due_on", "amount", "deliverable")


class GrantForm(Versioned):
    """The grant, and up to eight instalments, a line each with one to spare. An empty line is none."""

    budget_line = forms.CharField(label=_("Budget line"), max_length=120)
    amount = money(_("Grant"), required=True)
    starts_on = DayField(label=_("Begins on"))

    def __init__(self, *args: Any, topic: Topic, grant: Grant | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = list(grant.instalments.all()) if grant else []
        self.shown = range(min(MOST_INSTALMENTS, max(LEAST_SHOWN, len(self.held) + 1)))
        self.fields["amount"].help_text = gettext("in %(currency)s, at most the topic's budget") % {
            "currency": topic.currency
        }
        for at in self.shown:
            self._add_line(at, topic)

    def _add_line(self, at: int, topic: Topic) -> None:
        row = self.held[at] if at < len(self.held) else None
        label = gettext("Milestone %(number)s") % {"number": at + 1}
        self.fields[f"title_{at}"] = forms.CharField(
            label=label, max_length=200, required=False, initial=row.title if row else ""
        )
        self.fields[f"due_on_{at}"] = DayField(
            label=gettext("Day of the milestone"), required=False, initial=row.due_on if row else None
        )
        self.fields[f"amount_{at}"] = money(gettext("Amount"), initial=row.amount if row else None)
        self.fields[f"deliverable_{at}"] = forms.ModelChoiceField(
            Deliverable.objects.filter(topic=topic), label=gettext("Deliverable"), required=False,
            empty_label=gettext("none: an advance"), initial=row.deliverable_id if row else None,
        )  # fmt: skip

    @property
    def singles(self) -> list[forms.BoundField]:
        return [self[name] for name in ("budget_line", "amount", "starts_on")]

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        """The fields of each instalment side by side."""
        return [[self[f"{name}_{at}"] for name in LINE] for at in self.shown]

    def clean(self) -> dict[str, Any]:
        """A line that was begun is filled in whole."""
        cleaned: dict[str, Any] = super().clean() or {}
        for at in self.shown:
            given = {name: cleaned.get(f"{name}_{at}") for name in LINE}
            if not any(given.values()):
                continue
            for name in ("title", "due_on", "amount"):
                if not given[name] and f"{name}_{at}" not in self.errors:
                    self.add_error(f"{name}_{at}", gettext("This line needs it."))
        return cleaned

    def instalments(self) -> list[Line]:
        """The lines that were filled in, as the action takes them."""
        found = []
        for at in self.shown:
            given = {name: self.cleaned_data[f"{name}_{at}"] for name in LINE}
            if given["title"]:
                key = self.held[at].pk if at < len(self.held) else None
                found.append(Line(key=key, **given))
        return found


class PaymentForm(Versioned):
    """The day and the voucher of a payment."""

    paid_on = DayField(label=_("Paid on"))
    voucher = forms.CharField(label=_("Voucher no."), max_length=80)


class ReasonForm(Versioned):
    """Why something is undone."""

    reason = words(_("Reason"), rows=2, max_length=2000)


class TaskForceForm(Versioned):
    """The task force itself."""

    name = forms.CharField(label=_("Name of the task force"), max_length=200)
    purpose = words(_("Task of the task force"), rows=3, required=False)
    begins_on = DayField(label=_("Begins on"))
    ends_on = DayField(label=_("Ends on"), required=False)

    @staticmethod
    def initial_of(row: TaskForce) -> dict[str, Any]:
        names = ("name", "purpose", "begins_on", "ends_on", "version")
        return {name: getattr(row, name) for name in names}


class TaskForceMemberForm(forms.Form):
    """Somebody who joins: a person with an account, or an expert of the pool."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Person with an account"), required=False, empty_label="—"
    )
    expert = forms.ModelChoiceField(
        Expert.objects.none(), label=_("Expert of the pool"), required=False, empty_label="—"
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation they come from"), required=False, empty_label="—"
    )
    role = Choice(TaskForceRole.choices, empty=_("choose"), label=_("Role in the task force"), required=True)
    duty = forms.CharField(label=_("Part in the work"), max_length=200, required=False)
    since = DayField(label=_("Member since"))

    def __init__(
        self,
        *args: Any,
        people: QuerySet[Person],
        experts: QuerySet[Expert],
        organisations: QuerySet[Organisation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["expert"].queryset = experts  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
