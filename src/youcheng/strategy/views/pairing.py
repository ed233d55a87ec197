"""One partner's page of complementarity, where each of its numbers comes from, and its sheet.

Reached through `urls`. What is known about the pair comes from `facts.pairing`, words from `wording`.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from youcheng.foundation import countries
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.exporting import export_response
from youcheng.network.queries import home_city
from youcheng.strategy.exports import complementarity as exports
from youcheng.strategy.facts.city_goods import buyer_of, city_basis
from youcheng.strategy.facts.over_years import over_years
from youcheng.strategy.facts.pairing import Direction, Pairing
from youcheng.strategy.facts.picture import SpacePicture, space_picture
from youcheng.strategy.forms import PairForm
from youcheng.strategy.policies import may_see_dossiers
from youcheng.strategy.queries.complementarity import cities_of
from youcheng.strategy.queries.profiles import newest, tables_visible_to
from youcheng.strategy.views import wording
from youcheng.strategy.views.choosing import Choice, choice_of

FEWEST_DOTS = 8
"""Fewer goods make no picture: the table says it all."""


@requires(may_see_dossiers)
def shown(request: HttpRequest, iso3: str) -> HttpResponse:
    form, choice, pairing = _found(request, iso3)
    context: dict[str, Any] = {
        "form": form,
        "iso3": iso3,
        "partner": _name(iso3),
        "cities": cities_of(actor_of(request), iso3),
        "basis": choice.basis,
        "said": wording.about(choice.basis) if choice.basis else None,
        "no_home": not choice.home,
        "way": _way(request),
    }
    if pairing is not None:
        context |= _of_pair(pairing) | _of_way(pairing, _way(request)) | _of_cities(request, pairing)
    return render(request, "strategy/complementarity/partner.html", context)


@requires(may_see_dossiers)
def figure(request: HttpRequest, iso3: str, key: str) -> HttpResponse:
    _form, _choice, pairing = _found(request, iso3)
    number = pairing.numbers.get(key) if pairing else None
    if pairing is None or number is None:
        raise Http404
    context = wording.origin(pairing, number, request.GET.get("good", ""))
    if context is None:
        raise Http404
    return render(
        request,
        "strategy/complementarity/figure.html",
        {**context, "iso3": iso3, "partner": _name(iso3)},
    )


@requires(may_see_dossiers)
def exported(request: HttpRequest, iso3: str) -> HttpResponseBase:
    _form, _choice, pairing = _found(request, iso3)
    rows = exports.goods_rows(pairing) if pairing else ()
    return export_response(
        request, exports.goods_columns(), rows, _("complementarity-%(iso3)s") % {"iso3": iso3}
    )


def _found(request: HttpRequest, iso3: str) -> tuple[PairForm, Choice, Pairing | None]:
    """The form, the choice, and the pair; 404 for a code of no country and for the home country itself."""
    if countries.iso3(iso3) != iso3:
        raise Http404
    form, choice = choice_of(request, PairForm)
    if choice.home == iso3:
        raise Http404
    if choice.basis is None or not choice.home:
        return form, choice, None
    return form, choice, Pairing(choice.basis, choice.home, iso3, choice.conventions)


def _of_pair(pairing: Pairing) -> dict[str, Any]:
    """What the page says about both directions together."""
    years = over_years(pairing.basis, pairing.home, pairing.partner, pairing.conventions)
    return {
        "pairing": pairing,
        "unit": str(pairing.basis.sheet.unit) or _("in the currency of the table"),
        "home_name": _name(pairing.home),
        "lacking": [_name(code) for code in pairing.lacking],
        "indices": wording.index_rows(pairing),
        "carriers_to": pairing.carriers("to"),
        "carriers_from": pairing.carriers("from"),
        "years": years,
        "years_chart": wording.years_chart(years),
        "depth_goods": wording.depth_rows(pairing),
    }


def _of_way(pairing: Pairing, way: Direction) -> dict[str, Any]:
    """What comes next and what falls short, in the direction chosen."""
    candidates = pairing.next(way)
    potential, why = pairing.potential(way)
    seller, buyer = pairing.ends(way)
    return {
        "seller": _name(seller),
        "buyer": _name(buyer),
        "candidates": wording.candidate_rows(pairing, candidates) if candidates else [],
        "next": candidates,
        "next_methods": [wording.method(code) for code in ("next_goods", "density", "outlook", "gain")],
        "next_notes": wording.notes_of(candidates),
        "picture": _picture(pairing, seller, way),
        "potential": wording.potential_rows(pairing, potential) if potential else [],
        "ease": potential,
        "no_potential": why,
        "potential_methods": [wording.method("export_potential")],
        "potential_notes": wording.notes_of(potential),
    }


def _of_cities(request: HttpRequest, pairing: Pairing) -> dict[str, Any]:
    """The home city's table beside the partner's imports, and the partner cities' tables beside the home country's."""
    home = home_city()
    theirs = [*cities_of(actor_of(request), pairing.partner)]
    cities = [*([home.city] if home else []), *theirs]
    tables = newest(tables_visible_to(actor_of(request), cities))
    basis = city_basis(pairing.basis) if tables else pairing.basis
    return {
        "city_fits": [
            buyer_of(city, table.rows, basis, pairing.home if city in theirs else pairing.partner)
            for city in cities
            if (table := tables.get(city.pk)) is not None
        ],
        "city_level": wording.about(basis).level,
    }


def _picture(pairing: Pairing, seller: str, way: Direction) -> SpacePicture | None:
    candidates = pairing.next(way)
    if candidates is None or len(pairing.space.table.goods) < FEWEST_DOTS:
        return None
    basis = pairing.basis
    made_from = (basis.stored.sha256, basis.sheet.year, basis.level, pairing.space.table.countries)
    return space_picture(pairing.space, seller, candidates, made_from, pairing.section, pairing.name)


def _way(request: HttpRequest) -> Direction:
    return "from" if request.GET.get("way") == "from" else "to"


def _name(iso3: str) -> str:
    return countries.name(iso3, get_language() or "zh-hans")
