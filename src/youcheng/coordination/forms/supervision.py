"""Forms of supervision: filters of its lists, a supervision notice and its steps, a rule, messages, rooms, one's choice.

Used by the views; what may be done is the actions' business.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Organisation
from youcheng.coordination.enums import DeliveryState, MailMode, RuleKind, SupervisionState
from youcheng.coordination.forms.choosing import unit_field
from youcheng.network.forms.fields import Choice, DayField


class SupervisionFilter(forms.Form):
    """What the list of supervision notices is narrowed to."""

    q = forms.CharField(label=_("Words"), max_length=100, required=False)
    state = Choice(
        [("running", _("still running")), ("over_time", _("past its time limit")), *SupervisionState.choices],
        empty=_("all"),
        label=_("State"),
    )
    unit = forms.CharField(label=_("Unit"), max_length=120, required=False)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100, required=False)

    def wanted(self) -> dict[str, Any]:
        """What could be read of the filter."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class SupervisionForm(forms.Form):
    """What a supervision notice says; the number and the unit follow from the task."""

    matter = forms.CharField(label=_("What it is about"), widget=forms.Textarea(attrs={"rows": 4}))
    due_on = DayField(label=_("Time limit"), help_text=_("Until when the unit answers."))
    responsible = forms.CharField(label=_("Responsible person"), max_length=120, required=False)
    contact = forms.CharField(
        label=_("Contact"),
        max_length=200,
        required=False,
        help_text=_("Who in the office answers questions."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class WordsForm(forms.Form):
    """A step that needs words, or may have some."""

    comment = forms.CharField(label=_("Explanation"), widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, required: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment"].required = required


class RuleForm(forms.Form):
    """A rule of supervision; its kind stays once it is made."""

    kind = forms.ChoiceField(label=_("What happens"), choices=RuleKind.choices)
    days = forms.IntegerField(
        label=_("Working days"),
        min_value=0,
        max_value=60,
        help_text=_("0 for a reminder on the deadline itself."),
    )
    is_active = forms.BooleanField(label=_("In use"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ["is_active", "version"] if is_new else ["kind"]:
            del self.fields[name]


class DeliveryFilter(forms.Form):
    """Which messages are listed."""

    state = Choice(
        [("stuck", _("waiting for a decision")), *DeliveryState.choices], empty=_("all"), label=_("State")
    )


class RoomForm(forms.Form):
    """A chat room. The address is typed in and never shown again."""

    organisation = unit_field(_("Unit"), required=True)
    name = forms.CharField(label=_("Name of the room"), max_length=120)
    address = forms.CharField(
        label=_("Address"), widget=forms.PasswordInput(attrs={"autocomplete": "off"}), max_length=1000
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    is_active = forms.BooleanField(label=_("In use"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, own: QuerySet[Organisation] | None = None, is_new: bool, **kwargs: Any
    ) -> None:
        """`own` are the units of a person who keeps rooms for these alone; without them any unit is searched."""
        super().__init__(*args, **kwargs)
        address = self.fields["address"]
        starts = [f"{service}://" for service in settings.YOUCHENG_CHAT_SERVICES]
        address.help_text = _("Begins with %(starts)s. It is kept encrypted and never shown again.") % {
            "starts": ", ".join(starts)
        }
        if not is_new:
            address.required = False
            address.label = _("Another address")
        elif own is not None:
            self.fields["organisation"] = forms.ModelChoiceField(own, label=_("Unit"), empty_label=None)
        for name in ["is_active", "version"] if is_new else ["organisation"]:
            del self.fields[name]


class ChoiceForm(forms.Form):
    """How a person wants to be told by e-mail."""

    mail = forms.ChoiceField(
        label=_("Messages by e-mail"), choices=MailMode.choices, widget=forms.RadioSelect
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
