"""Languages of experts: the codes offered for choice, and their names in the reader's words.

Used by the pool's model, forms and sheet. A code is CLDR's, such as `lo` or `zh`.
"""

from __future__ import annotations

from babel import Locale

from youcheng.foundation.formatting import locale

LANGUAGES = (
    "zh", "en", "fr", "de", "es", "pt", "it", "nl", "ru", "ja", "ko", "vi", "th", "lo", "my", "km", "ms", "id", "fil",
    "hi", "bn", "ur", "ne", "si", "ta", "fa", "ar", "tr", "uz", "kk", "mn", "pl", "cs", "fi", "sw",
)  # fmt: skip
"""Languages offered for choice; a sheet may bring any other that CLDR knows."""


def language_name(code: str) -> str:
    """A language in the reader's words, its code where CLDR has none."""
    names = Locale.parse(locale()).languages
    return str(names.get(code.replace("-", "_")) or names.get(code.split("-")[0]) or code)


def language_choices() -> list[tuple[str, str]]:
    """The languages offered, by name."""
    return [(code, language_name(code)) for code in LANGUAGES]
