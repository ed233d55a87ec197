"""Work that takes longer than a page may: drafting many dossiers, with progress that can be watched and left.

Queued by the views; run by `youcheng worker`. What is done is `actions.build_all`.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from youcheng.foundation import jobs
from youcheng.foundation.actors import Actor
from youcheng.foundation.models import Job
from youcheng.strategy import actions


@task()
def rebuild(
    job_id: str, person_id: int | None, name: str, year: int, only: list[str], stale_only: bool, language: str
) -> None:
    """Draft the dossiers of a year and report into the job. Any failure leaves each dossier whole and is said."""
    job = Job.objects.get(pk=job_id)
    now = timezone.now()
    actor = Actor(person_id=person_id, name=name, on=timezone.localdate(now))
    with translation.override(language):
        try:
            report = actions.build_all(
                actor=actor,
                now=now,
                year=year,
                only=only,
                stale_only=stale_only,
                progress=lambda done, total, what: jobs.report(job, done=done, total=total, message=what),
            )
        except Exception as error:
            jobs.fail(
                job,
                message=_("The work stopped: %(error)s. Every dossier is as it was or complete.")
                % {"error": error},
            )
            raise
        jobs.finish(
            job, message=actions.said(report), result_url=f"{reverse('strategy:dossiers')}?year={year}"
        )
