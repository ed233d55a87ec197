"""The form that invites one person to one task.

Used by the delegation pages.
"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DelegationForm(forms.Form):
    """Whom to invite."""

    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Kept for notices of this task only.")
    )
