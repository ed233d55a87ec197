"""Forms of the shared pages: uploading a sheet, saying which column is which, confirming an import.

Used by `views.imports`; what a sheet may hold is checked by `importing`, not here.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youcheng.foundation.importing.spec import ImportSpec
from youcheng.foundation.models import ImportRun


class UploadForm(forms.Form):
    """One sheet. The size is refused before the content is read."""

    file = forms.FileField(
        label=gettext_lazy("Sheet"),
        help_text=gettext_lazy("XLSX or CSV. Nothing is changed before you have seen what will happen."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
    )

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if file.size is not None and file.size > settings.YOUCHENG_UPLOAD_BYTES:
            limit = settings.YOUCHENG_UPLOAD_BYTES // 1024**2
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB. Split it, or remove pictures from the workbook.")
                % {"limit": limit}
            )
        return file


class ColumnsForm(forms.Form):
    """One choice for every column of a spec: the header of the file that holds it."""

    def __init__(self, *args: Any, spec: ImportSpec[Any], run: ImportRun, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spec = spec
        headers = [("", _("— not in this file —")), *((name, name) for name in run.headers)]
        for column in spec.columns:
            self.fields[column.key] = forms.ChoiceField(
                choices=headers,
                required=column.required,
                label=column.title,
                help_text=column.help or column.kind.form(),
                initial=run.mapping.get(column.key, ""),
            )

    def clean(self) -> dict[str, Any]:
        """Refuse one header for two columns: a cell would count twice."""
        chosen: dict[str, str] = {}
        for key, name in list(self.cleaned_data.items()):
            if name and name in chosen.values():
                self.add_error(key, _("“%(name)s” is already used for another column.") % {"name": name})
            chosen[key] = name
        return self.cleaned_data

    @property
    def mapping(self) -> dict[str, str]:
        return {key: name for key, name in self.cleaned_data.items() if name}


class CommitForm(forms.Form):
    """The confirmation: whether refused rows stay out, and which preview it is about."""

    fingerprint = forms.CharField(widget=forms.HiddenInput)
    leave_out_refused = forms.BooleanField(
        required=False,
        label=gettext_lazy("Import the other rows and leave the refused ones out; I keep the error sheet."),
    )
