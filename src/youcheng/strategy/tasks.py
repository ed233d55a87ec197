"""Work that takes longer than a page may: drafting many dossiers, with progress that can be watched and left.

Queued by the views; run by `youcheng worker`. What is done is `actions.build_all`.
"""

from __future__ import annotations

import logging

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from youcheng.foundation import jobs
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused
from youcheng.foundation.models import Job
from youcheng.foundation.policies import NotAllowed
from youcheng.strategy import actions

log = logging.getLogger(__name__)


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
        except (Refused, NotAllowed) as refused:
            jobs.fail(job, message=str(refused))
        except Exception:
            log.exception("drafting the dossiers of %s failed", year)
            jobs.fail(
                job, message=_("Something went wrong on our side. Every dossier is as it was or complete.")
            )
        else:
            url = f"{reverse('strategy:dossiers')}?year={year}"
            jobs.finish(job, message=actions.said(report), result_url=url)
