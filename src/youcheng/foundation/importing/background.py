"""Importing a long sheet beside the web server: the task, and how it is put into the queue.

Called by `views.imports`; reports into a `Job`. The queue itself is django-tasks.
"""

from __future__ import annotations

import logging
from datetime import datetime

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_tasks import task

from youcheng.foundation import jobs
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused
from youcheng.foundation.importing import run as imports
from youcheng.foundation.models import ImportRun, Job
from youcheng.foundation.policies import NotAllowed

log = logging.getLogger(__name__)


@task()
def import_sheet(
    run_id: str, job_id: str, address: str, name: str, leave_out_refused: bool, language: str
) -> None:
    """Commit one upload for the person who uploaded it, whose rights are read again when the work begins."""
    job = Job.objects.get(pk=job_id)
    with translation.override(language):
        try:
            run = ImportRun.objects.get(pk=run_id)
            actor = Actor(person_id=run.person_id, name=name, address=address, on=timezone.localdate())
            jobs.report(job, done=0, message=_("Comparing and writing; either every row arrives or none."))
            imports.commit(actor=actor, now=timezone.now(), run=run, leave_out_refused=leave_out_refused)
        except (Refused, NotAllowed) as refused:
            jobs.fail(job, message=str(refused))
        except ImportRun.DoesNotExist:
            jobs.fail(job, message=_("The upload was discarded before it was imported. Nothing was changed."))
        except Exception:
            log.exception("importing %s failed", run_id)
            jobs.fail(job, message=_("Something went wrong on our side. Nothing was imported."))
        else:
            url = reverse("foundation:import_run", args=[run.spec, run.pk])
            jobs.finish(job, message=_("Imported."), result_url=url)


def enqueue(*, actor: Actor, now: datetime, run: ImportRun, title: str, leave_out_refused: bool) -> Job:
    """Start a job that commits this upload; its page may be left."""
    job = jobs.start(actor=actor, now=now, kind="import", title=title[:300])
    run.job = job
    run.save(update_fields=["job"])
    language = get_language() or "zh-hans"
    import_sheet.enqueue(str(run.pk), str(job.pk), actor.address, actor.name, leave_out_refused, language)
    return job
