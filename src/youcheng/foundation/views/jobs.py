"""Long work and its progress: one job, which may be left and found again, and the list of one's own.

A job page answers htmx with the fragment alone, so that any page can watch a job by its address.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from youcheng.foundation.access import actor_of, signed_in
from youcheng.foundation.jobs import mark_stalled
from youcheng.foundation.models import Job
from youcheng.foundation.ownership import job_policy


@signed_in
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    row = get_object_or_404(job_policy.filter(Job.objects.all(), actor_of(request)), pk=job_id)
    mark_stalled(row, now=timezone.now())
    context = {"job": row, "job_url": reverse("foundation:job", args=[row.pk])}
    fragment = getattr(request, "htmx", False)
    response = render(request, "foundation/parts/job.html" if fragment else "foundation/job.html", context)
    response["Cache-Control"] = "no-store"
    return response


@signed_in
def my_jobs(request: HttpRequest) -> HttpResponse:
    since = timezone.now() - timedelta(days=90)
    rows = job_policy.filter(Job.objects.filter(created_at__gte=since), actor_of(request))
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    return render(request, "foundation/jobs.html", {"page": page})
