"""Cells of the register's own kinds: a roughly known date, a country or region, an address of a page.

Used by the specs beside it; what they read they also write.
"""

from __future__ import annotations

import datetime as dt

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from youcheng.engines.errors import BadSpan
from youcheng.engines.timespans import Span
from youcheng.foundation import countries
from youcheng.foundation.importing.errors import BadValue
from youcheng.foundation.importing.table import Cell
from youcheng.foundation.importing.values import Kind, plain
from youcheng.foundation.importing.values import text as words
from youcheng.network import written


def span() -> Kind:
    """A date in one of the six forms, in Chinese words, as a date cell, or a year as a number."""

    def parse(cell: Cell) -> Span:
        if isinstance(cell, dt.datetime):
            return Span.on(cell.date())
        if isinstance(cell, dt.date):
            return Span.on(cell)
        text = plain(cell).removesuffix(" 00:00:00")
        if isinstance(cell, float) and cell.is_integer():
            text = str(int(cell))
        try:
            return written.read(text)
        except BadSpan as error:
            raise BadValue(
                _(
                    "“%s” is not a date. Write 1981-11-05, 2014-04, 2008, “before 2011”, “by 2019-09” or "
                    "“between 2011 and 2014-04”."
                )
                % text
            ) from error

    return Kind(
        parse, str, lambda: _("a date such as 1981-11-05, 2014-04, 2008, “before 2011”, “by 2019-09”")
    )


def country() -> Kind:
    """A country or region by ISO code or by its name in Chinese or English; kept as alpha-2."""

    def parse(cell: Cell) -> str:
        text = plain(cell)
        alpha2 = countries.iso2(text) or countries.iso2(countries.from_name(text) or "")
        if alpha2 is None:
            raise BadValue(_("“%s” is no country or region we know; write its name or its ISO code.") % text)
        return alpha2

    return Kind(
        parse,
        lambda code: countries.name(code, get_language() or "zh-hans"),
        lambda: _("a name or ISO code of a country or region"),
    )


def web_address(longest: int = 500) -> Kind:
    """The address of a page, which is shown as a link: http or https and nothing else."""
    as_text = words(longest)

    def parse(cell: Cell) -> str:
        address: str = as_text.parse(cell)
        if not address.startswith(("http://", "https://")):
            raise BadValue(
                _("“%s” is not the address of a page; it begins with https:// or http://.") % address
            )
        return address

    return Kind(parse, form=lambda: _("an address such as https://example.org/page"))
