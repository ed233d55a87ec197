"""Names of dimensions, indicators and questions in the active language.

Used by the sections, the commands and the pages; the codes themselves are data (data/framework.toml, data/fields.toml).
An office's own indicator without a name here is shown under the name its file gives.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from youcheng.engines.framework import OVERALL, Framework
from youcheng.engines.results import Caveat
from youcheng.foundation import countries
from youcheng.foundation.importing.values import listed

READINGS = {
    "latest": gettext_noop("the newest year's figure"),
    "mean": gettext_noop("mean over the years"),
    "spread": gettext_noop("standard deviation over the years"),
}
"""How a series of years becomes one figure; stored in English and translated when shown."""


def dimension_name(code: str, framework: Framework | None = None) -> str:
    """A dimension of risk in words; one of an office's own as its framework calls it."""
    names = {
        "political": _("political"),
        "economic": _("economic"),
        "business": _("business environment"),
        "legal": _("legal"),
        OVERALL: _("overall"),
    }
    return names.get(code) or _own_name(code, framework)


def _own_name(code: str, framework: Framework | None) -> str:
    """The name a framework's file gives to what is not known here, else the code."""
    if framework is None:
        return code
    names = {each.code: each.name for each in framework.dimensions}
    names |= {each.code: each.name for each in framework.indicators}
    return names.get(code) or code


def indicator_label(code: str, framework: Framework | None = None) -> str:
    """An indicator of the risk framework in words; one of an office's own as its framework calls it."""
    names = {
        "political_stability": _("political stability"),
        "voice": _("voice and accountability"),
        "inflation": _("inflation, three-year mean"),
        "growth": _("growth, five-year mean"),
        "growth_volatility": _("volatility of growth, ten years"),
        "current_account": _("current account, three-year mean"),
        "public_debt": _("central government debt"),
        "regulatory_quality": _("regulatory quality"),
        "government_effectiveness": _("government effectiveness"),
        "logistics": _("logistics performance"),
        "rule_of_law": _("rule of law"),
        "control_of_corruption": _("control of corruption"),
    }
    return names.get(code) or _own_name(code, framework)


def reservation(note: Caveat) -> str:
    """An engine's reservation in the active language, with names where the engine has codes."""
    values = tuple((key, _in_words(value) if isinstance(value, str) else value) for key, value in note.values)
    return replace(note, values=values).said(get_language() or "zh-hans")


def _in_words(codes: str) -> str:
    """The names of listed codes; the engine's mark for a list that was cut stays."""
    shown, cut, more = codes.partition(" … ")
    return listed(_code_in_words(code) for code in shown.split(", ")) + cut + more


def _code_in_words(code: str) -> str:
    if countries.iso3(code) == code:
        return countries.name(code, get_language() or "zh-hans")
    return indicator_label(dimension_name(code))


def choice_name(code: str) -> str:
    """One of the choices a framework makes, in words."""
    names = {
        "standard_errors": _("errors of the figures"),
        "indicator_weights": _("weights of the indicators"),
        "dimension_weights": _("weights of the dimensions"),
        "normalisation": _("goalposts"),
        "aggregation": _("mean across the dimensions"),
        "imputation": _("what is done with missing figures"),
    }
    return names.get(code, code)


def unit_name(code: str) -> str:
    """A unit in words; one of an office's own stays as its file says."""
    names = {
        "standard normal units": _("standard normal units"),
        "percentage points": _("percentage points"),
        "% of GDP": _("% of GDP"),
        "score 1 to 5": _("score 1 to 5"),
        "km": _("km"),
        "hours": _("hours"),
        "persons": _("persons"),
        "count": _("count"),
        "weighted exchanges": _("weighted exchanges"),
    }
    return names.get(code, code)


def question_name(code: str) -> str:
    """One of the questions asked of each field, in words."""
    names = {
        "home_sells": _("we sell what they need"),
        "partner_sells": _("they sell what we need"),
        "worked": _("already worked on together"),
        "city": _("strong in one of the cities"),
    }
    return names.get(code, code)


def source_name(code: str) -> str:
    """What a dossier is made from besides data sets, in words; a data set is called by its own name."""
    names = {
        "register": _("the register"),
        "profiles": _("the cities' industry tables"),
        "framework": _("the risk framework"),
        "red_lines": _("the list of red lines"),
        "fields": _("the rules of key fields"),
        "own_figures": _("the office's own indicators"),
    }
    return names.get(code, code)


def level_name(level: str, scheme: str) -> str:
    """A level of classes in words."""
    names = {
        ("hs", "section"): _("sections (21)"),
        ("hs", "chapter"): _("chapters (2 digits)"),
        ("hs", "heading"): _("headings (4 digits)"),
        ("hs", "subheading"): _("subheadings (6 digits)"),
        ("isic", "section"): _("sections (letters)"),
        ("isic", "division"): _("divisions (2 digits)"),
        ("isic", "group"): _("groups, as loaded"),
    }
    return names.get((scheme, level), _("as loaded"))
