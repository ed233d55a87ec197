"""Long work with progress that can be left: a task reports into a `Job` row, a page polls it.

Called by the apps' `tasks`; the queue itself is django-tasks. A job belongs to the person who asked for it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.foundation.actors import Actor
from youcheng.foundation.enums import JobState
from youcheng.foundation.models import Job

STALLED_AFTER = timedelta(minutes=30)
"""Silence after which running work is taken for killed; the longest step between two reports is far shorter."""


def start(*, actor: Actor, now: datetime, kind: str, title: str, total: int = 0) -> Job:
    """A new job, waiting. `total` is the number of steps, 0 while unknown."""
    return Job.objects.create(
        kind=kind, title=title, person_id=actor.person_id, total=total, created_at=now, updated_at=now
    )


def report(job: Job, *, done: int, total: int | None = None, message: str = "") -> None:
    """Say how far the work is. Cheap enough to call at every step."""
    _update(
        job, state=JobState.RUNNING, done=done, total=job.total if total is None else total, message=message
    )


def finish(job: Job, *, message: str = "", result_url: str = "") -> None:
    _update(job, state=JobState.DONE, done=job.total, message=message, result_url=result_url)


def fail(job: Job, *, message: str) -> None:
    """The work stopped; `message` says what was wrong and that nothing was half-done."""
    _update(job, state=JobState.FAILED, message=message)


def mark_stalled(job: Job, *, now: datetime) -> None:
    """Say of a job whose worker was killed that it stopped. Work is written in one transaction, so nothing is half-done."""
    if not job.is_over and now - job.updated_at > STALLED_AFTER:
        fail(job, message=_("The work stopped without an end. Nothing was half-done; please start it again."))


def _update(job: Job, **values: object) -> None:
    values["updated_at"] = timezone.now()
    for name, value in values.items():
        setattr(job, name, value)
    job.save(update_fields=list(values))
