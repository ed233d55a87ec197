"""Forms of a plan: a new year, a goal, a measure, and taking one off.

Used by the plan's pages. A measure's quotation is typed when it is added and stays as published afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youcheng.coordination.actions.plans import YEARS
from youcheng.coordination.forms.choosing import cities_field, unit_field, units_field
from youcheng.coordination.models import Goal, Measure
from youcheng.foundation.formatting import span
from youcheng.network.enums import Field, Zone
from youcheng.network.forms.fields import Choice
from youcheng.network.models import PolicyTerm


class PlanForm(forms.Form):
    """A new plan."""

    year = forms.IntegerField(label=_("Year"), min_value=YEARS[0], max_value=YEARS[-1])
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class GoalForm(forms.Form):
    """What the year's measures serve: a policy term, words of the plan's own, or both."""

    term = Choice(
        (), empty=_("none: a goal in the plan's own words"), label=_("Policy term"),
        help_text=_("A term brings the time it is in force with it."),
    )  # fmt: skip
    name_zh = forms.CharField(label=_("Own words in Chinese"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Own words in English"), max_length=200, required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, terms: Sequence[PolicyTerm], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms = {str(term.pk): term for term in terms}
        offered = [(key, f"{term} ({time})" if (time := time_of(term)) else str(term)) for key, term in self.terms.items()]  # fmt: skip
        self.fields["term"].choices = [*self.fields["term"].choices, *offered]  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(goal: Goal) -> dict[str, Any]:
        return {
            "term": str(goal.term_id or ""), "name_zh": goal.name.get("zh-hans", ""), "name_en": goal.name.get("en", ""),
            "version": goal.version,
        }  # fmt: skip

    def values(self) -> dict[str, Any]:
        """The cleaned values as `add_goal` takes them."""
        cleaned = self.cleaned_data
        names = {"zh-hans": cleaned["name_zh"], "en": cleaned["name_en"]}
        return {
            "term": self.terms.get(cleaned["term"]),
            "name": {language: text for language, text in names.items() if text},
        }


def time_of(term: PolicyTerm) -> str:
    """When a term is in force, as far as it is known: 2017 – 2021, 2021 –, or nothing."""
    ends = [span(end) if end else "" for end in (term.from_span, term.until_span)]
    return " – ".join(ends).strip() if any(ends) else ""


class MeasureForm(forms.Form):
    """One measure as it stands in the plan."""

    title = forms.CharField(label=_("Measure"), max_length=300)
    goal = Choice((), empty=_("none"), label=_("Goal"))
    lead = unit_field(_("Lead unit"), help_text=_("Who leads its tasks unless a task says otherwise."))
    cooperating = units_field(_("Cooperating units"))
    zone = Choice(Zone.choices, empty=_("none"), label=_("Zone"))
    cities = cities_field(_("Cities"))
    fields_ = forms.MultipleChoiceField(
        label=_("Fields"), choices=Field.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, goals: Sequence[Goal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = {str(goal.pk): goal for goal in goals}
        offered = [(key, str(goal)) for key, goal in self.goals.items()]
        self.fields["goal"].choices = [*self.fields["goal"].choices, *offered]  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(measure: Measure) -> dict[str, Any]:
        return {
            "title": measure.title, "goal": str(measure.goal_id or ""), "lead": measure.lead,
            "cooperating": list(measure.cooperating.all()), "zone": measure.zone,
            "cities": list(measure.cities.all()), "fields_": measure.fields, "version": measure.version,
        }  # fmt: skip

    def values(self) -> dict[str, Any]:
        """The cleaned values as `add_measure` takes them."""
        cleaned = dict(self.cleaned_data)
        cleaned.pop("version")
        return {"fields": cleaned.pop("fields_"), **cleaned, "goal": self.goals.get(cleaned["goal"])}

    def changes(self) -> dict[str, Any]:
        """The cleaned values as `edit_measure` takes them."""
        values = self.values()
        goal, lead = values.pop("goal"), values.pop("lead")
        return values | {"goal_id": goal.pk if goal else None, "lead_id": lead.pk if lead else None}


class NewMeasureForm(MeasureForm):
    """A measure taken over by hand, with the words it was published in and where they stand."""

    quotation = forms.CharField(
        label=_("Quotation"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The words as they were published. They can't be changed later."),
    )
    heading = forms.CharField(label=_("Under the heading"), max_length=300, required=False)
    page = forms.IntegerField(label=_("Page"), min_value=1, max_value=100_000, required=False)
