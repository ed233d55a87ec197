"""Forms of a topic: the filter of the list, the topic itself, and what a move asks for.

Used by the topics' pages.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from youcheng.network.enums import Zone
from youcheng.network.forms.fields import Choice, DayField
from youcheng.network.models import Relationship
from youcheng.strategy.enums import TopicMoveKind, TopicState
from youcheng.strategy.forms.topics.parts import Versioned, currency, money, titles, words
from youcheng.strategy.models import Topic
from youcheng.strategy.queries.topics.calls import TopicFilter
from youcheng.strategy.topics import flow


class TopicFilterForm(forms.Form):
    """What the list of topics is narrowed to."""

    q = forms.CharField(label=_("Words"), max_length=100, required=False)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    state = Choice(TopicState.choices, empty=_("all"), label=_("State"))

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", _("all")), *((year, str(year)) for year in years)]  # type: ignore[attr-defined]

    def narrowing(self) -> TopicFilter:
        self.is_valid()
        given = self.cleaned_data
        return TopicFilter(given.get("q") or "", given.get("year"), given.get("state") or "")


class TopicForm(Versioned):
    """A topic: its question, whom it concerns, the call, the money."""

    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    year = forms.IntegerField(label=_("Year"), min_value=1950, max_value=2200)
    question = words(_("Question"), rows=3, help_text=_("What is to be found out, in a sentence or two."))
    why = words(_("Why it matters"), rows=3, required=False)
    zone = Choice(Zone.choices, empty=_("no zone in particular"), label=_("Zone"))
    relationships = forms.ModelMultipleChoiceField(
        Relationship.objects.none(),
        label=_("Ties it concerns"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    call_text = words(
        _("Text of the call"), rows=6, required=False,
        help_text=_("What those who propose read: the task, who may take part, what is to be handed in."),
    )  # fmt: skip
    call_until = DayField(
        label=_("Last day for proposals"), required=False, help_text=_("The day counts whole.")
    )
    budget = money(_("Budget"), help_text=_("The most that may be granted."))
    currency = currency(initial="CNY")

    def __init__(
        self, *args: Any, ties: QuerySet[Relationship], is_called: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["relationships"].queryset = ties  # type: ignore[attr-defined]
        if is_called:
            del self.fields["call_until"]

    @staticmethod
    def initial_of(row: Topic) -> dict[str, Any]:
        """The form's values of a topic as it stands."""
        names = (
            "year",
            "question",
            "why",
            "zone",
            "call_text",
            "call_until",
            "budget",
            "currency",
            "version",
        )
        return {
            "title_zh": row.title.get("zh-hans", ""),
            "title_en": row.title.get("en", ""),
            "relationships": list(row.relationships.values_list("pk", flat=True)),
            **{name: getattr(row, name) for name in names},
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not (cleaned.get("title_zh") or cleaned.get("title_en")):
            self.add_error("title_zh", _("Give a title in Chinese or in English."))
        return cleaned

    def topic_values(self, kept: dict[str, str] | None = None) -> dict[str, Any]:
        """The cleaned values as the actions take them, with the title in all its languages."""
        values = self.values()
        values["title"] = titles(values, kept)
        return values


class TopicMoveForm(Versioned):
    """What a move of a topic asks for: words, or a new last day."""

    until = DayField(label=_("New last day for proposals"))
    comment = words(_("In words"), rows=3, required=False, max_length=2000)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind != TopicMoveKind.PROLONGED:
            del self.fields["until"]
        self.fields["comment"].required = flow.STEPS[kind].needs_comment
