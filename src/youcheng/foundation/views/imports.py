"""The pages of every import: choose a sheet, say which column is which, see what will happen, confirm, keep the errors.

One set of pages serves all specs. A person sees only their own uploads, and only of imports they may run.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youcheng.foundation import jobs
from youcheng.foundation.access import actor_of, requires, signed_in
from youcheng.foundation.enums import RowState
from youcheng.foundation.errors import ChangedMeanwhile, Refused
from youcheng.foundation.exporting import export_response
from youcheng.foundation.forms import ColumnsForm, CommitForm, UploadForm
from youcheng.foundation.importing import background, mapping, review
from youcheng.foundation.importing import run as imports
from youcheng.foundation.importing.spec import ImportSpec, may_import, spec_named, specs_for
from youcheng.foundation.models import ImportRun
from youcheng.foundation.ownership import import_run_policy

PAGE_ROWS = 50
LONG = 300
"""Rows to write from which an import runs beside the web server instead of in the request."""


@requires(may_import)
def available(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    specs = specs_for(actor)
    own = import_run_policy.filter(ImportRun.objects.filter(spec__in=[s.name for s in specs]), actor)
    context = {"specs": specs, "page": Paginator(own, PAGE_ROWS).get_page(request.GET.get("page"))}
    return render(request, "foundation/imports.html", context)


@signed_in
def upload(request: HttpRequest, spec: str) -> HttpResponse:
    chosen, actor = _spec(request, spec), actor_of(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = imports.upload(
                actor=actor, now=timezone.now(), spec=chosen, name=file.name, data=file.read()
            )
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("foundation:import_run", chosen.name, run.pk)
    recent = import_run_policy.filter(ImportRun.objects.filter(spec=chosen.name), actor)[:10]
    return render(request, "foundation/import_upload.html", {"spec": chosen, "form": form, "recent": recent})


@signed_in
def sheet(request: HttpRequest, spec: str) -> HttpResponseBase:
    """The present rows as an importable sheet, or with `?empty=1` its header alone."""
    chosen = _spec(request, spec)
    rows: Any = () if request.GET.get("empty") else chosen.rows(actor_of(request))
    return export_response(request, chosen.columns, rows, chosen.title)


@signed_in
def shown(request: HttpRequest, spec: str, run_id: UUID) -> HttpResponse:
    run, chosen = _run(request, spec, run_id)
    if run.job is None or run.job.is_over:
        imports.speak(actor=actor_of(request), now=timezone.now(), run=run)
    return _preview(request, chosen, run, ColumnsForm(spec=chosen, run=run))


@signed_in
@require_POST
def columns(request: HttpRequest, spec: str, run_id: UUID) -> HttpResponse:
    run, chosen = _run(request, spec, run_id)
    form = ColumnsForm(request.POST, spec=chosen, run=run)
    if form.is_valid():
        try:
            imports.assign(actor=actor_of(request), now=timezone.now(), run=run, mapping=form.mapping)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("foundation:import_run", chosen.name, run.pk)
    return _preview(request, chosen, run, form)


@signed_in
@require_POST
def commit(request: HttpRequest, spec: str, run_id: UUID) -> HttpResponse:
    run, chosen = _run(request, spec, run_id)
    form = CommitForm(request.POST)
    if not form.is_valid():
        raise Http404
    leave_out = form.cleaned_data["leave_out_refused"]
    if form.cleaned_data["fingerprint"] != run.fingerprint:
        messages.warning(
            request, _("This preview is newer than the one you confirmed. Please look at it again.")
        )
    elif run.job is not None and not run.job.is_over:
        messages.info(request, _("This sheet is already being imported."))
    elif run.count(RowState.CREATED) + run.count(RowState.CHANGED) > LONG:
        background.enqueue(
            actor=actor_of(request),
            now=timezone.now(),
            run=run,
            title=f"{chosen.title}: {run.file_name}",
            leave_out_refused=leave_out,
        )
    else:
        _commit_now(request, run, leave_out)
    return redirect("foundation:import_run", chosen.name, run.pk)


def _commit_now(request: HttpRequest, run: ImportRun, leave_out: bool) -> None:
    try:
        imports.commit(actor=actor_of(request), now=timezone.now(), run=run, leave_out_refused=leave_out)
    except ChangedMeanwhile as changed:
        messages.warning(request, str(changed))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Imported."))


@signed_in
@require_POST
def discard(request: HttpRequest, spec: str, run_id: UUID) -> HttpResponse:
    run, chosen = _run(request, spec, run_id)
    imports.discard(actor=actor_of(request), now=timezone.now(), run=run)
    messages.success(request, _("The upload was thrown away. What was imported from it stays."))
    return redirect("foundation:import", chosen.name)


@signed_in
def errors(request: HttpRequest, spec: str, run_id: UUID) -> HttpResponseBase:
    """The refused rows with their reasons, in the columns of the import, to be corrected and imported again."""
    run, chosen = _run(request, spec, run_id)
    sheet_columns, rows = review.error_sheet(chosen, run)
    name = _("%(name)s refused rows") % {"name": run.file_name.rsplit(".", 1)[0]}
    return export_response(request, sheet_columns, rows, name)


def _preview(request: HttpRequest, spec: ImportSpec[Any], run: ImportRun, form: ColumnsForm) -> HttpResponse:
    if run.job is not None:
        jobs.mark_stalled(run.job, now=timezone.now())
    state = request.GET.get("state", "")
    rows = run.rows.filter(state=state) if state in RowState.values else run.rows.all()
    page = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("page"))
    context = {
        "spec": spec,
        "run": run,
        "form": form,
        "commit": CommitForm(initial={"fingerprint": run.fingerprint}),
        "states": review.states(run, state),
        "state": state,
        "page": page,
        "lines": [review.line(spec, row) for row in page],
        "missing": mapping.missing(spec, run.mapping),
        "unused": [name for name in run.headers if name not in run.mapping.values()],
        "to_write": run.count(RowState.CREATED) + run.count(RowState.CHANGED),
        "refused": run.count(RowState.REFUSED),
        "job_url": reverse("foundation:job", args=[run.job.pk]) if run.job else "",
        "is_running": run.job is not None and not run.job.is_over,
    }
    return render(request, "foundation/import_run.html", context)


def _spec(request: HttpRequest, name: str) -> ImportSpec[Any]:
    """The import of this name if the actor may run it; the same 404 whether it is absent or not theirs."""
    spec = spec_named(name)
    if spec is None or not spec.allowed(actor_of(request)):
        raise Http404
    return spec


def _run(request: HttpRequest, name: str, run_id: UUID) -> tuple[ImportRun, ImportSpec[Any]]:
    spec = _spec(request, name)
    own = import_run_policy.filter(ImportRun.objects.select_related("job"), actor_of(request))
    return get_object_or_404(own, pk=run_id, spec=spec.name), spec
