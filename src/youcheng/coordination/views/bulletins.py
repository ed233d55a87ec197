"""Published plans: taking one in, and the page that shows the source beside the proposed measures.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from youcheng.coordination import tasks
from youcheng.coordination.actions import bulletins as actions
from youcheng.coordination.enums import ProposalState, ReadingState
from youcheng.coordination.forms.bulletins import BulletinForm
from youcheng.coordination.models import Bulletin
from youcheng.coordination.policies import may_direct, may_plan, may_see_plans
from youcheng.coordination.queries import bulletins as found
from youcheng.coordination.reading.answers import reason_said
from youcheng.foundation import jobs
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.models import Job
from youcheng.foundation.views.answering import attempt, page_of

AT_ONCE = 300_000
"""Bytes; a larger file is read beside the web server, with progress."""
REMOVED_SHOWN = 400


@requires(may_see_plans)
def bulletins(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    context = {"page": page_of(request, found.bulletins_visible_to(actor)), "can_add": may_plan(actor)}
    return render(request, "coordination/bulletins.html", context)


@requires(may_plan)
def add(request: HttpRequest) -> HttpResponse:
    """Take a file in and read it: a short one at once, a long one with progress that can be left."""
    form = BulletinForm(
        request.POST or None, request.FILES or None, initial={"year": timezone.localdate().year}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        data, name = given["file"].read(), given["file"].name
        actor, now = actor_of(request), timezone.now()
        row = attempt(
            form,
            lambda: actions.add_bulletin(
                actor=actor, now=now, data=data, file_name=name, year=given["year"], title=given["title"]
            ),
        )
        if row is not None and len(data) > AT_ONCE:
            return redirect("foundation:job", _enqueue(request, row).pk)
        if row is not None:
            attempt(form, lambda: actions.read_bulletin(actor=actor, now=now, bulletin=row))
            return redirect("coordination:bulletin", row.pk)
    heading = _("Read a published plan")
    return render(
        request, "coordination/bulletin_form.html", {"form": form, "heading": heading, "has_file": True}
    )


def _enqueue(request: HttpRequest, row: Bulletin) -> Job:
    actor = actor_of(request)
    title = _("Reading “%(title)s”") % {"title": row}
    job = jobs.start(actor=actor, now=timezone.now(), kind="coordination.reading", title=title[:300])
    Bulletin.objects.filter(pk=row.pk).update(job=job)
    language = get_language() or "zh-hans"
    tasks.read_bulletin.enqueue(str(job.pk), row.pk, actor.person_id, actor.name, language)
    return job


@requires(may_see_plans)
def bulletin(request: HttpRequest, pk: int) -> HttpResponse:
    """The source at the left, the proposals at the right, what was removed below."""
    row = bulletin_or_404(request, pk)
    actor = actor_of(request)
    proposals = found.proposals_of(actor, row)
    shown = request.GET.get("show", "")
    if shown in ProposalState.values:
        proposals = proposals.filter(state=shown)
    page = page_of(request, proposals)
    removed = [
        {**line, "said": reason_said(line["reason"])} for line in row.removed if line["reason"] != "blank"
    ]
    context: dict[str, Any] = {
        "bulletin": row,
        "page": page,
        "passages": found.passages(row, list(page)) if row.state == ReadingState.READ else [],
        "removed": removed[:REMOVED_SHOWN],
        "removed_count": len(removed),
        "blank_count": len(row.removed) - len(removed),
        "can_decide": may_direct(actor),
        "states": ProposalState.choices,
        "shown": shown,
    }
    return render(request, "coordination/bulletin.html", context)


@requires(may_see_plans)
def source(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file as it came, always as a download."""
    row = bulletin_or_404(request, pk)
    return FileResponse(row.file.open("rb"), as_attachment=True, filename=row.file_name)


def bulletin_or_404(request: HttpRequest, pk: int) -> Bulletin:
    try:
        return found.bulletin_of(actor_of(request), pk)
    except Bulletin.DoesNotExist:
        raise Http404 from None
