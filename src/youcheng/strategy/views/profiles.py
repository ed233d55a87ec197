"""Cities' own industry tables: the list, one city's table with its quotients and goods, and the sheets.

Reached through `urls`. Tables come in through the import of city industries.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from youcheng.evidence.queries import goods_name
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.exporting import export_response
from youcheng.foundation.formatting import collation
from youcheng.foundation.translated import Translated
from youcheng.network.queries import relationships_visible_to
from youcheng.strategy.drafting.names import reservation
from youcheng.strategy.facts.city_goods import CityGoods, buyer_of, chapters_of, city_basis
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

FIRST = 12
"""Chapters shown at once; the others open."""
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
        "goods": (chapters := _chapters(goods))[:FIRST],
        "more_goods": chapters[FIRST:],
        "made": goods,
        **_of_buyers(request, table, choice),
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


def _of_buyers(request: HttpRequest, table: ProfileTable, choice: Choice) -> dict[str, Any]:
    """For the home city the partners' countries, for a partner the home country: best fit first, the missing apart."""
    if choice.basis is None or not choice.home:
        return {}
    wanted = {choice.home}
    if table.city.country.iso3 == choice.home:
        ties = relationships_visible_to(actor_of(request))
        wanted = {tie.partner.country.iso3 for tie in ties} - {choice.home}
    basis = city_basis(choice.basis)
    found = [buyer_of(table.city, table.rows, basis, iso3) for iso3 in sorted(wanted)]
    known = sorted((b for b in found if b.result is not None), key=lambda b: -b.result.value)  # type: ignore[union-attr]
    notes = {reservation(note): None for buyer in known for note in buyer.result.caveats}  # type: ignore[union-attr]
    return {
        "basis": basis,
        "said": wording.about(basis),
        "buyers": known,
        "lacking": [buyer for buyer in found if buyer.result is None],
        "tci": wording.method("tci"),
        "notes": list(notes),
    }
