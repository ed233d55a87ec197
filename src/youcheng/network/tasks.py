"""The network's work beside the web server: matching a list of the world's pairs and measuring its network, with progress.

Queued by the world page; run by `youcheng worker`. What is done is the actions' and queries' business.
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
from youcheng.network.actions import world as actions
from youcheng.network.queries.world import work_out

log = logging.getLogger(__name__)
TOTAL = 100
MATCHED = 40
"""Of the hundred steps a job counts, those that are done when the places are matched."""


@task()
def match_pairs(job_id: str, dataset: str, person_id: int | None, name: str, language: str) -> None:
    """Match a list and measure its network, reporting into the job. A failure leaves the last matching as it was."""
    job = Job.objects.get(pk=job_id)
    now = timezone.now()
    actor = Actor(person_id=person_id, name=name, on=timezone.localdate(now))
    with translation.override(language):
        try:
            found = actions.match_pairs(
                actor=actor,
                now=now,
                dataset=dataset,
                progress=lambda done, total, said: jobs.report(
                    job, done=MATCHED * done // total, total=TOTAL, message=said
                ),
            )
            figures = work_out(
                found.matching,
                lambda done, total: jobs.report(
                    job,
                    done=MATCHED + (TOTAL - MATCHED) * done // total,
                    total=TOTAL,
                    message=_("Comparing the network with chance"),
                ),
            )
            actions.store_figures(matching=found.matching, figures=figures)
        except (Refused, NotAllowed) as refused:
            jobs.fail(job, message=str(refused))
        except Exception:
            log.exception("matching the pairs of %s failed", dataset)
            jobs.fail(job, message=_("Something went wrong on our side. Please start it again."))
        else:
            said = _("%(share)s of all ends are matched.") % {"share": f"{found.share:.1%}"}
            jobs.finish(job, message=said, result_url=reverse("network:world"))
