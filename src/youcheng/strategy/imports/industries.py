"""The sheet of cities' own industries: one row an industry of a city and year, by ISIC or by GB/T 4754-2017.

Found at start by foundation's apps. A city is the home city or a partner on the register; writing is the actions' business.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from youcheng.evidence.queries import industry_name
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused
from youcheng.foundation.importing import values as kinds
from youcheng.foundation.importing.spec import Change, Column, ImportSpec, Problem, Report, Values, naming_row
from youcheng.network.models import City
from youcheng.strategy import actions
from youcheng.strategy.enums import Scheme
from youcheng.strategy.facts.concordances import normal
from youcheng.strategy.models import CityIndustry
from youcheng.strategy.policies import city_industry_policy, may_draft

SAME = ("year", "scheme", "industry", "unit", "source", "is_estimate")


@dataclass
class Context:
    """Cities by every name they have, and the rows there are by their key."""

    cities: dict[str, list[City]]
    rows: dict[str, CityIndustry]
    named: dict[str, tuple[str, str]] = field(default_factory=dict)


class IndustrySpec(ImportSpec[Context]):
    """Industries of cities."""

    name = "city-industries"
    columns = (
        Column("city", "城市", "City", kinds.text(120), required=True, aliases=("partner", "友城")),
        Column("year", "年份", "Year", kinds.whole(1900, 2200), required=True),
        Column(
            "scheme", "分类", "Classification", kinds.choice(Scheme), required=True, aliases=("行业分类",),
            help_zh="isic 或 gbt", help_en="isic or gbt",
        ),
        Column(
            "industry", "行业代码", "Industry", kinds.text(20), required=True, aliases=("行业", "code"),
            help_zh="如 C13、13、C10T12，或门类字母 C", help_en="such as C13, 13, C10T12, or the section's letter C",
        ),
        Column("value", "数值", "Value", kinds.decimal(Decimal(0), Decimal(10) ** 15), required=True),
        Column("unit", "单位", "Unit", kinds.text(80), help_zh="如 亿元、人", help_en="such as persons"),
        Column("source", "来源", "Source", kinds.text(300), required=True),
        Column("is_estimate", "是否估计", "Estimate", kinds.flag(), aliases=("估计", "estimate")),
    )  # fmt: skip

    @property
    def title(self) -> str:
        return _("Industries of cities")

    @property
    def purpose(self) -> str:
        return _(
            "One row an industry of a city and year; the same city, year, classification and industry is the same row."
        )

    def allowed(self, actor: Actor) -> bool:
        return actor.is_system or may_draft(actor)

    def prepare(self, rows: Sequence[Values], actor: Actor) -> Context:
        cities: dict[str, list[City]] = {}
        known = City.objects.filter(Q(relationship__isnull=False) | Q(home__isnull=False)).distinct()
        for city in known:
            for name in {city.slug, *(text.casefold() for text in city.name.values())}:
                cities.setdefault(name, []).append(city)
        return Context(cities, {_key(row): row for row in _visible(actor)})

    def key_of(self, context: Context, values: Values) -> str:
        city = _city(context, str(values["city"]))
        code = _code(str(values["scheme"]), str(values["industry"]))
        key = f"{city.slug}:{values['year']}:{values['scheme']}:{code}"
        context.named[key] = str(values["city"]), str(values["industry"])
        return key

    def present(self, context: Context, key: str) -> Values | None:
        row = context.rows.get(key)
        if row is None:
            return None
        # City and industry as the sheet writes them, so that another name or spelling of the same is no difference.
        city, industry = context.named.get(key, (row.city.slug, row.industry))
        return values_of(row) | {"city": city, "industry": industry}

    def check(self, context: Context, values: Values, present: Values | None) -> Iterable[Problem]:
        scheme, code = str(values["scheme"]), str(values["industry"])
        is_industry = scheme == Scheme.ISIC and industry_name(code, "en") != code
        if not is_industry and not normal(scheme, code):
            about = {"code": code, "scheme": Scheme(scheme).label}
            yield Problem(_("“%(code)s” is not a code of %(scheme)s.") % about, "industry")

    def apply(
        self, context: Context, changes: Sequence[Change], *, actor: Actor, now: datetime, report: Report
    ) -> None:
        for done, change in enumerate(changes, start=1):
            given = {**(change.present or {}), **change.values}
            with naming_row(change):
                actions.save_industry(
                    actor=actor,
                    now=now,
                    city=_city(context, str(given["city"])),
                    year=int(given["year"]),
                    scheme=str(given["scheme"]),
                    industry=_code(str(given["scheme"]), str(given["industry"])),
                    value=float(given["value"]),
                    unit=given.get("unit") or "",
                    source=given["source"],
                    is_estimate=bool(given.get("is_estimate")),
                )
            report(done)

    def rows(self, actor: Actor) -> Iterable[Values]:
        return (values_of(row) for row in _visible(actor))

    def result_url(self) -> str:
        return reverse("strategy:profiles")


def _code(scheme: str, code: str) -> str:
    """The code as it is stored, so that 13 and C13 are one row; what is no code stays, to be refused with its row."""
    if scheme == Scheme.ISIC and industry_name(code, "en") != code:
        return code
    return normal(scheme, code) or code


def _visible(actor: Actor) -> Iterable[CityIndustry]:
    return city_industry_policy.filter(CityIndustry.objects.select_related("city"), actor)


def _city(context: Context, name: str) -> City:
    """The city a row means; refuses one that is not on the register and a name that two cities share."""
    found = context.cities.get(name.strip()) or context.cities.get(name.strip().casefold()) or []
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(_("“%(city)s” is the name of more than one city; give its address.") % {"city": name})
    raise Refused(_("“%(city)s” is neither the home city nor a partner on the register.") % {"city": name})


def _key(row: CityIndustry) -> str:
    return f"{row.city.slug}:{row.year}:{row.scheme}:{row.industry}"


def values_of(row: CityIndustry) -> dict[str, Any]:
    """A row as it stands, in the terms of the columns."""
    value = Decimal(int(row.value)) if row.value.is_integer() else Decimal(repr(row.value))
    return {name: getattr(row, name) for name in SAME} | {
        "city": row.city.slug,
        "value": value,
        "unit": row.unit or None,
    }
