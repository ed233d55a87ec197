"""Who may see jobs and uploads: the person who asked for them, nobody else.

Used by the pages of jobs and imports; what an import may write is its spec's and the actions' business.
"""

from __future__ import annotations

from django.db.models import Q

from youcheng.foundation.actors import Actor
from youcheng.foundation.models import ImportRun, Job
from youcheng.foundation.policies import NO_ROW, Policy, any_of


def own(actor: Actor) -> Q:
    """The person who asked for it."""
    return Q(person_id=actor.person_id) if actor.is_signed_in else NO_ROW


class JobPolicy(Policy):
    model = Job
    view = any_of(own)


class ImportRunPolicy(Policy):
    model = ImportRun
    view = any_of(own)
    change = any_of(own)


job_policy = JobPolicy()
import_run_policy = ImportRunPolicy()
