"""The sheet of an own indicator's figures: one row a country and year, with its standard error, source and grade.

Found at start by foundation's apps. A country that is not in the sheet is left as it was; one that stands in it twice for a
year is refused with both rows named. Writing is the actions' business.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from youcheng.foundation import countries
from youcheng.foundation.actors import Actor
from youcheng.foundation.importing import values as kinds
from youcheng.foundation.importing.spec import Change, Column, ImportSpec, Problem, Report, Values, naming_row
from youcheng.network.enums import Grade
from youcheng.network.imports.kinds import country
from youcheng.strategy.actions import own_indicators as actions
from youcheng.strategy.models import OwnFigure, OwnIndicator
from youcheng.strategy.policies import may_draft, own_figure_policy, own_indicator_policy

LARGEST = Decimal(10) ** 15


@dataclass
class Context:
    """The indicators by code, and the figures there are by their key."""

    indicators: dict[str, OwnIndicator]
    rows: dict[str, OwnFigure]


class OwnFigureSpec(ImportSpec[Context]):
    """Figures of the office's own indicators."""

    name = "own-figures"
    columns = (
        Column(
            "indicator", "指标代码", "Indicator", kinds.text(60), required=True, aliases=("指标", "code"),
            help_zh="在“自有指标”中登记的代码", help_en="the code under which it is entered as an own indicator",
        ),
        Column("country", "国家（地区）", "Country (region)", country(), required=True, aliases=("国家", "iso3")),
        Column("year", "年份", "Year", kinds.whole(1900, 2200), required=True),
        Column("value", "数值", "Value", kinds.decimal(-LARGEST, LARGEST), required=True),
        Column("standard_error", "标准误", "Standard error", kinds.decimal(Decimal(0), LARGEST)),
        Column("source", "来源", "Source", kinds.text(300), required=True),
        Column("grade", "可靠程度", "Grade", kinds.choice(Grade), required=True, help_zh="A、B 或 C", help_en="A, B or C"),
    )  # fmt: skip

    @property
    def title(self) -> str:
        return _("Figures of own indicators")

    @property
    def purpose(self) -> str:
        return _(
            "One row a country (region) and year of an own indicator; countries that are not in the sheet stay as they are."
        )

    def allowed(self, actor: Actor) -> bool:
        return actor.is_system or may_draft(actor)

    def prepare(self, rows: Sequence[Values], actor: Actor) -> Context:
        indicators = own_indicator_policy.filter(OwnIndicator.objects.all(), actor)
        return Context({each.code: each for each in indicators}, {_key(row): row for row in _visible(actor)})

    def key_of(self, context: Context, values: Values) -> str:
        return f"{values['indicator']}:{_iso3(values)}:{values['year']}"

    def present(self, context: Context, key: str) -> Values | None:
        row = context.rows.get(key)
        return _values(row) if row else None

    def check(self, context: Context, values: Values, present: Values | None) -> Iterable[Problem]:
        code = str(values["indicator"])
        if code not in context.indicators:
            near = difflib.get_close_matches(code, context.indicators, n=3, cutoff=0.4)
            known = ", ".join(near or sorted(context.indicators)[:5]) or _("none")
            about = {"code": code, "known": known}
            yield Problem(_("“%(code)s” is not an own indicator. On record: %(known)s.") % about, "indicator")

    def apply(
        self, context: Context, changes: Sequence[Change], *, actor: Actor, now: datetime, report: Report
    ) -> None:
        for done, change in enumerate(changes, start=1):
            given = {**(change.present or {}), **change.values}
            error = given.get("standard_error")
            with naming_row(change):
                actions.save_figure(
                    actor=actor,
                    now=now,
                    indicator=context.indicators[str(given["indicator"])],
                    iso3=_iso3(given),
                    year=int(given["year"]),
                    value=float(given["value"]),
                    standard_error=None if error is None else float(error),
                    source=given["source"],
                    grade=str(given["grade"]),
                )
            report(done)

    def rows(self, actor: Actor) -> Iterable[Values]:
        return (_values(row) for row in _visible(actor))

    def result_url(self) -> str:
        return reverse("strategy:own_indicators")


def _visible(actor: Actor) -> Iterable[OwnFigure]:
    return own_figure_policy.filter(OwnFigure.objects.select_related("indicator"), actor)


def _iso3(values: Values) -> str:
    """The alpha-3 code of the row's country, which the sheet's kind gives as alpha-2."""
    return countries.iso3(str(values["country"])) or ""


def _key(row: OwnFigure) -> str:
    return f"{row.indicator.code}:{row.iso3}:{row.year}"


def _values(row: OwnFigure) -> dict[str, Any]:
    """A row as it stands, in the terms of the columns."""
    error = row.standard_error
    return {
        "indicator": row.indicator.code,
        "country": countries.iso2(row.iso3),
        "year": row.year,
        "value": _decimal(row.value),
        "standard_error": None if error is None else _decimal(error),
        "source": row.source,
        "grade": row.grade,
    }


def _decimal(value: float) -> Decimal:
    return Decimal(int(value)) if value.is_integer() else Decimal(repr(value))
