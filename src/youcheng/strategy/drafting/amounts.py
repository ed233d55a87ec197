"""Amounts of money in running text, as people read them: 470.2亿美元, US$ 47.0 billion.

Called by the sections for sums in a sentence; tables keep the data set's own unit, so that columns can be compared.
"""

from __future__ import annotations

from youcheng.foundation.documents.model import Language
from youcheng.foundation.translated import Translated
from youcheng.strategy.figures import shown

MILLION_DOLLARS = "million US$"
"""The unit, in English, that is put into larger words; any other stands behind the number as it is."""


def amount(value: float | None, unit: Translated, language: Language) -> str | None:
    """`value` in `unit` with its unit; None where there is no value."""
    if value is None:
        return None
    if unit.get("en") != MILLION_DOLLARS:
        name = unit.shown(language).text
        return f"{shown(value, 0, language)} ({name})" if name else shown(value, 0, language)
    if language == "zh-hans":
        # 一亿 is a hundred million, 一万 ten thousand.
        return (
            f"{shown(value / 100, 1, language)}亿美元"
            if value >= 100
            else f"{shown(value * 100, 0, language)}万美元"
        )
    return (
        f"US$ {shown(value / 1000, 1, language)} billion"
        if value >= 1000
        else f"US$ {shown(value, 1, language)} million"
    )
