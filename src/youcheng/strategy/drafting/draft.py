"""What every section needs while it is drafted: the facts, the figure book, the paper's language, and short helpers.

Made by `drafting.document`, which also makes the language active; sections call nothing else. No wording lives here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from youcheng.engines.framework import Framework
from youcheng.engines.results import Result
from youcheng.engines.timespans import Precision, Span
from youcheng.evidence.queries import Provenance, goods_name, industry_name
from youcheng.foundation import countries
from youcheng.foundation.documents.model import Figure, Gap, Language, Run
from youcheng.foundation.documents.words import date_text
from youcheng.strategy.drafting.names import unit_name
from youcheng.strategy.facts.model import DossierFacts, Place
from youcheng.strategy.figures import FigureBook, Origin
from youcheng.strategy.framework import FieldRules

RECORDED = gettext_noop("as recorded in the register")
"""The formula of a number nobody computed; formulas in words are stored in English and translated when shown."""


@dataclass(frozen=True)
class Draft:
    """One drafting in one language, which is also the active one."""

    facts: DossierFacts
    book: FigureBook
    language: Language
    rules: FieldRules

    @property
    def engine(self) -> Framework:
        """The risk framework, which names what is an office's own."""
        return self.facts.risk.framework.engine

    def place(self, place: Place) -> str:
        """A city's name in the paper's language."""
        return place.name.shown(self.language).text

    @property
    def home(self) -> str:
        return self.place(self.facts.home)

    @property
    def partner(self) -> str:
        return self.place(self.facts.partner)

    def country(self, iso3: str) -> str:
        """A country's or region's name in the paper's language."""
        return countries.name(iso3, self.language)

    def dataset(self, name: str) -> str:
        """A data set's title in the paper's language, or its short name where it has none."""
        stored = self.facts.datasets.get(name)
        return (stored.title.shown(self.language).text if stored else "") or name

    def good(self, code: str, scheme: str) -> str:
        """The name of an industry ("isic") or a chapter of goods ("hs")."""
        return industry_name(code, self.language) if scheme == "isic" else goods_name(code, self.language)

    def figure(
        self,
        key: str,
        value: float | None,
        label: str,
        *,
        rows: tuple[Provenance, ...] = (),
        result: Result | None = None,
        method: str = "",
        formula: str = "",
        unit: str = "",
        decimals: int = 0,
        low: float | None = None,
        high: float | None = None,
        display: str | None = None,
        is_estimate: bool = False,
    ) -> Figure | Gap:
        """Put a number down with where it comes from; a missing one becomes a gap named after `label`."""
        origin = Origin(result=result, method=method, formula=formula, rows=rows, is_estimate=is_estimate)
        return self.book.add(
            key,
            value,
            label=label,
            origin=origin,
            unit=unit_name(unit),
            decimals=decimals,
            low=low,
            high=high,
            display=display,
        )

    def day(self, day: dt.date) -> str:
        """A day as papers print it."""
        return date_text(day, self.language)

    def when(self, span: Span) -> str:
        """A roughly known date in words: "by 2019-09" becomes 2019年9月前 or "by September 2019"."""
        latest = span.latest
        if span.precision is Precision.DAY:
            return self.day(latest)
        if span.precision is Precision.MONTH:
            return self._month(latest)
        if span.precision is Precision.YEAR:
            return self._year(latest)
        if span.precision is Precision.BEFORE:
            return _("before %(date)s") % {"date": self._rough(latest + dt.timedelta(days=1), starts=True)}
        if span.precision is Precision.BY:
            return _("by %(date)s") % {"date": self._rough(latest)}
        assert span.earliest is not None
        return _("between %(first)s and %(last)s") % {
            "first": self._rough(span.earliest, starts=True),
            "last": self._rough(latest),
        }

    def _rough(self, day: dt.date, *, starts: bool = False) -> str:
        """A day, month or year, whichever the day is the first (or last) day of."""
        after = day if starts else day + dt.timedelta(days=1)
        if after.day != 1:
            return self.day(day)
        return self._year(day) if after.month == 1 else self._month(day)

    def _month(self, day: dt.date) -> str:
        if self.language == "zh-hans":
            return f"{day.year}年{day.month}月"
        return date_text(day, "en").split(" ", 1)[1]

    def _year(self, day: dt.date) -> str:
        return f"{day.year}年" if self.language == "zh-hans" else str(day.year)


def gap(what: str = "") -> Run:
    """A missing fact, shown as 待补 with what is missing."""
    return Gap(what)
