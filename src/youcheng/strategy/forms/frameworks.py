"""The forms of frameworks, own indicators and alerts.

Used by the views; what a file may hold and what may be saved is decided by the actions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youcheng.engines.framework import OVERALL
from youcheng.strategy.drafting.names import dimension_name
from youcheng.strategy.queries.frameworks import Choice


class FrameworkForm(forms.Form):
    """One framework file and what it is for."""

    file = forms.FileField(
        label=_("Framework file"),
        help_text=_("TOML in UTF-8. It is checked whole before anything is kept, and is not in force before it is chosen."),
        widget=forms.FileInput(attrs={"accept": ".toml,.txt"}),
    )  # fmt: skip
    note = forms.CharField(
        label=_("What it is for"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class CompareForm(forms.Form):
    """Which two frameworks to compare, in which dimension, and for which countries."""

    first = forms.ChoiceField(label=_("Framework"), required=False)
    second = forms.ChoiceField(label=_("Compared with"), required=False)
    dimension = forms.ChoiceField(label=_("Dimension"), required=False)
    scope = forms.ChoiceField(
        label=_("Countries"),
        required=False,
        choices=[("", _("of our partners")), ("all", _("all that are scored"))],
    )

    def __init__(
        self, *args: Any, offered: Sequence[Choice], dimensions: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        usable = [(each.key, each.title) for each in offered if each.framework]
        self.fields["first"].choices = usable  # type: ignore[attr-defined]
        self.fields["second"].choices = usable  # type: ignore[attr-defined]
        self.fields["dimension"].choices = [  # type: ignore[attr-defined]
            ("" if code == OVERALL else code, dimension_name(code)) for code in dimensions
        ]


class IndicatorForm(forms.Form):
    """An indicator of the office's own."""

    code = forms.SlugField(
        label=_("Code"),
        max_length=60,
        help_text=_("Latin letters, digits and hyphens; a framework file names it by this code."),
    )
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=80)
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("Who measures it, and where it is published or kept.")
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class NoteForm(forms.Form):
    """What follows from an alert."""

    note = forms.CharField(label=_("What follows from it"), max_length=1000)
