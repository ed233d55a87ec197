"""Registry names in many languages: one JSON column `{language: text}`, read as a `Translated` value.

`shown(language)` answers with a fallback and says which language the text is in, so that a page can mark
"shown in …". Interface texts are gettext's business, public pages are Wagtail's; neither belongs here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

FALLBACK = ("zh-hans", "en")


@dataclass(frozen=True)
class Shown:
    """A text and the language it is in; `is_fallback` when that is not the language asked for."""

    text: str
    language: str
    is_fallback: bool

    def __str__(self) -> str:
        return self.text


class Translated(dict[str, str]):
    """A name in several languages, `{"zh-hans": "清迈", "en": "Chiang Mai"}`. Printing it uses the active language."""

    def shown(self, language: str | None = None) -> Shown:
        """The text in `language` (default: the active one), else Chinese, else English, else whatever there is."""
        wanted = (language or get_language() or FALLBACK[0]).lower()
        for candidate in (wanted, wanted.split("-")[0], *FALLBACK, *sorted(self)):
            if self.get(candidate):
                return Shown(self[candidate], candidate, candidate.split("-")[0] != wanted.split("-")[0])
        return Shown("", wanted, False)

    def __str__(self) -> str:
        return self.shown().text

    def all_texts(self) -> list[str]:
        return [text for text in dict.fromkeys(self.values()) if text]


class TranslatedAttribute(DeferredAttribute):
    """Makes a `Translated` of whatever mapping is assigned, so a new row prints like one from the database."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = Translated(value) if isinstance(value, Mapping) else value


class TranslatedField(models.JSONField):
    """A JSON column of language code → text; another shape is refused."""

    descriptor_class = TranslatedAttribute

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Translated)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Translated | None:
        loaded = super().from_db_value(value, expression, connection)
        return None if loaded is None else Translated(loaded)

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return Translated(value) if isinstance(value, Mapping) else value

    def validate(self, value: Any, model_instance: Any) -> None:
        if not isinstance(value, Mapping) or not all(isinstance(t, str) for t in value.values()):
            raise ValidationError(_("A name is written as language code and text."))
        super().validate(value, model_instance)
