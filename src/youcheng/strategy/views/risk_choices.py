"""What risk depends on: the framework's choices by their share in the mean shift of ranks, and in each country's rank.

Reached through `urls`; computed once for all countries by `facts.risk_choices`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from youcheng.engines.catalogue import METHODS
from youcheng.engines.framework import OVERALL
from youcheng.engines.framework_choices import ChoiceSensitivity
from youcheng.foundation import countries
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.exporting import Field, export_response
from youcheng.foundation.formatting import collation
from youcheng.strategy.drafting.names import choice_name, reservation
from youcheng.strategy.facts.risk_choices import Share, sensitivity_of, shares
from youcheng.strategy.facts.sources import risk_book
from youcheng.strategy.policies import may_see_dossiers
from youcheng.strategy.queries.risk import partners_by_country


@dataclass(frozen=True)
class Line:
    """One country: the choices its rank depends on and those its score depends on, the most telling first."""

    iso3: str
    name: str
    rank: Sequence[Share]
    score: Sequence[Share]
    filled: int

    @property
    def by_choice(self) -> Mapping[str, Share]:
        return {share.choice: share for share in self.rank}


@requires(may_see_dossiers)
def listed(request: HttpRequest) -> HttpResponse:
    found, lines = _lines(request)
    reader = get_language() or "zh-hans"
    about = METHODS["framework_choices"]
    context = {
        "found": found,
        "lines": lines,
        "inputs": [(name, choice_name(name)) for name in found.inputs] if found else [],
        "shift": shares(found, found.shift, 0) if found else [],
        "mean_shift": float(found.shift.mean[0]) if found else None,
        "everyone": request.GET.get("scope") == "all",
        "caveats": [reservation(note) for note in found.caveats] if found else [],
        "method": {"name": about.named(reader), "formula": about.computed(reader), "source": about.source(reader)},
    }  # fmt: skip
    return render(request, "strategy/risk/choices.html", context)


@requires(may_see_dossiers)
def exported(request: HttpRequest) -> HttpResponseBase:
    found, lines = _lines(request)
    columns = [Field("iso3", _("code")), Field("country", _("country (region)"))]
    alone, whole = _("first order"), _("total")
    for name in found.inputs if found else ():
        for answer, title in (("rank", _("rank")), ("score", _("score"))):
            columns += [
                Field(f"{answer}.{name}.first", f"{title}: {choice_name(name)}, {alone}"),
                Field(f"{answer}.{name}.total", f"{title}: {choice_name(name)}, {whole}"),
            ]
    return export_response(request, columns, (_plain(line) for line in lines), _("risk, what it depends on"))


def _plain(line: Line) -> dict[str, Any]:
    plain: dict[str, Any] = {"iso3": line.iso3, "country": line.name}
    for answer, held in (("rank", line.rank), ("score", line.score)):
        for share in held:
            plain[f"{answer}.{share.choice}.first"] = round(share.first, 4)
            plain[f"{answer}.{share.choice}.total"] = round(share.total, 4)
    return plain


def _lines(request: HttpRequest) -> tuple[ChoiceSensitivity | None, list[Line]]:
    """The indices, and a line for each partner's country that is scored, or for every one."""
    found = sensitivity_of(risk_book(), OVERALL)
    if found is None:
        return None, []
    everyone = request.GET.get("scope") == "all"
    wanted = (
        set(found.countries)
        if everyone
        else set(partners_by_country(actor_of(request), timezone.localdate()))
    )
    language = get_language() or "zh-hans"
    lines = [
        Line(
            code,
            countries.name(code, language),
            shares(found, found.ranks, place),
            shares(found, found.scores, place),
            len(found.filled.get(code, ())),
        )
        for place, code in enumerate(found.countries)
        if code in wanted
    ]
    return found, _ordered(lines, request.GET.get("sort", ""))


def _ordered(lines: list[Line], sort: str) -> list[Line]:
    lines = sorted(lines, key=lambda line: collation(line.name))
    key, down = sort.removeprefix("-"), sort.startswith("-")
    if key == "country":
        return lines[::-1] if down else lines
    if lines and key in lines[0].by_choice:
        return sorted(lines, key=lambda line: line.by_choice[key].total, reverse=down)
    return lines
