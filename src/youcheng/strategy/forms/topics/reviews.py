"""Forms of reviewing: criteria, who is asked, the declaration, the marks, and the choice.

Used by the pages of topics and reviews.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Person
from youcheng.network.forms.fields import Choice
from youcheng.strategy.enums import Interest
from youcheng.strategy.forms.topics.parts import Versioned, words
from youcheng.strategy.models import Expert, TopicCriterion, TopicProposal
from youcheng.strategy.queries.topics.reviews import Line

MOST_CRITERIA = 8


class CriteriaForm(Versioned):
    """Up to eight criteria, a line each with one to spare: names in two languages, a weight. An empty line is none."""

    def __init__(self, *args: Any, criteria: Iterable[TopicCriterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = list(criteria)
        self.shown = range(min(MOST_CRITERIA, len(held) + 1))
        for at in self.shown:
            row = held[at] if at < len(held) else None
            name = row.name if row else {}
            number = {"number": at + 1}
            self.fields[f"zh_{at}"] = forms.CharField(
                label=gettext("Criterion %(number)s in Chinese") % number, max_length=120, required=False,
                initial=name.get("zh-hans", ""),
            )  # fmt: skip
            self.fields[f"en_{at}"] = forms.CharField(
                label=gettext("in English"), max_length=120, required=False, initial=name.get("en", "")
            )
            self.fields[f"weight_{at}"] = forms.DecimalField(
                label=gettext("Weight"), max_digits=5, decimal_places=2, min_value=0, required=False,
                initial=row.weight if row else None,
            )  # fmt: skip

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        """The fields of each criterion side by side."""
        return [[self[f"{part}_{at}"] for part in ("zh", "en", "weight")] for at in self.shown]

    def criteria(self) -> list[tuple[dict[str, str], Decimal]]:
        """What was filled in, as the action takes it. A name without a weight weighs nothing and is refused there."""
        found = []
        for at in self.shown:
            given = {"zh-hans": self.cleaned_data[f"zh_{at}"], "en": self.cleaned_data[f"en_{at}"]}
            weight = self.cleaned_data[f"weight_{at}"]
            if any(given.values()) or weight is not None:
                name = {language: text for language, text in given.items() if text}
                found.append((name, Decimal(0) if weight is None else weight))
        return found


class ReviewerForm(forms.Form):
    """Who is asked: a person with an account, or an expert of the pool."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Person with an account"), required=False, empty_label="—"
    )
    expert = forms.ModelChoiceField(
        Expert.objects.none(), label=_("Expert of the pool"), required=False, empty_label="—",
        help_text=_("For an expert without an account the office types the marks in."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, people: QuerySet[Person], experts: QuerySet[Expert], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["expert"].queryset = experts  # type: ignore[attr-defined]


class InterestForm(Versioned):
    """The declaration that comes before everything else."""

    interest = Choice(
        [pair for pair in Interest.choices if pair[0]], empty=_("choose"), required=True,
        label=_("Your interest in this proposal"),
        help_text=_("Anything but “no interest” bars you from scoring it; nobody asks why."),
    )  # fmt: skip
    text = forms.CharField(label=_("In words"), max_length=300, required=False)


class MarksForm(Versioned):
    """A mark and a comment for every criterion."""

    comment = words(_("Opinion as a whole"), rows=3, required=False, max_length=5000)

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [line.criterion.pk for line in lines]
        for line in lines:
            key = line.criterion.pk
            self.fields[f"points_{key}"] = forms.DecimalField(
                label=str(line.criterion), min_value=0, max_value=10, max_digits=3, decimal_places=1,
                required=False, initial=line.points,
                help_text=gettext("0 to 10, weight %(weight)s") % {"weight": f"{line.criterion.weight:f}"},
            )  # fmt: skip
            self.fields[f"words_{key}"] = forms.CharField(
                label=gettext("Comment"), max_length=500, required=False, initial=line.comment
            )

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        """Mark and comment of each criterion side by side."""
        return [[self[f"points_{key}"], self[f"words_{key}"]] for key in self.keys]

    def marks(self) -> dict[int, tuple[Decimal | None, str]]:
        """What was given, as the action takes it."""
        given = self.cleaned_data
        return {key: (given[f"points_{key}"], given[f"words_{key}"]) for key in self.keys}


class ChoiceForm(Versioned):
    """Which proposal is chosen and why, and why each of the others is not."""

    proposal = forms.ModelChoiceField(
        TopicProposal.objects.none(), label=_("Chosen proposal"), empty_label=_("choose")
    )
    reason = words(_("Reason of the choice"), rows=3, max_length=3000)

    def __init__(self, *args: Any, proposals: QuerySet[TopicProposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proposal"].queryset = proposals  # type: ignore[attr-defined]
        self.keys = []
        for one in proposals:
            self.keys.append(one.pk)
            self.fields[f"refusal_{one.pk}"] = words(
                gettext("If it is not chosen, why: %(proposal)s (%(organisation)s)")
                % {"proposal": one, "organisation": one.organisation},
                rows=2, required=False, max_length=3000,
            )  # fmt: skip

    def refusals(self) -> dict[int, str]:
        """The reasons by proposal."""
        return {key: self.cleaned_data[f"refusal_{key}"] for key in self.keys}
