"""One dossier: the page, its files, and what is stale about it.

Reached through `urls`; editing, steps, figures and history have their own modules.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.foundation import related
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.documents.files import as_download, language_of
from youcheng.foundation.documents.model import DocumentError
from youcheng.network.models import Relationship
from youcheng.network.queries import relationship_of
from youcheng.strategy import queries
from youcheng.strategy.drafting.names import source_name
from youcheng.strategy.exports import dossiers as exports
from youcheng.strategy.forms import ReasonForm, RevisionForm
from youcheng.strategy.policies import dossier_policy, may_draft, may_see_dossiers
from youcheng.strategy.queries.alerts import open_alerts
from youcheng.strategy.views import paper
from youcheng.strategy.views.reading import drafted, found

ACTIONS = ("edit", "rebuild", "submit", "approve", "reopen")


@requires(may_see_dossiers)
def shown(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    actor, language = actor_of(request), language_of(request)
    rows = dossier_policy.annotate(queries.dossiers_visible_to(actor), actor, *ACTIONS)
    row = rows.filter(relationship__partner__slug=slug, year=year).first()
    if row is None or row.current is None:
        return _not_drafted(request, slug, year)
    document = queries.document_of(row, language)
    can_edit = row.can_edit and not row.is_locked  # type: ignore[attr-defined]
    states = queries.edit_states(row, language)
    article = paper.with_tools(
        request,
        document,
        resolve=lambda ref: reverse("strategy:figure", args=[slug, year, ref]),
        states=states,
        links=related.part_links(actor, row),
        address=lambda what, block: reverse(f"strategy:{what}", args=[slug, year, block]) if can_edit else "",
    )
    context = {
        "row": row,
        "document": document,
        "article": article,
        "contents": paper.contents(document),
        "changed": [source_name(code) for code in queries.changed_sources(row)],
        "states": states.values(),
        "stale_edits": [state for state in states.values() if state.stale],
        "kinds": exports.TYPES,
        "revision_form": RevisionForm(initial={"revision": row.revision}),
        "reason_form": ReasonForm(),
        "language": language,
        "related": related.links(actor, row),
        "alerts": list(open_alerts(actor, row.relationship.partner.country.iso3)),
    }
    return render(request, "strategy/dossier.html", context)


@requires(may_see_dossiers)
def filed(request: HttpRequest, slug: str, year: int, kind: str) -> HttpResponse:
    """The dossier as a file; HTML opens in the browser, the others are downloaded."""
    row = found(request, slug, year)
    drafted(row)
    if kind not in exports.TYPES:
        raise Http404
    try:
        content = exports.file_of(row, kind, language_of(request))
    except DocumentError as error:
        return render(request, "strategy/no_file.html", {"row": row, "error": error}, status=422)
    name = _("dossier-%(city)s-%(year)s") % {"city": row.relationship.partner, "year": year}
    return as_download(content, exports.TYPES[kind], name, kind)


@requires(may_see_dossiers)
def stale(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """What would change if the dossier were drafted anew: figures with their difference, and sentences."""
    row = found(request, slug, year)
    drafted(row)
    report = queries.stale_report(row, language_of(request), timezone.localdate())
    can_rebuild = may_draft(actor_of(request)) and not row.is_locked
    sources = [source_name(code) for code in report.sources]
    context = {"row": row, "report": report, "sources": sources, "can_rebuild": can_rebuild}
    return render(request, "strategy/stale.html", context)


def _not_drafted(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """A tie without a dossier of that year: say so and offer to draft it. An unknown tie is a 404."""
    try:
        tie = relationship_of(actor_of(request), slug)
    except Relationship.DoesNotExist:
        raise Http404 from None
    context = {"tie": tie, "year": year, "can_draft": may_draft(actor_of(request))}
    return render(request, "strategy/not_drafted.html", context)
