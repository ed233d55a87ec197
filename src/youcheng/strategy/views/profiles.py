"""Cities' own industry tables: the list, one city's table with its quotients and goods, and the sheets.

Reached through `urls`. Tables come in through the import of city industries.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from youcheng.evidence.queries import goods_name
from youcheng.foundation import countries
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.exporting import export_response
from youcheng.foundation.formatting import collation
from youcheng.foundation.translated import Translated
from youcheng.network.queries import relationships_visible_to
from youcheng.strategy.facts.city_goods import CityGoods, chapters_of, selling_to
from youcheng.strategy.facts.concordances import grade_of
from youcheng.strategy.facts.model import Profile
from youcheng.strategy.facts.profiles import industry_label, profile_of
from youcheng.strategy.forms import BasisForm
from youcheng.strategy.imports.industries import IndustrySpec, values_of
from youcheng.strategy.models import CityIndustry
from youcheng.strategy.policies import may_draft, may_see_dossiers
from youcheng.strategy.queries.profiles import ProfileTable, tables_visible_to
from youcheng.strategy.views import wording
from youcheng.strategy.views.choosing import Choice, choice_of

SORTS: dict[str, Callable[[ProfileTable], Any]] = {
    "city": lambda table: collation(str(table.city)),
    "country": lambda table: collation(table.city.country.name),
    "year": lambda table: table.year,
    "industries": lambda table: len(table.rows),
}


@requires(may_see_dossiers)
def listed(request: HttpRequest) -> HttpResponse:
    tables = _sorted(request)
    context = {"tables": tables, "can_import": may_draft(actor_of(request))}
    return render(request, "strategy/profiles/list.html", context)


@requires(may_see_dossiers)
def exported(request: HttpRequest) -> HttpResponseBase:
    rows = (values_of(row) for table in _sorted(request) for row in table.rows)
    # The columns of the import, so that the sheet can come back.
    return export_response(request, IndustrySpec.columns, rows, _("city-industries"))


@requires(may_see_dossiers)
def shown(request: HttpRequest, slug: str) -> HttpResponse:
    tables = [table for table in tables_visible_to(actor_of(request)) if table.city.slug == slug]
    if not tables:
        raise Http404
    table = _chosen(request, tables)
    form, choice = choice_of(request, BasisForm)
    profile, goods = profile_of(table.rows, table.city.country.iso3), chapters_of(table.rows)
    context = {
        "form": form,
        "table": table,
        "others": [other for other in tables if other is not table],
        "profile": profile,
        "quotient": wording.method("location_quotient"),
        "rows": [_row(row, profile) for row in table.rows],
        "goods": _chapters(goods),
        "made": goods,
        "buyers": _buyers(request, table, choice),
        "basis": choice.basis,
        "said": wording.about(choice.basis) if choice.basis else None,
        "can_import": may_draft(actor_of(request)),
    }
    return render(request, "strategy/profiles/profile.html", context)


def _sorted(request: HttpRequest) -> list[ProfileTable]:
    sort = request.GET.get("sort", "")
    key = SORTS.get(sort.removeprefix("-"), SORTS["city"])
    return sorted(tables_visible_to(actor_of(request)), key=key, reverse=sort.startswith("-"))


def _chosen(request: HttpRequest, tables: list[ProfileTable]) -> ProfileTable:
    """The table of the year and classification asked for, else the newest."""
    asked = request.GET.get("table", "")
    return next((table for table in tables if f"{table.year}-{table.scheme}" == asked), tables[0])


@dataclass(frozen=True)
class ProfileLine:
    """One industry of the table; `quotient` is None where it is not known, `grade` how sure its goods are."""

    row: CityIndustry
    name: Translated
    share: float | None
    quotient: float | None
    grade: str


def _row(row: CityIndustry, profile: Profile) -> ProfileLine:
    total = sum(each.value for each in profile.rows)
    return ProfileLine(
        row,
        industry_label(row.scheme, row.industry),
        row.value / total if total > 0 else None,
        profile.quotients.get(row.industry),
        grade_of(row.scheme, row.industry),
    )


def _chapters(goods: CityGoods) -> list[tuple[str, str, float]]:
    """Chapter, its name and value, largest first."""
    ordered = sorted(goods.values.items(), key=lambda item: (-item[1], item[0]))
    return [(code, goods_name(code), value) for code, value in ordered]


@dataclass(frozen=True)
class Buyer:
    """One country's demand beside what the city makes: TCI, or why there is none."""

    iso3: str
    name: str
    value: float | None
    why: str


def _buyers(request: HttpRequest, table: ProfileTable, choice: Choice) -> list[Buyer]:
    """For the home city the partners' countries, for a partner the home country; best fit first, without a figure last."""
    if choice.basis is None or not choice.home:
        return []
    wanted = {choice.home}
    if table.city.country.iso3 == choice.home:
        ties = relationships_visible_to(actor_of(request))
        wanted = {tie.partner.country.iso3 for tie in ties} - {choice.home}
    found = []
    for iso3 in wanted:
        result, why = selling_to(table.rows, choice.basis, iso3)
        found.append(Buyer(iso3, _country(iso3), result.value if result else None, why))
    return sorted(found, key=lambda buyer: (buyer.value is None, -(buyer.value or 0), buyer.iso3))


def _country(iso3: str) -> str:
    return countries.name(iso3, get_language() or "zh-hans")
