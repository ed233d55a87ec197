"""The engines' methods in the reader's language: name, unit, how to read, formula, source and caveats.

Used by the templates of the world's ties.
"""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from youcheng.engines.catalogue import METHODS, Method
from youcheng.engines.results import Caveat

register = template.Library()


def _method(given: Method | str) -> Method:
    return METHODS[given] if isinstance(given, str) else given


def _language() -> str:
    return get_language() or "zh-hans"


@register.filter
def method_name(given: Method | str) -> str:
    """What the measure is called."""
    return _method(given).named(_language())


@register.filter
def method_unit(given: Method | str) -> str:
    """The unit it is counted in."""
    return _method(given).measured_in(_language())


@register.filter
def method_read(given: Method | str) -> str:
    """How to read a higher value."""
    return _method(given).read(_language())


@register.filter
def method_formula(given: Method | str) -> str:
    """How it is computed."""
    return _method(given).computed(_language())


@register.filter
def method_source(given: Method | str) -> str:
    """Where it was published."""
    return _method(given).source(_language())


@register.filter
def caveat_said(given: Caveat) -> str:
    """A reservation in the reader's language."""
    return given.said(_language())
