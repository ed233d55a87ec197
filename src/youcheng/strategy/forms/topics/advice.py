"""Forms of deliverables and advice: what is expected, what is handed in, the office's answer, and each decision.

Used by the pages of deliverables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from youcheng.foundation.uploads import PaperField
from youcheng.network.forms.fields import Choice, DayField
from youcheng.strategy.enums import AdviceState
from youcheng.strategy.forms.topics.parts import Versioned, words
from youcheng.strategy.models import Dossier, Topic
from youcheng.strategy.queries.topics.advice import AdviceFilter

SHOWN = 90
"""So many characters of a paragraph are shown to choose it by."""


class DeliverableForm(Versioned):
    """What a topic owes the office."""

    title = forms.CharField(label=_("Deliverable"), max_length=200)
    what = words(_("What it must hold"), rows=3, required=False)
    due_on = DayField(label=_("Due on"), required=False)


class HandInForm(Versioned):
    """A version: a file, a text, or both."""

    file = PaperField(required=False)
    text = words(_("Text in full"), rows=6, required=False, max_length=100_000)
    note = words(_("Note to the office"), rows=2, required=False, max_length=2000)


class AnswerForm(Versioned):
    """Accepted, or returned with comments."""

    comments = words(
        _("Comments"), rows=3, required=False, max_length=5000, help_text=_("Needed to return it.")
    )


class RecommendationForm(Versioned):
    """One recommendation in words."""

    text = words(_("Advice given"), rows=3, max_length=3000)


class DecisionForm(Versioned):
    """What becomes of a recommendation, why, and which paragraph of a dossier it changed."""

    state = Choice(
        [pair for pair in AdviceState.choices if pair[0] != AdviceState.UNDECIDED], empty=_("choose"),
        label=_("What became of it"), required=True,
    )  # fmt: skip
    reason = words(
        _("Reason"), rows=3, required=False, max_length=3000,
        help_text=_("Needed unless it is adopted as it is; those who gave the advice read it."),
    )  # fmt: skip
    place = forms.ChoiceField(label=_("Paragraph of a dossier it changed"), required=False)

    def __init__(
        self, *args: Any, dossiers: Sequence[tuple[Dossier, Mapping[str, str]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.dossiers = {dossier.pk: dossier for dossier, _paragraphs in dossiers}
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            ("", gettext("none")),
            *((str(dossier), _places(dossier, paragraphs)) for dossier, paragraphs in dossiers),
        ]

    def decision(self) -> dict[str, Any]:
        """The cleaned values as the action takes them."""
        given = self.values()
        key, _colon, block = given.pop("place").partition(":")
        return given | {"dossier": self.dossiers[int(key)] if key else None, "block": block}


def _places(dossier: Dossier, paragraphs: Mapping[str, str]) -> list[tuple[str, str]]:
    whole = (f"{dossier.pk}:", gettext("%(dossier)s as a whole") % {"dossier": dossier})
    return [
        whole,
        *((f"{dossier.pk}:{key}", Truncator(text).chars(SHOWN)) for key, text in paragraphs.items()),
    ]


class AdviceFilterForm(forms.Form):
    """What the list of advice is narrowed to."""

    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    topic = forms.ModelChoiceField(
        Topic.objects.none(), label=_("Topic"), required=False, empty_label=_("all")
    )
    state = Choice(AdviceState.choices, empty=_("all"), label=_("What became of it"))
    dossier = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, topics: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = topics  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", gettext("all")), *((year, str(year)) for year in years)]  # type: ignore[attr-defined]

    def narrowing(self) -> AdviceFilter:
        self.is_valid()
        given = self.cleaned_data
        topic = given.get("topic")
        return AdviceFilter(
            given.get("year"), topic.pk if topic else None, given.get("state") or "", given.get("dossier")
        )
