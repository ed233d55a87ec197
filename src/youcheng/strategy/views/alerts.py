"""The page of alerts: partners a new vintage moved out of their bands, and the note that closes each.

Reached through `urls`, from today's page and from the opened cell.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youcheng.foundation import countries
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.exporting import Field, export_response
from youcheng.strategy.actions import vintages
from youcheng.strategy.drafting.names import dimension_name
from youcheng.strategy.forms.frameworks import NoteForm
from youcheng.strategy.models import RiskAlert
from youcheng.strategy.policies import may_draft, may_see_dossiers
from youcheng.strategy.queries.alerts import alerts_visible_to, open_alerts
from youcheng.strategy.views.reading import attempt

ROWS = 100


@requires(may_see_dossiers)
def listed(request: HttpRequest) -> HttpResponse:
    page = Paginator(alerts_visible_to(actor_of(request)), ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": page.object_list,
        "form": NoteForm(),
        "open_count": open_alerts(actor_of(request)).count(),
        "can_acknowledge": may_draft(actor_of(request)),
    }
    return render(request, "strategy/risk/alerts.html", context)


@requires(may_see_dossiers)
def exported(request: HttpRequest) -> HttpResponseBase:
    language = get_language() or "zh-hans"
    columns = (
        Field("iso3", _("code")), Field("country", _("country (region)")), Field("dimension", _("dimension")),
        Field("before", _("band before")), Field("after", _("band after")), Field("median", _("median")),
        Field("raised_at", _("raised at")), Field("seen_at", _("seen at")), Field("seen_by", _("seen by")), Field("note", _("note")),
    )  # fmt: skip
    rows = (
        {
            "iso3": row.iso3,
            "country": countries.name(row.iso3, language),
            "dimension": dimension_name(row.dimension),
            "before": f"{row.old_low:.1f}–{row.old_high:.1f}",
            "after": f"{row.new_low:.1f}–{row.new_high:.1f}",
            "median": round(row.new_median, 2),
            "raised_at": row.raised_at,
            "seen_at": row.seen_at,
            "seen_by": row.seen_by,
            "note": row.note,
        }
        for row in alerts_visible_to(actor_of(request))
    )
    return export_response(request, columns, rows, _("risk alerts"))


@require_POST
@requires(may_see_dossiers)
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    rows = alerts_visible_to(actor_of(request)).filter(pk=pk)
    if not rows:
        raise Http404
    return _acknowledged(request, rows)


@require_POST
@requires(may_see_dossiers)
def acknowledge_all(request: HttpRequest) -> HttpResponse:
    """Close every open alert with one note, for a vintage that moved many."""
    return _acknowledged(request, open_alerts(actor_of(request)))


def _acknowledged(request: HttpRequest, rows: Iterable[RiskAlert]) -> HttpResponse:
    form = NoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say in a note what follows from it, even if nothing does."))
        return redirect("strategy:risk_alerts")
    actor, now, note = actor_of(request), timezone.now(), form.cleaned_data["note"]

    def close() -> None:
        with transaction.atomic():
            for row in rows:
                vintages.acknowledge(actor=actor, now=now, alert=row, note=note)

    attempt(request, close, _("Acknowledged."))
    return redirect("strategy:risk_alerts")
