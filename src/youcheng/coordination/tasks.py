"""Coordination's work beside the web server: reading a long published plan, with progress; the day's sweep of deadlines.

Queued by the views and by the worker's clock; run by `youcheng worker`. What is done is the actions' business.
"""

from __future__ import annotations

import datetime as dt
import logging

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task

from youcheng.coordination.actions import bulletins, matches
from youcheng.coordination.actions.sweep import sweep
from youcheng.coordination.enums import RunState
from youcheng.coordination.models import Bulletin, MatchRun
from youcheng.engines.errors import EngineError
from youcheng.foundation import jobs
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused
from youcheng.foundation.models import Job
from youcheng.foundation.policies import NotAllowed

log = logging.getLogger(__name__)


@task()
def read_bulletin(job_id: str, bulletin_id: int, person_id: int | None, name: str, language: str) -> None:
    """Read one published plan and report into the job. Any failure leaves the file whole and is said."""
    job = Job.objects.get(pk=job_id)
    now = timezone.now()
    actor = Actor(person_id=person_id, name=name, on=timezone.localdate(now))
    with translation.override(language):
        try:
            row = Bulletin.objects.get(pk=bulletin_id)
            found = bulletins.read_bulletin(
                actor=actor,
                now=now,
                bulletin=row,
                progress=lambda done, total: jobs.report(job, done=done, total=total, message=_("Reading")),
            )
        except (Refused, NotAllowed) as refused:
            jobs.fail(job, message=str(refused))
        except Exception:
            log.exception("reading bulletin %s failed", bulletin_id)
            jobs.fail(job, message=_("Something went wrong on our side. The file is kept; read it again."))
        else:
            said = ngettext("%(count)s measure is proposed.", "%(count)s measures are proposed.", found)
            url = reverse("coordination:bulletin", args=[bulletin_id])
            jobs.finish(job, message=said % {"count": found}, result_url=url)


@task()
def sweep_day(day: str) -> dict[str, int]:
    """The sweep of one day (ISO form). A failure is kept by the queue, and the day is asked for again."""
    actor = Actor.system("worker")
    return sweep(actor=actor, now=timezone.now(), day=dt.date.fromisoformat(day)).notices


@task()
def work_out_matches(job_id: str, run_id: int, person_id: int | None, name: str, language: str) -> None:
    """Match everything open and report into the job. A failure proposes nothing and is said."""
    job = Job.objects.get(pk=job_id)
    now = timezone.now()
    actor = Actor(person_id=person_id, name=name, on=timezone.localdate(now))
    with translation.override(language):
        try:
            run = MatchRun.objects.get(pk=run_id)
            jobs.report(job, done=0, message=_("Matching all open needs with all open offers"))
            found = matches.work_out(actor=actor, now=now, run=run)
        except (Refused, NotAllowed, EngineError) as refused:
            MatchRun.objects.filter(pk=run_id).update(state=RunState.FAILED)
            jobs.fail(job, message=str(refused))
        except Exception:
            log.exception("matching run %s failed", run_id)
            MatchRun.objects.filter(pk=run_id).update(state=RunState.FAILED)
            jobs.fail(job, message=_("Something went wrong on our side. Nothing was proposed."))
        else:
            said = ngettext("%(count)s match is proposed.", "%(count)s matches are proposed.", found)
            jobs.finish(job, message=said % {"count": found}, result_url=reverse("coordination:matches"))
