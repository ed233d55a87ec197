"""What an uploaded paper may be: its size, its type by name and by what it really holds.

Used by the forms that take a paper. A file is kept as it came and only ever handed out as a download; sheets for an
import have checks of their own (`importing`).
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import IO, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LOOKED_AT = 4096
LONGEST_NAME = 200


def _begins(*marks: bytes) -> Callable[[IO[bytes]], bool]:
    return lambda stream: stream.read(LOOKED_AT).startswith(marks)


def _office(folder: str) -> Callable[[IO[bytes]], bool]:
    """An Office Open XML file of one kind, without macros."""

    def fits(stream: IO[bytes]) -> bool:
        try:
            with zipfile.ZipFile(stream) as archive:
                names = archive.namelist()
        except (zipfile.BadZipFile, OSError):
            return False
        has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
        return not has_macros and any(name.startswith(folder) for name in names)

    return fits


def _text(stream: IO[bytes]) -> bool:
    return b"\0" not in stream.read(LOOKED_AT)


PAPERS: Mapping[str, Callable[[IO[bytes]], bool]] = {
    "pdf": _begins(b"%PDF-"),
    "docx": _office("word/"),
    "xlsx": _office("xl/"),
    "pptx": _office("ppt/"),
    "jpg": _begins(b"\xff\xd8\xff"),
    "jpeg": _begins(b"\xff\xd8\xff"),
    "png": _begins(b"\x89PNG\r\n"),
    "txt": _text,
}
"""The types taken, by suffix, and how each is known by what it holds."""


class PaperField(forms.FileField):
    """A paper of one of `PAPERS`, not larger than the setting allows."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("File"))
        kwargs.setdefault(
            "help_text",
            gettext_lazy(
                "PDF, Word, Excel, PowerPoint, a picture or plain text. Nothing classified may be uploaded: only public or internal papers belong here."
            ),
        )
        suffixes = ",".join(f".{suffix}" for suffix in PAPERS)
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": suffixes}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile):
            check_paper(file)
        return file


def check_paper(file: UploadedFile[Any]) -> None:
    """Refuse a file that is too large, of a type not taken, or not what its name says."""
    if file.size is not None and file.size > settings.YOUCHENG_UPLOAD_BYTES:
        raise ValidationError(
            _("The file is larger than %(size)s MB."),
            params={"size": settings.YOUCHENG_UPLOAD_BYTES // 1024**2},
        )
    name = file.name or ""
    if len(name) > LONGEST_NAME:
        raise ValidationError(_("The file's name is too long; shorten it."))
    suffix = PurePath(name).suffix.lower().removeprefix(".")
    if suffix not in PAPERS:
        raise ValidationError(
            _("A file of the type “%(suffix)s” is not taken. Save it as one of: %(taken)s."),
            params={"suffix": suffix or "—", "taken": ", ".join(PAPERS)},
        )
    file.seek(0)
    fits = PAPERS[suffix](file)
    file.seek(0)
    if not fits:
        raise ValidationError(
            _("“%(name)s” does not hold what its name says, or it carries macros. Open it and save it anew."),
            params={"name": name},
        )
