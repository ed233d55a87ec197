"""Work that takes longer than a page may: drafting many dossiers, solving a portfolio, with progress that can be left.

Queued by the views; run by `youcheng worker`. What is done is the actions' business.
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
from youcheng.strategy.actions import solving_portfolios
from youcheng.strategy.models import Portfolio

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


@task()
def solve(job_id: str, person_id: int | None, name: str, portfolio_id: int, language: str) -> None:
    """Solve a portfolio and report into the job. A failure leaves it as it was and is said."""
    job = Job.objects.get(pk=job_id)
    now = timezone.now()
    actor = Actor(person_id=person_id, name=name, on=timezone.localdate(now))
    with translation.override(language):
        try:
            row = solving_portfolios.solve_portfolio(
                actor=actor,
                now=now,
                portfolio=Portfolio.objects.get(pk=portfolio_id),
                progress=lambda done, total, what: jobs.report(job, done=done, total=total, message=what),
            )
        except (Refused, NotAllowed, Portfolio.DoesNotExist) as refused:
            jobs.fail(job, message=str(refused))
        except Exception:
            log.exception("solving portfolio %s failed", portfolio_id)
            jobs.fail(job, message=_("Something went wrong on our side. The portfolio is as it was."))
        else:
            jobs.finish(
                job,
                message=row.get_state_display(),
                result_url=reverse("strategy:portfolio", args=[row.pk]),
            )
