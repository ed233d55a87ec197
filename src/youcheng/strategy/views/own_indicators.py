"""The pages of the office's own indicators: the list, one with its figures and who has none, and the form.

Reached through `urls`. Figures come in by sheet; a country without one is listed, never filled.
"""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Max, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.errors import Refused
from youcheng.strategy.actions import own_indicators as actions
from youcheng.strategy.forms.frameworks import IndicatorForm
from youcheng.strategy.in_force import framework_in_force
from youcheng.strategy.models import OwnIndicator
from youcheng.strategy.policies import may_draft, may_see_dossiers, own_indicator_policy
from youcheng.strategy.queries.risk import partners_by_country


@requires(may_see_dossiers)
def listed(request: HttpRequest) -> HttpResponse:
    rows = own_indicator_policy.filter(OwnIndicator.objects.all(), actor_of(request)).annotate(
        figures_count=Count("figures"),
        countries=Count("figures__iso3", distinct=True),
        first=Min("figures__year"),
        last=Max("figures__year"),
    )
    context = {"rows": rows, "can_edit": may_draft(actor_of(request)), "used": _used()}
    return render(request, "strategy/risk/own_indicators.html", context)


@requires(may_see_dossiers)
def shown(request: HttpRequest, code: str) -> HttpResponse:
    row = _found(request, code)
    figures = list(row.figures.all())
    partners = partners_by_country(actor_of(request), timezone.localdate())
    held = {figure.iso3 for figure in figures}
    context = {
        "row": row,
        "figures": figures,
        "lacking": sorted(set(partners) - held),
        "is_used": code in _used(),
        "can_edit": may_draft(actor_of(request)),
    }
    return render(request, "strategy/risk/own_indicator.html", context)


@requires(may_draft)
def edit(request: HttpRequest, code: str = "") -> HttpResponse:
    """Add an own indicator, or correct one; its code stays what frameworks call it."""
    row = _found(request, code) if code else None
    form = IndicatorForm(request.POST or None, initial=_initial(row))
    if row is not None:
        form.fields["code"].disabled = True
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        names = {"zh-hans": given["name_zh"], "en": given["name_en"]}
        try:
            saved = actions.save_indicator(
                actor=actor_of(request), now=timezone.now(), code=given["code"], unit=given["unit"],
                name={language: text for language, text in names.items() if text},
                source=given["source"], note=given["note"],
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("strategy:own_indicator", saved.code)
    return render(request, "strategy/risk/own_indicator_edit.html", {"form": form, "row": row})


def _initial(row: OwnIndicator | None) -> dict[str, str]:
    if row is None:
        return {}
    return {
        "code": row.code,
        "name_zh": row.name.get("zh-hans", ""),
        "name_en": row.name.get("en", ""),
        "unit": row.unit,
        "source": row.source,
        "note": row.note,
    }


def _used() -> set[str]:
    """The own indicators the framework in force reads."""
    return {series.series for series in framework_in_force().series.values() if series.shape == "own"}


def _found(request: HttpRequest, code: str) -> OwnIndicator:
    row = own_indicator_policy.filter(OwnIndicator.objects.filter(code=code), actor_of(request)).first()
    if row is None:
        raise Http404
    return row
