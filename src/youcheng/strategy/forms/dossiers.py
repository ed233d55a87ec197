"""The forms of the dossier's pages: the list's filter, a block's text, and the reason of reopening.

Used by the views; what may be saved is decided by the actions.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youcheng.network.enums import Zone
from youcheng.strategy.enums import State


class DossierFilter(forms.Form):
    """The filters of the list; every one may be empty."""

    text = forms.CharField(label=_("Partner"), required=False, max_length=100)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(label=_("State"), required=False)
    figures = forms.ChoiceField(
        label=_("Figures"),
        required=False,
        choices=[("", _("all")), ("fresh", _("no change")), ("stale", _("changed since"))],
    )
    zone = forms.ChoiceField(label=_("Zone"), required=False, choices=[("", _("all")), *Zone.choices])

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("", _("all")), ("none", _("not drafted")), *State.choices,
        ]  # fmt: skip


class BlockForm(forms.Form):
    """A person's text for one block; `version` is the edit's version they saw."""

    text = forms.CharField(
        label=_("Your text"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "A number left as it is stays linked to its origin. An empty text goes back to the draft."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ReasonForm(forms.Form):
    """Why an approved dossier is opened again."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class RevisionForm(forms.Form):
    """The revision of the dossier the steward has read."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
