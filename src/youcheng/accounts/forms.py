"""Forms of accounts: they clean what was typed; whether it is allowed is decided by actions.

Made by views with the actor's visible rows as choices. No form saves anything.
"""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import (
    password_validators_help_text_html as password_rules,
)
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from youcheng.accounts.enums import Duty, OrganisationKind, Role
from youcheng.accounts.models import Organisation, Person
from youcheng.foundation.audit_words import action_label
from youcheng.foundation.policies import all_policies

SIGN_IN_NAME = RegexValidator(
    r"^[\w.@+-]+\Z", _("Letters, digits and . @ + - _ are possible in a sign-in name.")
)


class DateInput(forms.DateInput):
    """The browser's own date field, filled in the one form it understands."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def languages() -> list[tuple[str, str]]:
    return list(settings.LANGUAGES)


class OrganisationForm(forms.Form):
    """A unit's key, names, kind and place in the tree."""

    key = forms.SlugField(
        label=pgettext_lazy("of an organisation", "Key"),
        max_length=80,
        help_text=_(
            "Small letters, digits and hyphens; it stands in addresses and sheets and does not change."
        ),
    )
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"))
    parent = forms.ModelChoiceField(
        label=_("Part of"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("stands by itself"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, parents: QuerySet[Organisation], row: Organisation | None = None, **kwargs: Any
    ) -> None:
        if row is not None:
            kwargs["initial"] = organisation_initial(row)
        super().__init__(*args, **kwargs)
        is_office = row is not None and row.kind == OrganisationKind.OFFICE
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            choice
            for choice in OrganisationKind.choices
            if (choice[0] == OrganisationKind.OFFICE) == is_office
        ]
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]
        if row is not None:
            del self.fields["key"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("name_zh") and not cleaned.get("name_en"):
            raise ValidationError(_("Give the name in Chinese, in English or in both."))
        return cleaned

    @property
    def name(self) -> dict[str, str]:
        names = {"zh-hans": self.cleaned_data["name_zh"], "en": self.cleaned_data["name_en"]}
        return {language: text for language, text in names.items() if text}


def organisation_initial(row: Organisation) -> dict[str, Any]:
    return {
        "name_zh": row.name.get("zh-hans", ""),
        "name_en": row.name.get("en", ""),
        "kind": row.kind,
        "parent": row.parent_id,
        "version": row.version,
    }


class OrganisationFilterForm(forms.Form):
    text = forms.CharField(label=_("Name or key"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("all kinds")), *OrganisationKind.choices], required=False
    )
    dissolved = forms.BooleanField(label=_("with dissolved ones"), required=False)


class DayForm(forms.Form):
    """One day, for dissolving and ending."""

    on = forms.DateField(label=_("Last day"), widget=DateInput())


class DissolveForm(DayForm):
    """The last day of an organisation, and which one goes on with its work."""

    successor = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Successor"),
        required=False,
        empty_label=_("none: open tasks go back to the office"),
        help_text=_("Open tasks pass to it, with their history, and it decides anew whether to accept them."),
    )

    def __init__(self, *args: Any, units: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = units  # type: ignore[attr-defined]


class InvitationForm(forms.Form):
    name = forms.CharField(label=_("Name of the person"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), required=False)
    role = forms.TypedChoiceField(label=_("Role"), choices=Role.choices, coerce=lambda v: Role(int(v)))


class PersonForm(forms.Form):
    """A new person as the security administrator adds one."""

    username = forms.CharField(label=_("Sign-in name"), max_length=80, validators=[SIGN_IN_NAME])
    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=languages)
    duty = forms.ChoiceField(label=_("Duty"), choices=Duty.choices, required=False)


class PersonEditForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=languages)
    version = forms.IntegerField(widget=forms.HiddenInput)


def person_initial(row: Person) -> dict[str, Any]:
    return {"name": row.name, "email": row.email, "language": row.language, "version": row.version}


class PersonFilterForm(forms.Form):
    text = forms.CharField(label=pgettext_lazy("of a person", "Name"), required=False)
    duty = forms.ChoiceField(
        label=_("Duty"), choices=[("", _("everybody")), *Duty.choices[1:]], required=False
    )
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("all organisations")), *((row.key, str(row)) for row in organisations)]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]


class DutyForm(forms.Form):
    duty = forms.ChoiceField(label=_("Duty"), choices=Duty.choices, required=False)


class MembershipForm(forms.Form):
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())
    role = forms.TypedChoiceField(label=_("Role"), choices=Role.choices, coerce=lambda v: Role(int(v)))
    since = forms.DateField(label=_("Since"), widget=DateInput())
    until = forms.DateField(label=_("Until"), widget=DateInput(), required=False)

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    role = forms.TypedChoiceField(label=_("Role"), choices=Role.choices, coerce=lambda v: Role(int(v)))


class AcceptForm(forms.Form):
    """What an invited person fills in: their sign-in name and a password of their own."""

    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=80,
        validators=[SIGN_IN_NAME],
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=120)
    language = forms.ChoiceField(label=_("Language"), choices=languages)
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=password_rules(),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        password = cleaned.get("password")
        if password and password != cleaned.get("again"):
            self.add_error("again", _("The two passwords differ."))
        elif password:
            try:
                validate_password(
                    password, Person(username=cleaned.get("username", ""), name=cleaned.get("name", ""))
                )
            except ValidationError as errors:
                self.add_error("password", errors)
        return cleaned


class OwnPasswordForm(ChangePasswordForm):  # type: ignore[misc]  # the library ships no types
    """The library's form, which would accept the old password as the new one."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("password1") and cleaned.get("password1") == cleaned.get("oldpassword"):
            self.add_error("password1", _("Choose a password that differs from the present one."))
        return cleaned


class CodeLabel:
    """Calls the code what it is, where the library's word is too short to be translated well."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("One-time code or recovery code")
        self.fields["code"].widget.attrs.pop("placeholder", None)


class SecondFactorForm(CodeLabel, AuthenticateForm):  # type: ignore[misc]  # the library ships no types
    pass


class SecondFactorAgainForm(CodeLabel, ReauthenticateForm):  # type: ignore[misc]  # the library ships no types
    pass


class WhyForm(forms.Form):
    """Which thing is asked about: its kind and its number as in the address of its page."""

    of = forms.ChoiceField(label=_("Kind of thing"))
    key = forms.CharField(label=_("Its number or key"), max_length=80)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["of"].choices = [  # type: ignore[attr-defined]
            (policy.model._meta.label_lower, str(policy.model._meta.verbose_name))
            for policy in all_policies()
        ]


class AuditFilterForm(forms.Form):
    person = forms.CharField(label=_("Person or address"), required=False)
    action = forms.ChoiceField(label=_("Action"), required=False)
    thing = forms.CharField(label=_("Object"), required=False)
    since = forms.DateField(label=_("From"), widget=DateInput(), required=False)
    until = forms.DateField(label=_("To"), widget=DateInput(), required=False)

    def __init__(self, *args: Any, actions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("all actions")), *((action, action_label(action)) for action in actions)]
        self.fields["action"].choices = choices  # type: ignore[attr-defined]
