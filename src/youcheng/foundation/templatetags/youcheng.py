"""What every template uses: names with the mark of their language, numbers and dates, badges, sorting, icons.

Loaded in templates by `{% load youcheng %}`; docs/reference/components.md shows each. No query, no rule about who may
see what, and no wording of one capability belongs here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from babel import Locale
from django import template
from django.core.paginator import Page
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from youcheng.foundation import countries, formatting
from youcheng.foundation.translated import Translated

register = template.Library()

TONES = frozenset({"", "good", "attention", "critical", "info", "open", "plain"})


@register.filter
def number(value: float | None, digits: int = 0) -> str:
    return formatting.number(value, digits)


@register.filter
def percent(value: float | None, digits: int = 0) -> str:
    return formatting.percent(value, digits)


@register.filter
def absolute(value: float) -> float:
    """The size of a difference, for sentences that say in which direction it goes."""
    return abs(value)


@register.filter
def kilometres(value: float | None) -> str:
    return formatting.kilometres(value)


@register.filter
def hours(value: float) -> str:
    return formatting.hours(value)


@register.filter
def listed(parts: Iterable[object]) -> str:
    return formatting.listed(parts)


@register.filter
def day(value: dt.date | None) -> str:
    return formatting.day(value)


@register.filter
def moment(value: dt.datetime | None) -> str:
    return formatting.moment(value)


@register.filter
def span(value: formatting.SpanLike | None) -> str:
    return formatting.span(value)


@register.filter
def roughly(value: dt.date, precision: str) -> str:
    return formatting.roughly(value, precision)


@register.filter
def country(code: str) -> str:
    """The name of a country (region) in the reader's language."""
    return countries.name(code, get_language() or "zh-hans") if code else formatting.MISSING


@register.simple_tag
def name(value: Translated) -> SafeString:
    """A registry name; where it is not in the reader's language a mark says which one is shown."""
    shown = Translated(value).shown()
    if not shown.is_fallback:
        return format_html("{}", shown.text)
    language = _language_name(shown.language)
    return format_html(
        '<span lang="{}">{}</span><span class="shown-in" title="{}">{}</span>',
        "zh-CN" if shown.language == "zh-hans" else shown.language,
        shown.text,
        _("shown in %(language)s: the name in your language is not on record") % {"language": language},
        language,
    )


def _language_name(code: str) -> str:
    reader = Locale.parse(formatting.locale())
    parsed = Locale.parse(code.replace("-", "_"))
    return str(reader.languages.get(parsed.language, code))


@register.simple_tag
def badge(text: str, tone: str = "") -> SafeString:
    """A status as a shape and a word. `tone`: good, attention, critical, info, open, plain or nothing."""
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"A badge has no tone {tone!r}; there are {sorted(TONES)}.")
    return format_html('<span class="badge {}">{}</span>', tone, text)


@register.simple_tag
def grade(letter: str) -> SafeString:
    """How well a fact is founded. Everything below A carries "to be confirmed", visibly."""
    titles = {
        "A": _("Grade A: seen in a published source"),
        "B": _("Grade B: partly from memory, to be confirmed"),
        "C": _("Grade C: unverified, to be confirmed"),
    }
    if letter == "A":
        return format_html('<span class="grade" title="{}">A</span>', titles["A"])
    return format_html(
        '<span class="grade confirm" title="{}">{} · {}</span>',
        titles.get(letter, titles["C"]),
        letter,
        _("to be confirmed"),
    )


@register.simple_tag
def figure(text: Any, url: str = "") -> SafeString:
    """A number that opens to where it comes from; without an address it is only printed."""
    return format_html('<a class="figure" href="{}">{}</a>', url, text) if url else format_html("{}", text)


@register.simple_tag
def gap(what: str = "") -> SafeString:
    """A fact that is not on record: said, never filled."""
    text = _("to be supplied: %(what)s") % {"what": what} if what else _("to be supplied")
    return format_html('<span class="gap">{}</span>', text)


@register.simple_tag
def icon(symbol: str) -> SafeString:
    """One drawing of the sprite, decoration only: the words beside it say the same."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("foundation/icons.svg"),
        symbol,
    )


@register.inclusion_tag("foundation/parts/sort_header.html", takes_context=True)
def sort_header(context: Context, label: str, key: str, css: str = "") -> dict[str, Any]:
    """A column head that orders the list by `key`, and the other way round when clicked again."""
    request = context["request"]
    current = request.GET.get("sort", "")
    states = {key: "ascending", f"-{key}": "descending"}
    return {
        "request": request,
        "label": label,
        "css": css,
        "state": states.get(current, "none"),
        "next": f"-{key}" if current == key else key,
    }


@register.filter
def pages_around(page: Page[Any]) -> Sequence[int | None]:
    """The page numbers worth a link: first, last and those around; None stands for the pages left out."""
    last = page.paginator.num_pages
    wanted = sorted({1, last, *(n for n in range(page.number - 1, page.number + 2) if 1 <= n <= last)})
    numbers: list[int | None] = []
    for previous, this in zip([0, *wanted], wanted, strict=False):
        if this - previous > 1:
            numbers.append(None)
        numbers.append(this)
    return numbers


@register.filter
def unlocalized(value: float) -> str:
    """A number for a drawing or an attribute: always with a point, never grouped."""
    return f"{value:g}"


@register.simple_tag
def multiplied(value: float, factor: float) -> str:
    """A product for a drawing, to one decimal."""
    return f"{value * factor:.1f}"


@register.filter
def at(mapping: Mapping[Any, Any], key: Any) -> Any:
    """The value of a mapping under a key that is itself a variable; nothing where there is none."""
    return mapping.get(key)
