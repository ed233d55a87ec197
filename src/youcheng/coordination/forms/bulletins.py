"""Forms of published plans: taking a file in, and editing a proposed measure.

Used by the bulletin pages.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Organisation
from youcheng.coordination.models import Proposal
from youcheng.network.enums import Field, Zone
from youcheng.network.forms.fields import Choice
from youcheng.network.models import City


class BulletinForm(forms.Form):
    """A published plan to be read."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF with text, Word (DOCX), or text with its layout kept. Only published papers."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.txt"}),
    )
    year = forms.IntegerField(label=_("Year of the plan"), min_value=2000, max_value=2100)
    title = forms.CharField(
        label=_("Title"), max_length=300, required=False, help_text=_("Left empty, the file's name.")
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.YOUCHENG_UPLOAD_BYTES:
            raise ValidationError(
                _("The file is larger than %(size)s MB."),
                params={"size": settings.YOUCHENG_UPLOAD_BYTES // 1024**2},
            )
        return file


class ProposalForm(forms.Form):
    """What is proposed; the quotation is shown beside it and can't be changed."""

    title = forms.CharField(label=_("Measure"), max_length=300)
    lead = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Lead unit"), required=False, empty_label=_("not chosen yet")
    )
    cooperating = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("Cooperating units"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    zone = Choice(Zone.choices, empty=_("none"), label=_("Zone"))
    cities = forms.ModelMultipleChoiceField(
        City.objects.none(), label=_("Cities"), required=False, widget=forms.CheckboxSelectMultiple
    )
    fields_ = forms.MultipleChoiceField(
        label=_("Fields"), choices=Field.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, units: QuerySet[Organisation], cities: QuerySet[City], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("lead", units), ("cooperating", units), ("cities", cities)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(row: Proposal) -> dict[str, Any]:
        """The form's values of a proposal as it stands."""
        links = {"cooperating": list(row.cooperating.all()), "cities": list(row.cities.all())}
        names = ("title", "lead", "zone", "version")
        return {name: getattr(row, name) for name in names} | links | {"fields_": row.fields}

    def values(self) -> dict[str, Any]:
        """The cleaned values as `edit_proposal` takes them."""
        cleaned = dict(self.cleaned_data)
        lead = cleaned.pop("lead")
        return {"fields": cleaned.pop("fields_"), "lead_id": lead.pk if lead else None, **cleaned}


class SplitForm(forms.Form):
    """The parts of one commitment, one a line, in the words of the quotation."""

    parts = forms.CharField(
        label=_("Parts, one a line"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Break the line where a new measure begins, and delete what belongs to none."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
