"""Forms of a proposal: the proposal itself, and a file of it.

Used by the pages of proposals.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Organisation
from youcheng.foundation.uploads import PaperField
from youcheng.network.forms.fields import DayField
from youcheng.strategy.forms.topics.parts import Versioned, currency, money, words
from youcheng.strategy.models import TopicProposal


class ProposalForm(Versioned):
    """A proposal. `organisations` None: it stays with its own; `is_typed_in`: it came to the office on paper."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), empty_label=_("choose")
    )
    received_on = DayField(label=_("Received on"), help_text=_("The day the paper came in."))
    title = forms.CharField(label=_("Title"), max_length=200)
    people = words(
        _("Researchers"),
        rows=3,
        required=False,
        help_text=_("Who leads, who works on it, what they have done before."),
    )
    plan = words(_("Plan of work"), rows=6, required=False)
    deliverables = words(_("What will be handed in"), rows=3, required=False)
    budget = money(_("Budget asked for"))
    currency = currency(initial="CNY")

    def __init__(
        self, *args: Any, organisations: QuerySet[Organisation] | None, is_typed_in: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not is_typed_in:
            del self.fields["received_on"]
        if organisations is None:
            del self.fields["organisation"]
            return
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        found = list(organisations[:2])
        if len(found) == 1:
            self.fields["organisation"].initial = found[0].pk

    @staticmethod
    def initial_of(row: TopicProposal) -> dict[str, Any]:
        """The form's values of a proposal as it stands."""
        names = ("received_on", "title", "people", "plan", "deliverables", "budget", "currency", "version")
        return {name: getattr(row, name) for name in names}


class ProposalFileForm(forms.Form):
    """A paper of a proposal."""

    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    file = PaperField()
